// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <string>

namespace guichet::counter {

/// Counts a look, or a decision, at what a letter's link opens for somebody without an account: 200 an hour from one
/// address, as a company shares one. Error{too_many} above.
domain::Result<domain::Done> admit_link(const Counter& counter, const std::string& address, domain::Instant now);

}  // namespace guichet::counter
