// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

namespace guichet::plugins {
namespace {

using nlohmann::json;

const json* field_of(const json& form, const std::string& id) {
  for (const json& field : form) {
    if (field["id"] == id) return &field;
  }
  return nullptr;
}

void check_near(const json& near, const json& form, const std::string& pointer, Findings& findings) {
  constexpr std::string_view answers = "answers.";
  for (std::size_t i = 0; i < near.size(); ++i) {
    const std::string source = near[i].get<std::string>();
    if (source.substr(0, answers.size()) != answers) continue;
    const std::string id = source.substr(answers.size());
    const json* field = field_of(form, id);
    const std::string at = pointer + "/" + std::to_string(i);
    if (field == nullptr) {
      std::vector<std::string> known;
      for (const json& each : form) known.push_back(each["id"].get<std::string>());
      findings.push_back({at, "there is no question " + in_quotes(id) + did_you_mean(id, known)});
    } else if ((*field)["type"] != "place") {
      findings.push_back({at, "the question " + in_quotes(id) + " is not a place"});
    }
  }
}

void check_route(const json& route, const Names& names, const json* form, const std::string& pointer,
                 Findings& findings) {
  const std::string team = route["team"].get<std::string>();
  check_reference(team, names.teams, names, "team", pointer + "/team", findings);
  const auto own = names.own(team);
  const bool group = own && names.groups.count(*own) > 0;
  if (group && !route.contains("near")) {
    findings.push_back(
        {pointer,
         in_quotes(team) + " is a group: say what its branch is picked by, `near: [answers.place, requester.campus]`"});
  }
  if (own && !group && route.contains("near")) {
    findings.push_back({pointer + "/near", in_quotes(team) + " is not a group, so `near` changes nothing: remove it",
                        Severity::warning});
  }
  // A department's rule is asked about any request: which questions were answered cannot be known.
  if (route.contains("when"))
    check_condition(route["when"], {"answers", "requester", "request"}, form, {}, pointer + "/when", findings);
  if (route.contains("near") && form != nullptr) check_near(route["near"], *form, pointer + "/near", findings);
}

}  // namespace

void check_routes(const json& routes, const Names& names, const json* form, const std::string& pointer,
                  Findings& findings) {
  if (routes.is_object()) {
    check_route(routes, names, form, pointer, findings);
    if (routes.contains("when"))
      findings.push_back({pointer + "/when", "the only route must have no `when`: every request needs a team"});
    return;
  }
  const bool needs_else = form != nullptr;  // a service's own list; a department's may match nothing
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    const bool last = i + 1 == routes.size();
    check_route(routes[i], names, form, at, findings);
    if (last && needs_else && routes[i].contains("when")) {
      findings.push_back({at + "/when", "the last route must have no `when`: it takes what the others did not"});
    }
    if (!last && !routes[i].contains("when"))
      findings.push_back({at, "has no `when`, so what follows is never reached: put it last"});
  }
}

}  // namespace guichet::plugins
