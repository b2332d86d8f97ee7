// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/database.hpp"

#include <soci/soci.h>

#include <memory>
#include <string>

namespace guichet::storage {

class Handle;

enum class Role { reader, writer };

/// What differs between SQLite and PostgreSQL. Immutable, shared by all threads. Failures are soci::soci_error.
class Backend {
 public:
  virtual ~Backend() = default;
  [[nodiscard]] virtual Dialect dialect() const = 0;
  [[nodiscard]] virtual std::unique_ptr<soci::session> connect(Role role) const = 0;
  /// Several statements at once, without parameters.
  virtual void script(soci::session& session, const std::string& sql) const = 0;
  [[nodiscard]] virtual std::string begin_read() const = 0;
  /// On PostgreSQL also takes the lock under which event numbers rise in the order of commits.
  virtual void begin_write(Handle& handle) const = 0;
  [[nodiscard]] virtual bool in_transaction(soci::session& session) const = 0;
  /// Keeps other processes out of the migrations until the transaction ends; begins it.
  virtual void begin_migration(soci::session& session) const = 0;
  /// True when trying again later may help: busy, disk full, input-output error, connection lost.
  [[nodiscard]] virtual bool is_passing(const soci::soci_error& error) const = 0;
  /// After rows were inserted with ids of the caller's: the next one the database gives is higher.
  virtual void ids_were_given(Connection& connection, const std::string& table, const std::string& column) const = 0;
  /// Quicker and not durable until it ends; for bulk loads. Outside a transaction.
  virtual void relax(soci::session& session, bool relaxed) const = 0;
};

[[nodiscard]] std::unique_ptr<Backend> sqlite_backend(const std::string& path);
[[nodiscard]] std::unique_ptr<Backend> postgresql_backend(const std::string& address);

}  // namespace guichet::storage
