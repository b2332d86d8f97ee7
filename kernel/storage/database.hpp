// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace soci {
class session;
}

namespace guichet::storage {

enum class Dialect { sqlite, postgresql };

/// One database connection in use by one thread, inside one transaction (a read snapshot, or a write). Repositories
/// take it by reference and are made on the spot: `Requests(connection).find(id)`.
class Connection {
 public:
  virtual ~Connection() = default;
  [[nodiscard]] virtual soci::session& session() = 0;
  [[nodiscard]] virtual Dialect dialect() const = 0;
};

/// A read connection lent from the pool; given back when it dies. Sees one snapshot of the database from start to end.
class Reader {
 public:
  explicit Reader(std::unique_ptr<Connection, std::function<void(Connection*)>> connection)
      : connection_(std::move(connection)) {}
  Connection& operator*() { return *connection_; }
  operator Connection&() { return *connection_; }  // NOLINT(google-explicit-constructor)

 private:
  std::unique_ptr<Connection, std::function<void(Connection*)>> connection_;
};

/// Statements run by this thread since it began: pages are tested to need at most 8.
[[nodiscard]] std::int64_t statements_of_this_thread();

/// The database of a counter. Thread-safe.
/// Writes go through one writer a process: concurrent ones run one after another inside one transaction (a savepoint
/// each) and share its commit, so that a hundred submissions cost one flush to disk. A write is durable when it
/// answers.
class Database {
 public:
  /// `where`: a folder (SQLite in FOLDER/guichet.sqlite) or a postgresql:// address. Applies missing migrations.
  /// Error{unavailable, "error.database"} with the detail for the log when it cannot be opened.
  [[nodiscard]] static domain::Result<std::unique_ptr<Database>> open(const std::string& where);
  virtual ~Database() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;
  /// Waits for a free connection when all are lent. Throws soci::soci_error only when the database is gone.
  [[nodiscard]] virtual Reader read() = 0;

  /// Runs `change` in a transaction and answers once it is durable. When it answers an Error or throws, its changes are
  /// undone and nobody else's. `change` runs on the writer's thread: no waiting, no network, no heavy work in it.
  template <typename Change>
  auto write(Change&& change) -> std::invoke_result_t<Change, Connection&> {
    return answer_of(change, [this](const auto& wrapped) { return run_write(wrapped); });
  }

  /// As `write`, for large loads of demonstration data only: alone in its transaction, and not durable against a power
  /// cut before it has ended. Chunks of some ten thousand rows keep the log of the database small.
  template <typename Change>
  auto bulk(Change&& change) -> std::invoke_result_t<Change, Connection&> {
    return answer_of(change, [this](const auto& wrapped) { return run_bulk(wrapped); });
  }

  /// Called on the writer's thread after each commit that appended events, with the highest number; must be quick.
  virtual void on_commit(std::function<void(std::int64_t last_event)> listener) = 0;

 protected:
  /// True keeps the changes, false undoes them; an Error when the database failed (Error{unavailable}) or it threw.
  virtual std::optional<domain::Error> run_write(const std::function<bool(Connection&)>& change) = 0;
  virtual std::optional<domain::Error> run_bulk(const std::function<bool(Connection&)>& change) = 0;

 private:
  template <typename Change, typename Run>
  static auto answer_of(Change& change, const Run& run) -> std::invoke_result_t<Change&, Connection&> {
    using Answer = std::invoke_result_t<Change&, Connection&>;
    std::optional<Answer> answer;
    const std::function<bool(Connection&)> wrapped = [&](Connection& connection) {
      answer.emplace(change(connection));
      return answer->ok();
    };
    const std::optional<domain::Error> failure = run(wrapped);
    if (failure) return Answer(*failure);
    return std::move(*answer);
  }
};

}  // namespace guichet::storage
