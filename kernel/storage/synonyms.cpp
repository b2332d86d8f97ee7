// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/synonyms.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<SynonymRow> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("scope", row.scope);
  column("words", row.words);
  column("means", row.means);
  column("author", row.author);
  column("at", row.at);
}

std::vector<SynonymRow> Synonyms::all() {
  static const std::string sql = "SELECT " + names_of<SynonymRow>() + " FROM synonym ORDER BY scope, words, means";
  return ask<SynonymRow>(connection_, sql);
}

std::optional<SynonymRow> Synonyms::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<SynonymRow>() + " FROM synonym WHERE id = ?";
  return ask_one<SynonymRow>(connection_, sql, id);
}

std::optional<std::int64_t> Synonyms::add(const SynonymRow& row) {
  return ask_one<std::int64_t>(connection_,
                               "INSERT INTO synonym (scope, words, means, author, at) VALUES (?, ?, ?, ?, ?)"
                               " ON CONFLICT (scope, words, means) DO NOTHING RETURNING id",
                               row.scope, row.words, row.means, row.author, row.at);
}

bool Synonyms::mend(const SynonymRow& row) {
  return ask_one<std::int64_t>(connection_,
                               "UPDATE synonym SET words = ?, means = ?, author = ?, at = ? WHERE id = ? AND NOT EXISTS"
                               " (SELECT 1 FROM synonym other WHERE other.scope = ? AND other.words = ?"
                               " AND other.means = ? AND other.id <> ?) RETURNING id",
                               row.words, row.means, row.author, row.at, row.id, row.scope, row.words, row.means,
                               row.id)
      .has_value();
}

bool Synonyms::remove(std::int64_t id) {
  return ask_one<std::int64_t>(connection_, "DELETE FROM synonym WHERE id = ? RETURNING id", id).has_value();
}

std::int64_t Synonyms::count() {
  return ask_one<std::int64_t>(connection_, "SELECT CAST(COUNT(*) AS bigint) FROM synonym").value_or(0);
}

}  // namespace guichet::storage
