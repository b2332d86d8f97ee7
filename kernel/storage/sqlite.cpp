// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/connection.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

namespace guichet::storage {
namespace {

namespace api = ::sqlite_api;

// A checkpoint writes each changed page once, however often it changed, and waits for the disk. With 32 MB of log
// between two of them, not SQLite's 4, the pages that every submission changes are written an eighth as often.
constexpr const char* writer_settings = "PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=8000;";

api::sqlite3* raw(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

class Sqlite final : public Backend {
 public:
  explicit Sqlite(std::string path) : path_(std::move(path)) {}

  Dialect dialect() const override { return Dialect::sqlite; }

  std::unique_ptr<soci::session> connect(Role role) const override {
    auto session = std::make_unique<soci::session>(*soci::factory_sqlite3(), "db=\"" + path_ + "\" timeout=10");
    api::sqlite3_busy_timeout(raw(*session), 10'000);
    // Plans do not depend on values. Otherwise SQLite parses a statement again at each binding of a value that decides
    // whether a partial index may serve, as for the attachments of a request.
    api::sqlite3_db_config(raw(*session), SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    script(*session,
           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
           "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA mmap_size=0;");
    // Negative: KiB. Eight readers and the writer stay well under the memory the server is allowed; the operating
    // system's cache holds the rest (mapped pages would count as the server's own).
    if (role == Role::writer) {
      script(*session, writer_settings);
    } else {
      script(*session, "PRAGMA cache_size=-3000;");
    }
    return session;
  }

  void script(soci::session& session, const std::string& sql) const override {
    char* message = nullptr;
    const int result = api::sqlite3_exec(raw(session), sql.c_str(), nullptr, nullptr, &message);
    if (result == SQLITE_OK) return;
    const std::string said = message == nullptr ? "SQLite error" : message;
    api::sqlite3_free(message);
    throw soci::sqlite3_soci_error(said, result);
  }

  std::string begin_read() const override { return "BEGIN"; }
  void begin_write(Handle& handle) const override { handle.control("BEGIN IMMEDIATE"); }
  bool in_transaction(soci::session& session) const override { return api::sqlite3_get_autocommit(raw(session)) == 0; }
  void begin_migration(soci::session& session) const override { script(session, "BEGIN IMMEDIATE"); }

  bool is_passing(const soci::soci_error& error) const override {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    if (sqlite == nullptr) return false;
    switch (sqlite->result() & 0xff) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
      case SQLITE_NOMEM:
      case SQLITE_READONLY:
      case SQLITE_IOERR:
      case SQLITE_FULL:
      case SQLITE_CANTOPEN:
        return true;
      default:
        return false;
    }
  }

  void ids_were_given(Connection&, const std::string&, const std::string&) const override {}

  void relax(soci::session& session, bool relaxed) const override {
    script(session, relaxed ? "PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;"
                            : "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE);"
                              "PRAGMA shrink_memory;");
    if (!relaxed) script(session, writer_settings);
  }

 private:
  std::string path_;
};

}  // namespace

std::unique_ptr<Backend> sqlite_backend(const std::string& path) {
  return std::make_unique<Sqlite>(path);
}

}  // namespace guichet::storage
