// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/waiting_approvals.hpp"

#include "kernel/storage/absences.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {
namespace {

struct Whose {
  domain::PersonId asker;
  domain::Instant now;
  const std::vector<std::string>& teams;
  std::int64_t limit;
};

template <typename Visitor, Is<Whose> Row>
void columns(Visitor& column, Row& whose) {
  column("person", whose.asker);
  column("delegate", whose.asker);
  for (int moment = 0; moment < 4; ++moment) column("now", whose.now);
  column("requester", whose.asker);
  column("limit", whose.limit);
  for (const std::string& team : whose.teams) {
    column("team", team);
    column("requester", whose.asker);
    column("limit", whose.limit);
  }
  column("limit", whose.limit);
}

}  // namespace

std::size_t waiting_approvals(Connection& connection, domain::PersonId asker, domain::Instant now,
                              const std::vector<std::string>& teams, std::size_t limit) {
  // Each branch stops by itself: the work does not grow with what others are asked.
  std::string every =
      std::string("SELECT * FROM (SELECT a.id FROM approver p JOIN approval a ON a.id = p.approval JOIN request r") +
      " ON r.id = a.request WHERE p.person IN (SELECT ? UNION SELECT a.person FROM absence a WHERE a.delegate = ? AND" +
      " a.delegate <> 0 AND" + absence_counts_now + ") AND a.state = 1 AND r.requester <> ? LIMIT ?) one";
  const std::string of_team =
      "SELECT * FROM (SELECT a.id FROM approval a JOIN request r ON r.id = a.request WHERE a.team = ? AND a.state = 1"
      " AND a.team <> '' AND r.requester <> ? LIMIT ?) one";
  for (std::size_t i = 0; i < teams.size(); ++i) every += " UNION " + of_team;
  const Whose whose{asker, now, teams, static_cast<std::int64_t>(limit)};
  const auto count = ask_one<std::int64_t>(
      connection, "SELECT COUNT(*) FROM (SELECT * FROM (" + every + ") every LIMIT ?) waiting", whose);
  return static_cast<std::size_t>(count.value_or(0));
}

}  // namespace guichet::storage
