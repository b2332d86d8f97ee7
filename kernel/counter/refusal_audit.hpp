// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace guichet::counter {

/// Writes into the audit what plugins asked for without having been granted it: "plugin.refused", target the plugin,
/// detail {"asked": ..., "times": n}. A plugin may ask thousands of times a second, so what is asked again within a
/// minute is counted and written once, and only so many different things are told apart. Has a thread of its own: who
/// notes never waits for the database. What is left is written when it is destroyed.
class RefusalAudit {
 public:
  /// `now` in milliseconds since 1970. The database is borrowed.
  RefusalAudit(storage::Database& database, std::function<domain::Instant()> now);
  ~RefusalAudit();
  RefusalAudit(const RefusalAudit&) = delete;
  RefusalAudit& operator=(const RefusalAudit&) = delete;

  /// Any thread; quick; throws nothing.
  void note(const std::string& plugin, const std::string& asked) noexcept;

 private:
  struct Noted {
    std::uint64_t times = 0;      ///< not yet written
    domain::Instant written = 0;  ///< when it last was; 0: never
  };
  using Key = std::pair<std::string, std::string>;
  void work();
  [[nodiscard]] std::map<Key, std::uint64_t> take_due(bool all);

  storage::Database& database_;
  std::function<domain::Instant()> now_;
  std::mutex mutex_;
  std::condition_variable noted_;
  std::map<Key, Noted> all_;
  bool fresh_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::counter
