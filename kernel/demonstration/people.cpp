// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/demonstration/people.hpp"

#include "kernel/demonstration/demonstration.hpp"
#include "kernel/demonstration/draw.hpp"
#include "kernel/domain/ids.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guichet::demonstration {
namespace {

using domain::Person;

constexpr std::array given_names{
    "Inès",     "Léa",     "Camille",  "Sarah",    "Yasmine",  "Chloé",  "Manon",   "Fatima",  "Louise", "Nadia",
    "Hugo",     "Mehdi",   "Lucas",    "Antoine",  "Karim",    "Thomas", "Ibrahim", "Nicolas", "Adrien", "Youssef",
    "Anne",     "Sylvie",  "Hélène",   "Martine",  "Isabelle", "Agnès",  "Élodie",  "Zoé",     "Aïcha",  "Noémie",
    "Philippe", "Bernard", "François", "Stéphane", "Gaël",     "Loïc",   "Rémi",    "Jérôme",  "Benoît", "Cédric"};
constexpr std::array family_names{
    "Benali", "Martin",   "Roux",    "Garcia",    "Blanc",   "Faure",   "Nguyen", "Rossi",    "Moreau", "Lefèvre",
    "Haddad", "Girard",   "Mercier", "Bonnet",    "Costa",   "Fabre",   "Diallo", "Perrin",   "Arnaud", "Gauthier",
    "Traoré", "Marchand", "Lopez",   "Chevalier", "Dumas",   "Colin",   "Aubert", "Renaud",   "Meyer",  "Pélissier",
    "Vidal",  "Brunet",   "Caron",   "Lacroix",   "Olivier", "Barbier", "Guérin", "Maillard", "Rey",    "Sanchez"};
constexpr std::array campuses_by_weight{"aix", "aix", "saint-charles", "etoile", "luminy", "timone", "pharo"};
constexpr std::array faculties{"sciences", "allsh", "fdsp", "feg", "smpm", "fss", "inspe", "iut", "polytech"};

std::string plain(std::string_view text) {
  static const std::array<std::pair<std::string_view, char>, 9> accents{
      {{"é", 'e'}, {"è", 'e'}, {"É", 'e'}, {"ê", 'e'}, {"ï", 'i'}, {"î", 'i'}, {"ë", 'e'}, {"ô", 'o'}, {"ç", 'c'}}};
  std::string folded;
  for (std::size_t at = 0; at < text.size();) {
    const auto accent = std::find_if(accents.begin(), accents.end(), [&](const auto& each) {
      return text.substr(at, each.first.size()) == each.first;
    });
    if (accent != accents.end()) {
      folded += accent->second;
      at += accent->first.size();
    } else {
      const char c = text[at++];
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return folded;
}

Person generated(Draw& draw, domain::PersonId id) {
  Person person;
  person.id = id;
  person.given_name = given_names.at(draw.below(given_names.size()));
  person.family_name = family_names.at(draw.below(family_names.size()));
  person.login = plain(person.given_name).substr(0, 4) + plain(person.family_name) + std::to_string(id);
  person.mail = plain(person.given_name) + "." + plain(person.family_name) + std::to_string(id) + "@univ-exemple.fr";
  person.campus = campuses_by_weight.at(draw.below(campuses_by_weight.size()));
  person.component = faculties.at(draw.below(faculties.size()));
  const auto kind = draw.below(100);
  person.affiliation = {kind < 88 ? "student" : kind < 92 ? "faculty" : kind < 94 ? "researcher" : "staff"};
  if (kind >= 94 && draw.below(2) == 0) person.component = "services-centraux";
  if (kind >= 88) person.office = person.campus + "/bat-a/1/a1" + "0" + std::to_string(1 + draw.below(9));
  person.language = draw.below(100) < 6 ? domain::Language::en : domain::Language::fr;
  return person;
}

}  // namespace

const std::vector<NamedAccount>& named_accounts() {
  static const std::vector<NamedAccount> accounts{
      {"student", "Inès", "Benali", "student", "luminy", "sciences"},
      {"faculty", "Antoine", "Roux", "faculty", "aix", "allsh"},
      {"researcher", "Yasmine", "Nguyen", "researcher", "timone", "smpm"},
      {"staff", "Sylvie", "Moreau", "staff", "saint-charles", "sciences"},
      {"agent", "Karim", "Fabre", "staff", "luminy", "services-centraux"},
      {"lead", "Hélène", "Mercier", "staff", "pharo", "services-centraux"},
      {"admin", "Nicolas", "Perrin", "staff", "pharo", "services-centraux"},
  };
  return accounts;
}

std::vector<Person> people(std::int64_t count, const std::vector<std::string>& teams) {
  std::vector<Person> all;
  all.reserve(static_cast<std::size_t>(count) + teams.size() * 3 + named_accounts().size());
  for (const auto& account : named_accounts()) {
    Person person;
    person.id = static_cast<domain::PersonId>(all.size()) + 1;
    person.login = account.login;
    person.given_name = account.given_name;
    person.family_name = account.family_name;
    person.mail = plain(person.given_name) + "." + plain(person.family_name) + "@univ-exemple.fr";
    person.phone = "+33 4 13 55 01 0" + std::to_string(person.id);
    person.affiliation = {account.affiliation};
    person.campus = account.campus;
    person.component = account.component;
    if (person.affiliation.front() != "student")
      person.office = person.campus + "/bat-a/2/a20" + std::to_string(person.id);
    all.push_back(person);
  }
  const domain::PersonId lead = 6;
  for (auto& person : all) {
    if (person.affiliation.front() != "student" && person.id != lead) person.manager = lead;
  }
  Draw draw(20'221'003);
  std::set<std::string> named;
  for (const auto& team : teams) {
    for (int number = 1; number <= 3; ++number) {
      Person person = generated(draw, static_cast<domain::PersonId>(all.size()) + 1);
      // By the team's own name; when another department's team has it already, by both.
      std::string name = domain::id_within(team);
      if (!named.insert(name + std::to_string(number)).second) {
        name = team;
        std::replace(name.begin(), name.end(), '/', '.');
      }
      person.login = "agent." + name + "." + std::to_string(number);
      person.affiliation = {"staff"};
      person.component = "services-centraux";
      person.language = domain::Language::fr;
      person.manager = lead;
      all.push_back(person);
    }
  }
  while (static_cast<std::int64_t>(all.size()) < count) {
    all.push_back(generated(draw, static_cast<domain::PersonId>(all.size()) + 1));
  }
  return all;
}

}  // namespace guichet::demonstration
