// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"

namespace guichet::counter {

/// Keeps who read a confidential request, and when; `reader` 0: somebody without an account. What cannot be answered
/// for later is not shown now: whoever gets an error shows nothing.
domain::Result<domain::Done> audit_reading(const Counter& counter, domain::PersonId reader, domain::RequestId request,
                                           domain::Instant now);

}  // namespace guichet::counter
