// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/backend.hpp"
#include "kernel/storage/database.hpp"
#include "kernel/storage/prepared.hpp"

#include <memory>
#include <string>
#include <unordered_map>

namespace guichet::storage {

/// A statement failed. Says why without the statement's values, which SOCI would add and which may be what somebody
/// wrote: this text goes to the log.
class Failure : public soci::soci_error {
 public:
  Failure(const std::string& message, bool passing) : soci::soci_error(message), passing_(passing) {}
  /// Trying again later may help.
  [[nodiscard]] bool passing() const { return passing_; }

 private:
  bool passing_;
};
[[nodiscard]] Failure failure_of(const Backend& backend, const soci::soci_error& error);

/// What every Connection really is: a session with its prepared statements. One thread at a time.
class Handle final : public Connection {
 public:
  /// Connects. Throws soci::soci_error.
  Handle(const Backend& backend, Role role);

  [[nodiscard]] soci::session& session() override { return *session_; }
  [[nodiscard]] Dialect dialect() const override { return backend_.dialect(); }
  [[nodiscard]] const Backend& backend() const { return backend_; }

  /// The statement, when it was prepared here before; else null.
  [[nodiscard]] Prepared* find(const std::string& sql);
  Prepared& prepare(const std::string& sql, const Shape& parameters, const Shape& columns);
  /// To be called while an exception is handled: a statement that failed is not used again, and what SOCI says of it is
  /// passed on as a Failure.
  [[noreturn]] void fail(const std::string& sql);

  /// BEGIN, SAVEPOINT and their like: without parameters, not counted as statements of a page.
  void control(const std::string& sql);
  void begin();
  void commit() { control("COMMIT"); }
  /// Never throws: what cannot be undone is lost with its connection.
  void roll_back() noexcept;
  /// False when the connection is lost or its transaction ended by itself.
  [[nodiscard]] bool in_transaction() const { return backend_.in_transaction(*session_); }

  std::int64_t last_event = 0;  ///< highest event number appended in this transaction; 0: none

 private:
  const Backend& backend_;
  Role role_;
  std::unique_ptr<soci::session> session_;  // outlives the statements
  std::unordered_map<std::string, std::unique_ptr<Prepared>> statements_;
};

/// Every Connection is a Handle; this says so in one place.
[[nodiscard]] inline Handle& handle_of(Connection& connection) {
  return static_cast<Handle&>(connection);
}

void count_statements(std::int64_t number);

}  // namespace guichet::storage
