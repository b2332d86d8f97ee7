// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace guichet::plugins {

/// When a worker that crashed may start again. Pure: time comes in. One thread.
class RestartPolicy {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RestartPolicy(const HostTimings& timings) : timings_(timings) {}

  /// Records a crash. How long to wait before the next start, or nothing: quarantine.
  [[nodiscard]] std::optional<std::chrono::milliseconds> crashed(Clock::time_point now);

 private:
  HostTimings timings_;
  std::deque<Clock::time_point> crashes_;  ///< within the window
  std::uint32_t in_a_row_ = 0;             ///< without a quiet window between two of them
};

}  // namespace guichet::plugins
