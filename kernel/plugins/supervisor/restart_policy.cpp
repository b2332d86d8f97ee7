// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/restart_policy.hpp"

#include <algorithm>

namespace guichet::plugins {

std::optional<std::chrono::milliseconds> RestartPolicy::crashed(Clock::time_point now) {
  while (!crashes_.empty() && now - crashes_.front() > timings_.crash_window) crashes_.pop_front();
  if (crashes_.empty()) in_a_row_ = 0;
  crashes_.push_back(now);
  ++in_a_row_;
  if (crashes_.size() >= timings_.crashes_to_quarantine) return std::nullopt;
  // Past 2^20 the cap has long been reached; the shift stays defined.
  const std::uint32_t doublings = std::min(in_a_row_ - 1, 20U);
  return std::min(timings_.back_off * (std::int64_t{1} << doublings), timings_.back_off_most);
}

}  // namespace guichet::plugins
