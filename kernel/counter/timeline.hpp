// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <vector>

namespace guichet::counter {

/// Told to agents only.
[[nodiscard]] bool is_internal(const storage::Event& event);
/// Whom an event says that something was given to; 0: it is no assignment.
[[nodiscard]] domain::PersonId assigned_to(const storage::Event& event);
/// What happened, with the titles of today for services and teams; `people`: those that the events may name. Without
/// `notes` what is internal is left out.
[[nodiscard]] std::vector<TimelineEntry> timeline(const plugins::Snapshot& snapshot,
                                                  const std::vector<storage::Event>& events,
                                                  const std::vector<domain::Person>& people, bool notes);

}  // namespace guichet::counter
