// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/domain/team.hpp"
#include "kernel/domain/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace guichet::domain {

/// The team of the service centre that sorts what nothing else could.
inline constexpr const char* triage_team = "triage";

struct RoutingDecision {
  std::string team;  ///< never a group
  Explanation why;   ///< one sentence a requester can read
};

struct RoutingInput {
  const Person* requester = nullptr;  ///< null: somebody signed out
  const Answers* answers = nullptr;   ///< may be null for a free request
  const Places* places = nullptr;
  std::string words;  ///< what the person wrote
};

/// Teams by id, in the order the registry lists them. Borrowed.
using Teams = std::vector<Team>;

/// The first route whose condition holds and that leads to a team: a team that exists, or the branch of a group by the
/// first `near` that is known: the building that holds the place (longest path), its campus, or the component. A group
/// without a branch there leads nowhere, so a list may end with a plain team as fallback. Conditions may read
/// answers.*, requester.* and request.words. Nothing when no route leads to a team. Explained as route.service {team},
/// or route.near {team, place}; `text` is the route's own `why`.
[[nodiscard]] std::optional<RoutingDecision> follow_routes(const std::vector<Route>& routes, const Teams& teams,
                                                           const RoutingInput& input);

/// What a matcher thinks of a free request.
struct MatchedRoute {
  std::string service_title_fr, service_title_en;
  std::vector<Route> routes;
  double confidence = 0;
};

/// Explained as route.service {team, service}, route.near {team, place, service?}, route.department {team} with the
/// department's text, route.match {team, service, place?} or route.triage {}; team and service are {"fr", "en"}.
/// Order: the service's own route; the departments' rules; the match when its confidence reaches `threshold`; triage.
[[nodiscard]] RoutingDecision route(const Service* service, const std::vector<Route>& department_rules,
                                    const std::optional<MatchedRoute>& match, double threshold, const Teams& teams,
                                    const RoutingInput& input);

}  // namespace guichet::domain
