// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/domain/team.hpp"
#include "kernel/domain/text.hpp"

namespace guichet::domain {

/// The team of the service centre that sorts what nothing else could.
inline constexpr const char* triage_team = "triage";

struct RoutingDecision {
  std::string team;       ///< never a group
  Explanation why;        ///< one sentence a requester can read
};

struct RoutingInput {
  const Person* requester = nullptr;     ///< null: somebody signed out
  const Answers* answers = nullptr;      ///< may be null for a free request
  const Places* places = nullptr;
  std::string words;                     ///< what the person wrote
};

/// Teams by id, in the order the registry lists them. Borrowed.
using Teams = std::vector<Team>;

/// The first route whose condition holds, its group resolved to a local branch by `near`. Nothing when none holds or
/// when its team does not exist. A group without a branch that fits gives its first branch-less fallback: nothing.
[[nodiscard]] std::optional<RoutingDecision> follow_routes(const std::vector<Route>& routes, const Teams& teams,
                                                           const RoutingInput& input);

/// What a matcher thinks of a free request.
struct MatchedRoute {
  std::string service_title_fr, service_title_en;
  std::vector<Route> routes;
  double confidence = 0;
};

/// Order: the service's own route; the departments' rules; the match when its confidence reaches `threshold`; triage.
[[nodiscard]] RoutingDecision route(const Service* service, const std::vector<Route>& department_rules,
                                    const std::optional<MatchedRoute>& match, double threshold, const Teams& teams,
                                    const RoutingInput& input);

}  // namespace guichet::domain
