// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

bool is_branch_of(const json& team, const Names& names, const std::string& group) {
  return team.contains("of") && team["of"].is_string() && names.own(team["of"].get<std::string>()) == group;
}

void check_group(const json& teams, const json& team, const Names& names, const std::string& pointer,
                 Findings& findings) {
  const std::string id = team.value("id", "");
  if (team.contains("of") || team.contains("covers")) {
    findings.push_back({pointer, in_quotes(id) + " is a group: its branches say \"of\" and \"covers\", not the group"});
  }
  const bool has_branch =
      std::any_of(teams.begin(), teams.end(), [&](const json& other) { return is_branch_of(other, names, id); });
  if (!has_branch) {
    findings.push_back({pointer, "the group " + in_quotes(id) + " has no branch: add a team with of: " + id});
  }
}

void check_branch(const json& team, const Names& names, const std::string& pointer, Findings& findings) {
  const std::string reference = team["of"].get<std::string>();
  check_reference(reference, names.teams, names, "team", pointer + "/of", findings);
  const auto group = names.own(reference);
  const bool known = group && std::find(names.teams.begin(), names.teams.end(), *group) != names.teams.end();
  if (known && names.groups.count(*group) == 0) {
    findings.push_back({pointer + "/of", in_quotes(*group) + " is not a group: give it group: true"});
  }
  if (!team.contains("covers") || team["covers"].empty()) {
    findings.push_back({pointer, "a branch says what it covers: covers: { campus: [...] }"});
  }
}

}  // namespace

void check_teams(const json& manifest, const Names& names, Findings& findings) {
  const json teams = manifest.value("teams", json::array());
  for (std::size_t i = 0; i < teams.size(); ++i) {
    const std::string pointer = "/teams/" + std::to_string(i);
    if (teams[i].value("group", false)) {
      check_group(teams, teams[i], names, pointer, findings);
    } else if (teams[i].contains("of")) {
      check_branch(teams[i], names, pointer, findings);
    }
  }
}

}  // namespace guichet::plugins
