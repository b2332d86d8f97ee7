// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/closures.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Closure> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("first_day", row.first_day);
  column("last_day", row.last_day);
  column("name_fr", row.name.fr);
  column("name_en", row.name.en);
  column("author", row.author);
  column("said", row.said);
}

std::int64_t Closures::add(const Closure& closure) {
  return *ask_one<std::int64_t>(connection_,
                                "INSERT INTO closure (first_day, last_day, name_fr, name_en, author, said)"
                                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                                closure.first_day, closure.last_day, closure.name.fr, closure.name.en, closure.author,
                                closure.said);
}

std::optional<Closure> Closures::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Closure>() + " FROM closure WHERE id = ?";
  return ask_one<Closure>(connection_, sql, id);
}

bool Closures::remove(std::int64_t id) {
  return run(connection_, "DELETE FROM closure WHERE id = ?", id) == 1;
}

void Closures::shorten(std::int64_t id, std::string_view last_day) {
  run(connection_, "UPDATE closure SET last_day = ? WHERE id = ?", last_day, id);
}

std::vector<Closure> Closures::from(std::string_view day, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<Closure>() + " FROM closure WHERE last_day >= ? ORDER BY first_day, id LIMIT ?";
  return ask<Closure>(connection_, sql, day, limit);
}

std::int64_t Closures::count_from(std::string_view day) {
  return ask_one<std::int64_t>(connection_, "SELECT CAST(COUNT(*) AS bigint) FROM closure WHERE last_day >= ?", day)
      .value_or(0);
}

}  // namespace guichet::storage
