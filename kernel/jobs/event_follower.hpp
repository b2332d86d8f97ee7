// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace guichet::jobs {

/// Follows the event log from a number on: one thread, woken by this process's commits and looking by itself twice a
/// second for those of other nodes. Each event is given once, in order.
class EventFollower {
 public:
  /// `listener` is called on the follower's thread with a batch that is never empty.
  using Listener = std::function<void(const std::vector<storage::Event>&)>;

  EventFollower(storage::Database& database, std::int64_t from, Listener listener);
  ~EventFollower();
  EventFollower(const EventFollower&) = delete;
  EventFollower& operator=(const EventFollower&) = delete;

  void wake();

 private:
  void run();

  storage::Database& database_;
  std::int64_t seen_;
  Listener listener_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::jobs
