// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/audience.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

bool admits(const std::vector<std::string>& list, const std::string& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool Audience::includes(const Person* person) const {
  if (person == nullptr) return open_to_all;
  const auto is = [&](const std::string& wanted) { return has_affiliation(*person, wanted); };
  const bool right_affiliation = affiliation.empty() || std::any_of(affiliation.begin(), affiliation.end(), is);
  return right_affiliation && admits(campus, person->campus) && admits(component, person->component);
}

}  // namespace guichet::domain
