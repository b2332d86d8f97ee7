// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/team_ways.hpp"

#include <optional>
#include <string>
#include <vector>

namespace guichet::counter {

/// A request that has just come to its team is given out as that team wants: to nobody (by hand), in turn, or to who
/// has the fewest open requests. Who is away or has left is passed by. Sets `request.assignee`, its status stays:
/// whoever it is given to has yet to take charge. Within a write, before the request is written; of two writes at once
/// each sees what the other gave. Answers the event that tells of it, to be appended by the caller after the one that
/// brought the request; nothing when the team gives out by hand.
[[nodiscard]] std::optional<storage::Event> assign_in_team(const Counter& counter, storage::Connection& connection,
                                                           domain::Request& request, domain::Instant now);

/// Appends what assign_in_team answered.
void tell_assigned(storage::Connection& connection, const std::optional<storage::Event>& assigned,
                   domain::RequestId request);

/// How a team shares its work, for its members.
struct TeamView {
  plugins::SnapshotPtr snapshot;
  const domain::Team* team = nullptr;
  storage::Way way = storage::Way::by_hand;
  bool may_change = false;  ///< the viewer leads it
  struct Member {
    std::string name;
    std::int64_t open = 0;  ///< open requests they have, of whatever team
    bool away = false;
  };
  std::vector<Member> members;  ///< by name; at most 200
};
/// not_found for who is not in the team.
[[nodiscard]] domain::Result<TeamView> team_view(const Counter& counter, const Asker& asker, const std::string& team);
/// By who leads the team; audited. Error{forbidden} for its other members.
domain::Result<domain::Done> set_team_way(const Counter& counter, const Asker& asker, const std::string& team,
                                          storage::Way way);

}  // namespace guichet::counter
