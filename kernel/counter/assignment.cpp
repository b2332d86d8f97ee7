// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/assignment.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::PersonId;
using domain::Result;
using storage::Candidate;
using storage::Way;

constexpr std::size_t most_members = 200;

/// The one after whoever had the last; by id, and round again.
const Candidate& after(const std::vector<Candidate>& present, PersonId turn) {
  const auto next =
      std::find_if(present.begin(), present.end(), [&](const Candidate& each) { return each.person > turn; });
  return next == present.end() ? present.front() : *next;
}

/// Of those who have the fewest, the one whose turn it is: or the first by name would get all on a quiet morning.
PersonId least_loaded(const std::vector<Candidate>& present, PersonId turn) {
  const auto fewest = std::min_element(present.begin(), present.end(),
                                       [](const auto& left, const auto& right) { return left.open < right.open; });
  std::vector<Candidate> least;
  std::copy_if(present.begin(), present.end(), std::back_inserter(least),
               [&](const Candidate& each) { return each.open == fewest->open; });
  return after(least, turn).person;
}

/// Nobody is given what an automation does, or will do after somebody agreed: it comes to a person when it cannot.
bool is_with_a_machine(storage::Connection& connection, const domain::Request& request) {
  if (request.service_version == 0) return false;
  const auto steps = storage::Requests(connection).steps(request.id);
  return std::any_of(steps.begin(), steps.end(), [](const auto& step) {
    return step.kind == "automation" && (step.state == "running" || step.state == "waiting");
  });
}

Error no_such_team() {
  return {ErrorKind::not_found, "error.team.none", {}, {}, ""};
}

}  // namespace

void assign_in_team(const Counter&, storage::Connection& connection, domain::Request& request, domain::Instant now) {
  storage::TeamWays ways(connection);
  if (request.assignee != 0 || domain::is_over(request.status)) return;
  if (ways.find(request.team).way == Way::by_hand || is_with_a_machine(connection, request)) return;
  const auto way = ways.take(request.team);
  const auto present = ways.present(request.team, now);
  storage::Events events(connection);
  if (present.empty()) {
    events.append({0, now, "request.nobody-present", request.id, 0, {{"team", request.team}, {"internal", true}}});
    return;
  }
  request.assignee = way.way == Way::in_turn ? after(present, way.turn).person : least_loaded(present, way.turn);
  if (!storage::Requests(connection).update(request, request.version)) return;
  request.version += 1;
  ways.set_turn(request.team, request.assignee);
  events.append({0, now, "request.assigned", request.id, 0, {{"to", request.assignee}}});
}

Result<TeamView> team_view(const Counter& counter, const Asker& asker, const std::string& team) {
  if (asker.viewer == nullptr) return sign_in_needed();
  TeamView view;
  view.snapshot = counter.registry.current();
  view.team = view.snapshot->team(team);
  if (view.team == nullptr || !asker.viewer->in_team(team)) return no_such_team();
  view.may_change = asker.viewer->leads(team);
  storage::Reader reader = counter.database.read();
  storage::TeamWays ways(reader);
  view.way = ways.find(team).way;
  const auto present = ways.present(team, asker.now);
  auto ids = storage::Accounts(reader).members_of(team);
  if (ids.size() > most_members) ids.resize(most_members);
  const auto away = storage::Absences(reader).away_among(ids, asker.now);
  auto people = storage::People(reader).many(ids);
  std::sort(people.begin(), people.end(), [](const auto& left, const auto& right) {
    return std::pair(left.family_name, left.given_name) < std::pair(right.family_name, right.given_name);
  });
  for (const auto& person : people) {
    if (!person.active) continue;
    const auto found =
        std::find_if(present.begin(), present.end(), [&](const Candidate& each) { return each.person == person.id; });
    view.members.push_back({person.name(), found == present.end() ? 0 : found->open,
                            std::binary_search(away.begin(), away.end(), person.id)});
  }
  return view;
}

Result<Done> set_team_way(const Counter& counter, const Asker& asker, const std::string& team, Way way) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (counter.registry.current()->team(team) == nullptr || !asker.viewer->in_team(team)) return no_such_team();
  if (!asker.viewer->leads(team)) return Error{ErrorKind::forbidden, "error.team.leads-only", {}, {}, ""};
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::TeamWays(connection).set_way(team, way);
    const nlohmann::json detail{{"way", static_cast<int>(way)}};
    storage::Audit(connection).append({asker.now, asker.id(), "team.way", team, detail.dump()});
    return Done{};
  });
}

}  // namespace guichet::counter
