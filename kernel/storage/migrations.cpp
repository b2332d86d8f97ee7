// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/migrations.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string_view>

namespace guichet::storage {
namespace {

// The backend's name in the file's: "" for the file of both.
std::string_view suffix_of(const MigrationFile& file) {
  const std::string_view name = file.name;
  if (name.ends_with(".sqlite.sql")) return "sqlite";
  if (name.ends_with(".postgresql.sql")) return "postgresql";
  return "";
}

int schema_of(soci::session& session) {
  int version = 0;
  session << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
  return version;
}

// In a transaction that keeps others out. Answers the schema it found.
int apply_next(const Backend& backend, soci::session& session) {
  backend.script(session, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
  const int found = schema_of(session);
  if (found >= newest_schema()) return found;
  const int next = found + 1;
  const std::string_view own = backend.dialect() == Dialect::sqlite ? "sqlite" : "postgresql";
  for (const std::string_view suffix : {std::string_view(""), own}) {
    for (const MigrationFile& file : migration_files()) {
      if (file.number != next || suffix_of(file) != suffix) continue;
      spdlog::info("storage: applying {}", file.name);
      backend.script(session, file.sql);
    }
  }
  backend.script(session, "INSERT INTO schema_version (version) VALUES (" + std::to_string(next) + ")");
  return found;
}

}  // namespace

int newest_schema() {
  int newest = 0;
  for (const MigrationFile& file : migration_files()) newest = std::max(newest, file.number);
  return newest;
}

domain::Result<domain::Done> migrate(const Backend& backend, soci::session& session) {
  for (;;) {
    backend.begin_migration(session);
    int found = 0;
    try {
      found = apply_next(backend, session);
      backend.script(session, "COMMIT");
    } catch (...) {
      if (backend.in_transaction(session)) backend.script(session, "ROLLBACK");
      throw;
    }
    if (found == newest_schema()) return domain::Done{};
    if (found > newest_schema()) {
      return domain::Error{domain::ErrorKind::unavailable,
                           "error.database.newer",
                           {{"database", found}, {"program", newest_schema()}},
                           {},
                           "the database was made by a newer version (schema " + std::to_string(found) +
                               ", this program knows " + std::to_string(newest_schema()) + ")"};
    }
  }
}

}  // namespace guichet::storage
