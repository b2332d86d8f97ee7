// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace guichet::web::server {

/// How many workers may look for requests at the same time: a few, about as many as the processor can run. The system
/// wakes a sleeping worker for each event, so were all of them waiting on the poller, a burst of quick requests would
/// be spent on waking and switching threads (measured: a third of the rate). A worker whose request waits for a disk
/// gives its seat to another one meanwhile. Thread-safe. Internal to the server.
class PollingSeats {
 public:
  /// One worker's place, of which only that worker and the watcher know.
  struct Seat {
    std::atomic<bool> held{false};
    std::atomic<std::uint32_t> turn{0};  ///< odd while it serves a connection
    std::uint32_t seen = 0;              ///< [the watcher]
  };

  explicit PollingSeats(std::size_t count) : free_(count) {}

  /// Waits for a free one, unless it is held already. False when the server quits.
  bool take(Seat& seat);
  /// Another worker may look for requests now; nothing happens when it is not held any more.
  void give_up(Seat& seat);
  /// Takes the seat of a worker that serves the same turn as at the last call. [the watcher]
  void take_from_stalled(Seat& seat);
  void quit();

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_;
  bool quitting_ = false;
};

}  // namespace guichet::web::server
