// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/incident.hpp"
#include "kernel/matching/synonyms.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/incidents.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::counter {

/// What words tell: the roots that carry meaning, as the university's synonyms mean them, those that name the place
/// apart. `home`: the campus of who writes.
struct Told {
  std::vector<std::string> roots;  ///< sorted, each once
  std::string place;               ///< named in the words; may be empty
};
[[nodiscard]] Told told_by(const Counter& counter, const matching::Synonyms& synonyms, std::string_view words,
                           const std::string& home);

/// An open request as likeness sees it. Empty roots: nothing was written, what was asked for is no fault, or it tells
/// of distress.
[[nodiscard]] domain::Telling telling_of(const Counter& counter, const plugins::Snapshot& snapshot,
                                         const matching::Synonyms& synonyms, const storage::LateRequest& request);

/// Looks at the requests that were just sent: those told like an incident are proposed to be of it; when many were told
/// alike in a short time, an incident is proposed to the team; to the triage team, when they went to several teams and
/// nobody has taken them yet: it is who may see all of them. Decided in one write, so that of several nodes that
/// follow the same events one proposes. Nothing confidential is looked at. Any thread; for the event log's follower.
void watch_incidents(const Counter& counter, const std::vector<storage::Event>& events, domain::Instant now);

/// The same for what nobody has taken yet, when a node begins to serve: those who wrote while none did are heard as
/// well. Looks at the latest few.
void watch_waiting_requests(const Counter& counter, domain::Instant now);

/// How far back requests are compared, and how many of a team at most.
inline constexpr std::int64_t incident_window = 4 * domain::hour;
inline constexpr std::size_t incident_requests_compared = 500;

}  // namespace guichet::counter
