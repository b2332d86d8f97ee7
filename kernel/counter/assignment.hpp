// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/storage/team_ways.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// A request that has just come to its team is given out as that team wants: to nobody (by hand), in turn, or to who
/// has the fewest open requests. Who is away or has left is passed by; when nobody is present it waits, and its history
/// says so. What a machine is about to do is given to nobody yet. Its status stays: whoever it is given to has yet to
/// take charge. Within a write, after the request and the event that brought it are written; writes it again, and its
/// version rises. Of two writes at once each sees what the other gave.
void assign_in_team(const Counter& counter, storage::Connection& connection, domain::Request& request,
                    domain::Instant now);

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
