// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/people.hpp"

#include "kernel/storage/fold.hpp"
#include "kernel/storage/person_columns.hpp"

#include <algorithm>

namespace guichet::storage {
namespace {

constexpr std::size_t most_at_once = 200;
constexpr std::size_t most_search_words = 6;

std::string select_people() {
  return "SELECT " + names_of<domain::Person>() + " FROM person ";
}

void insert_words(Connection& connection, const domain::Person& person, domain::PersonId id) {
  const std::string all = person.login + " " + person.given_name + " " + person.family_name;
  for (const std::string& word : folded_words(all, 20)) {
    run(connection, "INSERT INTO person_word (word, person) VALUES (?, ?)", word, id);
  }
}

std::string sort_name(const domain::Person& person) {
  return folded(person.family_name + " " + person.given_name);
}

/// As many as one statement asks for.
template <typename T>
std::vector<T> at_most(std::vector<T> all) {
  if (all.size() > most_at_once) all.resize(most_at_once);
  return all;
}

}  // namespace

std::optional<domain::Person> People::find(domain::PersonId id) {
  static const std::string sql = select_people() + "WHERE id = ?";
  return ask_one<domain::Person>(connection_, sql, id);
}

std::optional<domain::Person> People::by_login(std::string_view login) {
  static const std::string sql = select_people() + "WHERE login = ?";
  return ask_one<domain::Person>(connection_, sql, login);
}

std::optional<domain::Person> People::by_mail(std::string_view mail) {
  static const std::string sql = select_people() + "WHERE mail = ? AND mail <> '' ORDER BY id LIMIT 1";
  return ask_one<domain::Person>(connection_, sql, mail);
}

std::vector<domain::Person> People::many(const std::vector<domain::PersonId>& ids) {
  if (ids.empty()) return {};
  const auto wanted = at_most(ids);
  return ask<domain::Person>(connection_, select_people() + "WHERE " + is_in_ids(connection_, "id"), list_of(wanted));
}

std::vector<domain::Person> People::named(const std::vector<domain::PersonId>& ids,
                                          const std::vector<std::string>& logins) {
  if (logins.empty()) return many(ids);
  const auto wanted = at_most(ids);
  const auto names = at_most(logins);
  const std::string sql =
      select_people() + "WHERE " + is_in_ids(connection_, "id") + " OR " + is_in_texts(connection_, "login");
  return ask<domain::Person>(connection_, sql, list_of(wanted), list_of(names));
}

std::vector<domain::Person> People::search(std::string_view words, std::size_t limit) {
  std::vector<std::string> beginnings = folded_words(words.substr(0, 200), most_search_words);
  if (beginnings.empty()) return {};
  // The longest is the rarest; the others only check what it found. Unused places repeat it.
  std::sort(beginnings.begin(), beginnings.end(),
            [](const std::string& one, const std::string& other) { return one.size() > other.size(); });
  const std::size_t given = beginnings.size();
  const auto beginning = [&](std::size_t place) { return beginnings[place < given ? place : 0]; };
  // After every word that begins so: U+10FFFF is the last character there is.
  const auto after = [&](std::size_t place) { return beginning(place) + "\xF4\x8F\xBF\xBF"; };
  static const std::string found =
      select_people() + "WHERE active = 1 AND id IN (SELECT person FROM person_word WHERE word >= ? AND word < ?)";
  static const std::string end = " ORDER BY sort_name, id LIMIT ?";
  const auto most = static_cast<std::int64_t>(std::min<std::size_t>(limit, most_at_once));
  if (given == 1) return ask<domain::Person>(connection_, found + end, beginning(0), after(0), most);
  static const std::string in = " AND id IN (SELECT person FROM person_word WHERE word >= ? AND word < ?)";
  return ask<domain::Person>(connection_, found + in + in + in + in + in + end, beginning(0), after(0), beginning(1),
                             after(1), beginning(2), after(2), beginning(3), after(3), beginning(4), after(4),
                             beginning(5), after(5), most);
}

bool People::knows_word(const std::string& word) {
  return !ask<domain::PersonId>(connection_, "SELECT person FROM person_word WHERE word = ? LIMIT 1", word).empty();
}

domain::PersonId People::insert(const domain::Person& person) {
  if (person.id != 0) {
    insert_many({person});
    return person.id;
  }
  const auto id = ask_one<domain::PersonId>(
      connection_,
      "INSERT INTO person (login, given_name, family_name, mail, phone, affiliation, campus, component, office, "
      "manager,"
      " language, active, sort_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      person.login, person.given_name, person.family_name, person.mail, person.phone, person.affiliation, person.campus,
      person.component, person.office, person.manager, person.language, person.active, sort_name(person));
  insert_words(connection_, person, *id);
  return *id;
}

void People::insert_many(const std::vector<domain::Person>& people) {
  static const std::string sql = "INSERT INTO person (" + names_of<domain::Person>() + ", sort_name) VALUES (" +
                                 places_of<domain::Person>() + ", ?)";
  for (const domain::Person& person : people) {
    run(connection_, sql, person, sort_name(person));
    insert_words(connection_, person, person.id);
  }
  handle_of(connection_).backend().ids_were_given(connection_, "person", "id");
}

}  // namespace guichet::storage
