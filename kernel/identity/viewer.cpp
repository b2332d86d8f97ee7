// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/viewer.hpp"

#include <algorithm>

namespace guichet::identity {

bool Viewer::in_team(std::string_view team) const {
  return std::any_of(teams.begin(), teams.end(), [&](const auto& membership) { return membership.team == team; });
}

bool Viewer::leads(std::string_view team) const {
  return std::any_of(teams.begin(), teams.end(),
                     [&](const auto& membership) { return membership.lead && membership.team == team; });
}

bool Viewer::has(std::string_view right, domain::Instant now) const {
  return std::any_of(rights.begin(), rights.end(), [&](const auto& owned) {
    return owned.name == right && owned.scope.empty() && (owned.until == 0 || owned.until > now);
  });
}

std::vector<std::string> Viewer::team_ids() const {
  std::vector<std::string> ids;
  ids.reserve(teams.size());
  for (const auto& membership : teams) ids.push_back(membership.team);
  return ids;
}

}  // namespace guichet::identity
