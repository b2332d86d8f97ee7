// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/roles.hpp"

#include <algorithm>

namespace guichet::demonstration {
namespace {

using domain::Person;

/// Somebody by their sign-in name; 0: nobody.
domain::PersonId named(const std::vector<Person>& people, const char* login) {
  const auto found =
      std::find_if(people.begin(), people.end(), [&](const Person& each) { return each.login == login; });
  return found == people.end() ? 0 : found->id;
}

/// The first of the structure's staff or teachers without a named account; those who try the demonstration as "lead"
/// when there is none.
domain::PersonId somebody_of(const std::vector<Person>& people, const std::string& component, std::string_view kind,
                             domain::PersonId otherwise) {
  const auto found = std::find_if(people.begin(), people.end(), [&](const Person& each) {
    return each.component == component && each.affiliation.front() == kind && each.id > 7 &&
           each.login.rfind("agent.", 0) != 0;
  });
  return found == people.end() ? otherwise : found->id;
}

}  // namespace

void write_roles(storage::Connection& connection, const std::vector<Person>& people,
                 const std::vector<storage::Component>& components) {
  storage::StructureRoles roles(connection);
  const auto lead = named(people, "lead");
  const auto grant = [&](const char* role, const std::string& structure, domain::PersonId person) {
    if (person != 0) roles.insert(role, structure, person);
  };
  for (const auto& component : components) {
    // Whoever tries the demonstration can sign in as "lead", and finds something to decide on in each structure.
    grant("head", component.id, lead);
    grant("head", component.id, somebody_of(people, component.id, "faculty", lead));
    grant("budget-manager", component.id, lead);
    grant("budget-manager", component.id, somebody_of(people, component.id, "staff", lead));
    // Somebody else than the head: where one of the two is enough, nobody is asked twice.
    grant("internship-office", component.id, named(people, "staff"));
    grant("exchange-coordinator", component.id, somebody_of(people, component.id, "faculty", lead));
  }
  for (const char* campus : {"aix", "saint-charles", "etoile", "luminy", "timone", "pharo"})
    grant("building-manager", campus, lead);
  grant("internship-office", "", lead);
  grant("exchange-coordinator", "", lead);
  grant("vice-president", "", lead);
  grant("president", "", named(people, "admin"));
}

}  // namespace guichet::demonstration
