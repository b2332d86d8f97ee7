// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/polling_seats.hpp"

namespace guichet::web::server {

bool PollingSeats::take(Seat& seat) {
  if (seat.held.load(std::memory_order_acquire)) return true;
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [this] { return free_ > 0 || quitting_; });
  if (quitting_) return false;
  --free_;
  seat.held.store(true, std::memory_order_release);
  return true;
}

void PollingSeats::give_up(Seat& seat) {
  if (!seat.held.exchange(false, std::memory_order_acq_rel)) return;
  {
    const std::lock_guard lock(mutex_);
    ++free_;
  }
  freed_.notify_one();
}

void PollingSeats::take_from_stalled(Seat& seat) {
  const std::uint32_t turn = seat.turn.load(std::memory_order_acquire);
  const bool serving = turn % 2 == 1;
  // Should the worker finish at this very moment, it merely has to take a seat again.
  if (serving && turn == seat.seen) give_up(seat);
  seat.seen = turn;
}

void PollingSeats::quit() {
  {
    const std::lock_guard lock(mutex_);
    quitting_ = true;
  }
  freed_.notify_all();
}

}  // namespace guichet::web::server
