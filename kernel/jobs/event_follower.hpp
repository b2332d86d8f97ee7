// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/events.hpp"

#include <chrono>
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

  /// After a batch it rests for `rest`, so that a listener whose every batch costs (a search index that is committed)
  /// is given few large ones when much happens.
  EventFollower(storage::Database& database, std::int64_t from, std::chrono::milliseconds rest, Listener listener);
  ~EventFollower();
  EventFollower(const EventFollower&) = delete;
  EventFollower& operator=(const EventFollower&) = delete;

  void wake();

 private:
  void run();
  void give_what_is_new();

  storage::Database& database_;
  std::int64_t seen_;
  std::chrono::milliseconds rest_;
  Listener listener_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::jobs
