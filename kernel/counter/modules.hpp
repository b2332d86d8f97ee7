// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/events.hpp"

#include <vector>

namespace guichet::counter {

/// The latest jobs that wait for somebody, whatever left them. forbidden without the right module-admin.
[[nodiscard]] domain::Result<std::vector<storage::Job>> given_up_jobs(const Counter& counter, const Asker& asker);

}  // namespace guichet::counter
