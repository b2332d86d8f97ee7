// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/input_buffer.hpp"
#include "web/server/polling_seats.hpp"

namespace guichet::web::server {

/// What one worker thread owns. Internal to the server.
struct Worker {
  Worker(std::size_t buffer_bytes, PollingSeats& all_seats) : buffer(buffer_bytes), seats(all_seats) {}

  /// What follows waits for something else than the processor.
  void expect_to_wait() { seats.give_up(seat); }

  InputBuffer buffer;
  PollingSeats& seats;
  PollingSeats::Seat seat;
};

}  // namespace guichet::web::server
