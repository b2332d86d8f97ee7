// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/connection.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace guichet::storage {

/// The one thread that writes. Changes that wait together share a transaction, each in a savepoint of its own, and its
/// commit. Thread-safe; `run` blocks until the change is durable or undone.
class Writer {
 public:
  explicit Writer(const Backend& backend);
  /// Finishes what was asked for, then stops.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  using Change = std::function<bool(Connection&)>;
  /// `relaxed`: alone in its transaction, with the durability of the disk suspended meanwhile.
  [[nodiscard]] std::optional<domain::Error> run(const Change& change, bool relaxed = false);
  void on_commit(std::function<void(std::int64_t)> listener);

 private:
  struct Item;
  void work();
  void write_batch();
  void run_change(Item& item);
  void run_relaxed(Item& item);
  Item* next(bool relaxed);
  void finish(std::deque<Item*>& batch, const std::optional<domain::Error>& failure);
  [[nodiscard]] domain::Error failure_of(const std::exception& exception) const;
  void connect();

  const Backend& backend_;
  std::unique_ptr<Handle> handle_;  // of the writer's thread alone; null until needed and after it was lost
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Item*> queue_;
  bool stopping_ = false;
  std::function<void(std::int64_t)> listener_;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace guichet::storage
