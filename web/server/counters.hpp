// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace guichet::web::server {

/// What the server has done since it started, for the metrics. Read by any thread, each figure by itself.
struct Counters {
  using Figure = std::atomic<std::uint64_t>;

  Figure connections_open{0};  ///< now, streams included
  Figure connections_accepted{0};
  Figure connections_refused{0};    ///< above the limit, with nothing idle to close
  Figure connections_evicted{0};    ///< idle ones closed to make room
  Figure connections_expired{0};    ///< too slow, or idle for too long
  std::array<Figure, 6> answers{};  ///< by class of status: answers[2] counts the 2xx
  Figure bytes_received{0};
  Figure bytes_sent{0};  ///< without live events
};

}  // namespace guichet::web::server
