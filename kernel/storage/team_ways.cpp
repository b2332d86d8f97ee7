// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/team_ways.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<TeamWay> Row>
void columns(Visitor& column, Row& row) {
  column("way", row.way);
  column("turn", row.turn);
}

template <typename Visitor, Is<Candidate> Row>
void columns(Visitor& column, Row& row) {
  column("person", row.person);
  column("open", row.open);
}

TeamWay TeamWays::find(std::string_view team) {
  return ask_one<TeamWay>(connection_, "SELECT way, turn FROM team_way WHERE team = ?", team).value_or(TeamWay{});
}

TeamWay TeamWays::take(std::string_view team) {
  // Writing the row locks it where several nodes write at once.
  return ask_one<TeamWay>(connection_, "UPDATE team_way SET turn = turn WHERE team = ? RETURNING way, turn", team)
      .value_or(TeamWay{});
}

void TeamWays::set_way(std::string_view team, Way way) {
  run(connection_,
      "INSERT INTO team_way (team, way, turn) VALUES (?, ?, 0)"
      " ON CONFLICT (team) DO UPDATE SET way = excluded.way",
      team, way);
}

void TeamWays::set_turn(std::string_view team, domain::PersonId person) {
  run(connection_, "UPDATE team_way SET turn = ? WHERE team = ?", person, team);
}

std::vector<Candidate> TeamWays::present(std::string_view team, domain::Instant now) {
  // Its condition is that of the index of open requests by assignee: what is over is never counted, nor walked through.
  return ask<Candidate>(
      connection_,
      "SELECT member.person, CAST((SELECT COUNT(*) FROM request WHERE request.assignee = member.person"
      " AND request.status < 4 AND request.assignee <> 0) AS bigint) FROM member"
      " JOIN person ON person.id = member.person AND person.active = 1 WHERE member.team = ?"
      " AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.person = member.person"
      " AND absence.ends > ? AND absence.begins <= ?) ORDER BY member.person",
      team, now, now);
}

}  // namespace guichet::storage
