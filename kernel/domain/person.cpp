// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/person.hpp"

#include <algorithm>

namespace guichet::domain {

bool has_affiliation(const Person& person, std::string_view affiliation) {
  const auto has = [&](std::string_view wanted) {
    return std::find(person.affiliation.begin(), person.affiliation.end(), wanted) != person.affiliation.end();
  };
  if (affiliation == "employee") return has("employee") || has("faculty") || has("researcher") || has("staff");
  return has(affiliation);
}

nlohmann::json variables_of(const Person& person) {
  nlohmann::json affiliation = person.affiliation;
  if (affiliation.is_null()) affiliation = nlohmann::json::array();
  const bool already = std::find(affiliation.begin(), affiliation.end(), "employee") != affiliation.end();
  if (!already && has_affiliation(person, "employee")) affiliation.push_back("employee");
  return {{"id", person.id},         {"login", person.login},         {"name", person.name()},
          {"mail", person.mail},     {"phone", person.phone},         {"affiliation", std::move(affiliation)},
          {"campus", person.campus}, {"component", person.component}, {"office", person.office}};
}

}  // namespace guichet::domain
