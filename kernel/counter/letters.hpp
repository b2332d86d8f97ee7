// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"

namespace guichet::counter {

/// Leaves a letter with the job that sends it, due when it was written. Within a write; whoever writes wakes the jobs.
void leave_letter(storage::Connection& connection, const storage::Mail& mail);

}  // namespace guichet::counter
