// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/events.hpp"

#include <vector>

namespace guichet::jobs {

/// Brings the search over requests up to these events. Confidential requests, and those that tell of
/// distress, be it in a message or a note, are taken out, and never put in.
void index_events(const counter::Counter& counter, matching::RequestSearch& search,
                  const std::vector<storage::Event>& events);

/// Brings it up to the end of the log, in batches; for the start of a server and after a restore.
void catch_up(const counter::Counter& counter, matching::RequestSearch& search);

}  // namespace guichet::jobs
