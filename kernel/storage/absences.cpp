// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/absences.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

using domain::Instant;
using domain::PersonId;

template <typename Visitor, Is<Absence> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("person", row.person);
  column("begins", row.begins);
  column("ends", row.ends);
  column("delegate", row.delegate);
  column("author", row.author);
  column("said", row.said);
}

std::int64_t Absences::add(const Absence& absence) {
  return *ask_one<std::int64_t>(connection_,
                                "INSERT INTO absence (person, begins, ends, delegate, author, said)"
                                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                                absence.person, absence.begins, absence.ends, absence.delegate, absence.author,
                                absence.said);
}

std::optional<Absence> Absences::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Absence>() + " FROM absence WHERE id = ?";
  return ask_one<Absence>(connection_, sql, id);
}

bool Absences::remove(std::int64_t id) {
  return run(connection_, "DELETE FROM absence WHERE id = ?", id) == 1;
}

std::vector<Absence> Absences::of(const std::vector<PersonId>& people, Instant now, std::size_t limit) {
  return ask<Absence>(connection_,
                      "SELECT " + names_of<Absence>() + " FROM absence WHERE " + is_in_ids(connection_, "person") +
                          " AND ends > ? ORDER BY begins, id LIMIT ?",
                      list_of(people), now, limit);
}

std::vector<PersonId> Absences::away_at(Instant now) {
  return ask<PersonId>(connection_,
                       "SELECT DISTINCT person FROM absence WHERE ends > ? AND begins <= ? ORDER BY person", now, now);
}

std::vector<PersonId> Absences::away_among(const std::vector<PersonId>& people, Instant now) {
  return ask<PersonId>(connection_,
                       "SELECT DISTINCT person FROM absence WHERE " + is_in_ids(connection_, "person") +
                           " AND ends > ? AND begins <= ? ORDER BY person",
                       list_of(people), now, now);
}

PersonId Absences::delegate_of(PersonId person, Instant now) {
  static const std::string sql = std::string("SELECT p.id FROM absence a JOIN person p ON p.id = a.delegate") +
                                 " AND p.active = 1 WHERE a.person = ? AND" + absence_counts_now;
  return ask_one<PersonId>(connection_, sql, person, now, now, now, now).value_or(0);
}

std::vector<PersonId> Absences::standing_in_for(PersonId person, Instant now) {
  static const std::string sql =
      std::string("SELECT DISTINCT a.person FROM absence a JOIN person p ON p.id = a.delegate AND p.active = 1") +
      " WHERE a.delegate = ? AND a.delegate <> 0 AND" + absence_counts_now + " ORDER BY a.person";
  return ask<PersonId>(connection_, sql, person, now, now, now, now);
}

void Absences::remove_ended(Instant before) {
  run(connection_, "DELETE FROM absence WHERE ends < ?", before);
}

}  // namespace guichet::storage
