// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/connection.hpp"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

namespace guichet::storage {
namespace {

PGconn* raw(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// Any two numbers that nobody else on this database server uses.
constexpr const char* migration_lock = "SELECT pg_advisory_xact_lock(718281, 1)";
constexpr const char* write_lock = "SELECT pg_advisory_xact_lock(718281, 2)";

class Postgresql final : public Backend {
 public:
  explicit Postgresql(std::string address) : address_(std::move(address)) {
    if (address_.find("connect_timeout=") == std::string::npos) {
      address_ += (address_.find('?') == std::string::npos ? "?" : "&") + std::string("connect_timeout=10");
    }
  }

  Dialect dialect() const override { return Dialect::postgresql; }

  std::unique_ptr<soci::session> connect(Role role) const override {
    auto session = std::make_unique<soci::session>(*soci::factory_postgresql(), address_);
    PQsetNoticeProcessor(
        raw(*session), [](void*, const char*) {}, nullptr);
    // A node that vanished in the middle of a write must not hold the others' lock for ever.
    script(*session, role == Role::writer
                         ? "SET client_encoding = 'UTF8'; SET lock_timeout = '30s';"
                           "SET idle_in_transaction_session_timeout = '60s'; SET plan_cache_mode = force_generic_plan"
                         : "SET client_encoding = 'UTF8'; SET plan_cache_mode = force_generic_plan");
    return session;
  }

  void script(soci::session& session, const std::string& sql) const override {
    PGresult* result = PQexec(raw(session), sql.c_str());
    const ExecStatusType status = PQresultStatus(result);
    const std::string said = PQresultErrorMessage(result);
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string code = state == nullptr ? "08006" : state;
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    throw soci::postgresql_soci_error(said.empty() ? PQerrorMessage(raw(session)) : said, code.c_str());
  }

  std::string begin_read() const override { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"; }

  // The lock is taken before any row is touched: taken later, two nodes could wait for each other's rows and lock.
  // Outside of every savepoint, too, whose undoing would let it go.
  void begin_write(Handle& handle) const override { script(handle.session(), std::string("BEGIN; ") + write_lock); }

  bool in_transaction(soci::session& session) const override {
    const PGTransactionStatusType status = PQtransactionStatus(raw(session));
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
  }

  void begin_migration(soci::session& session) const override {
    script(session, std::string("BEGIN; ") + migration_lock);
  }

  bool is_passing(const soci::soci_error& error) const override {
    const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    if (postgresql == nullptr) return true;  // SOCI throws its own error when it cannot connect
    const std::string family = postgresql->sqlstate().substr(0, 2);
    // Connection, transaction rolled back (deadlock), resources, operator intervention, system error, lock timeout.
    return family == "08" || family == "40" || family == "53" || family == "57" || family == "58" || family == "55" ||
           family == "  " || family.empty();
  }

  void ids_were_given(Connection& connection, const std::string& table, const std::string& column) const override {
    const std::string sequence = "pg_get_serial_sequence('" + table + "', '" + column + "')";
    script(connection.session(),
           "SELECT setval(" + sequence + ", (SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM " + table + "), false)");
  }

  void relax(soci::session& session, bool relaxed) const override {
    script(session, relaxed ? "SET synchronous_commit = off" : "SET synchronous_commit = on; ANALYZE");
  }

 private:
  std::string address_;
};

}  // namespace

std::unique_ptr<Backend> postgresql_backend(const std::string& address) {
  return std::make_unique<Postgresql>(address);
}

}  // namespace guichet::storage
