// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/waiting_approvals.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {
namespace {

struct Whose {
  domain::PersonId asker;
  const std::vector<domain::PersonId>& people;
  const std::vector<std::string>& teams;
  std::int64_t limit;
};

template <typename Visitor, Is<Whose> Row>
void columns(Visitor& column, Row& whose) {
  for (const domain::PersonId& person : whose.people) {
    column("person", person);
    column("requester", whose.asker);
    column("limit", whose.limit);
  }
  for (const std::string& team : whose.teams) {
    column("team", team);
    column("requester", whose.asker);
    column("limit", whose.limit);
  }
  column("limit", whose.limit);
}

}  // namespace

std::size_t waiting_approvals(Connection& connection, domain::PersonId asker,
                              const std::vector<domain::PersonId>& people, const std::vector<std::string>& teams,
                              std::size_t limit) {
  if (people.empty() && teams.empty()) return 0;
  // Each branch stops by itself: the work does not grow with what others are asked.
  const std::string of_person =
      "SELECT * FROM (SELECT a.id FROM approver p JOIN approval a ON a.id = p.approval JOIN request r"
      " ON r.id = a.request WHERE p.person = ? AND a.state = 1 AND r.requester <> ? LIMIT ?) one";
  const std::string of_team =
      "SELECT * FROM (SELECT a.id FROM approval a JOIN request r ON r.id = a.request WHERE a.team = ? AND a.state = 1"
      " AND a.team <> '' AND r.requester <> ? LIMIT ?) one";
  std::string every;
  for (std::size_t i = 0; i < people.size(); ++i) every += (every.empty() ? "" : " UNION ") + of_person;
  for (std::size_t i = 0; i < teams.size(); ++i) every += (every.empty() ? "" : " UNION ") + of_team;
  const Whose whose{asker, people, teams, static_cast<std::int64_t>(limit)};
  const auto count = ask_one<std::int64_t>(
      connection, "SELECT COUNT(*) FROM (SELECT * FROM (" + every + ") every LIMIT ?) waiting", whose);
  return static_cast<std::size_t>(count.value_or(0));
}

}  // namespace guichet::storage
