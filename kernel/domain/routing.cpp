// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/routing.hpp"

#include "kernel/domain/condition.hpp"
#include "kernel/domain/logic.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

struct LocalTeam {
  const Team* team = nullptr;
  std::string place;  ///< what decided, for the explanation
};

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool covers_place(const std::string& whole, const std::string& part) {
  return part.starts_with(whole) && (part.size() == whole.size() || part[whole.size()] == '/');
}

const Team* find_team(const Teams& teams, const std::string& id) {
  const auto found = std::find_if(teams.begin(), teams.end(), [&](const Team& team) { return team.id == id; });
  return found == teams.end() ? nullptr : &*found;
}

/// The value a `near` names; empty when it is not known.
std::string value_of(const std::string& near, const RoutingInput& input) {
  if (near.starts_with("answers.")) {
    if (input.answers == nullptr || !input.answers->is_object()) return {};
    const auto answer = input.answers->find(near.substr(8));
    return answer != input.answers->end() && answer->is_string() ? answer->get<std::string>() : std::string{};
  }
  if (input.requester == nullptr) return {};
  if (near == "requester.campus") return input.requester->campus;
  if (near == "requester.component") return input.requester->component;
  if (near == "requester.office") return input.requester->office;
  return {};
}

template <typename Predicate>
const Team* branch_where(const Teams& teams, const std::string& group, Predicate fits) {
  const auto found = std::find_if(teams.begin(), teams.end(),
                                  [&](const Team& team) { return team.of == group && !team.group && fits(team); });
  return found == teams.end() ? nullptr : &*found;
}

/// The branch of the narrowest building that holds the place, else that of its campus.
LocalTeam local_team_at(const std::string& place, const Teams& teams, const std::string& group, const Places& places) {
  LocalTeam best;
  std::size_t longest = 0;
  for (const Team& team : teams) {
    if (team.of != group || team.group) continue;
    for (const std::string& building : team.covers_building) {
      if (building.size() <= longest || !covers_place(building, place)) continue;
      longest = building.size();
      best = {&team, places.label(building)};
    }
  }
  if (best.team != nullptr) return best;
  const std::string campus = places.campus_of(place);
  const Team* team = branch_where(teams, group, [&](const Team& t) { return contains(t.covers_campus, campus); });
  return {team, places.label(campus)};
}

/// The branch for the first `near` that is known. A place that no branch covers gives none: the fault is there, and the
/// team of the requester's own campus could not walk to it.
LocalTeam local_team_near(const Route& route, const Teams& teams, const RoutingInput& input) {
  static const Places no_places;
  const Places& places = input.places != nullptr ? *input.places : no_places;
  for (const std::string& near : route.near) {
    const std::string value = value_of(near, input);
    if (value.empty()) continue;
    if (places.find(value) != nullptr) return local_team_at(value, teams, route.team, places);
    const Team* team = branch_where(teams, route.team, [&](const Team& t) {
      return contains(t.covers_component, value) || contains(t.covers_campus, value);
    });
    if (team != nullptr) return {team, value};
  }
  return {};
}

std::optional<RoutingDecision> decide(const Route& route, const Teams& teams, const RoutingInput& input) {
  const Team* team = find_team(teams, route.team);
  if (team == nullptr) return std::nullopt;
  if (!team->group) {
    return RoutingDecision{team->id,
                           {.key = "route.service", .parameters = {{"team", team->title}}, .text = route.why}};
  }
  const LocalTeam branch = local_team_near(route, teams, input);
  if (branch.team == nullptr) return std::nullopt;
  return RoutingDecision{
      branch.team->id,
      {.key = "route.near", .parameters = {{"team", branch.team->title}, {"place", branch.place}}, .text = route.why}};
}

}  // namespace

std::optional<RoutingDecision> follow_routes(const std::vector<Route>& routes, const Teams& teams,
                                             const RoutingInput& input) {
  std::optional<nlohmann::json> variables;
  for (const Route& route : routes) {
    if (!route.when.is_null()) {
      if (!variables) variables = condition_variables(input.requester, input.answers, input.words);
      if (!holds(route.when, *variables)) continue;
    }
    if (std::optional<RoutingDecision> decision = decide(route, teams, input)) return decision;
  }
  return std::nullopt;
}

RoutingDecision route(const Service* service, const std::vector<Route>& department_rules,
                      const std::optional<MatchedRoute>& match, double threshold, const Teams& teams,
                      const RoutingInput& input) {
  if (service != nullptr) {
    if (auto decision = follow_routes(service->route, teams, input)) {
      decision->why.parameters["service"] = service->title;
      return *std::move(decision);
    }
  }
  if (auto decision = follow_routes(department_rules, teams, input)) {
    if (decision->why.key != "route.near" || !decision->why.text.empty()) decision->why.key = "route.department";
    return *std::move(decision);
  }
  if (match && match->confidence >= threshold) {
    if (auto decision = follow_routes(match->routes, teams, input)) {
      decision->why.key = "route.match";
      decision->why.parameters["service"] = LocalText{match->service_title_fr, match->service_title_en};
      return *std::move(decision);
    }
  }
  return {triage_team, {.key = "route.triage", .parameters = nlohmann::json::object(), .text = {}}};
}

}  // namespace guichet::domain
