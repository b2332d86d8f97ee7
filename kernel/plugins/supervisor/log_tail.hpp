// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins {

/// The last lines of one plugin, and the bounds on how fast it may talk. One thread, or under a lock.
class LogTail {
 public:
  using Clock = std::chrono::steady_clock;
  struct Line {
    int level;
    std::string text;
  };

  /// Keeps a line. True when it is also for the counter's own log: at most 50 a second are.
  bool add(std::string_view line, Clock::time_point now);

  /// Takes bytes as the process wrote them on its standard output and error, and cuts them into lines.
  [[nodiscard]] std::vector<std::string> split(std::string_view bytes);

  /// Counts bytes of talk. Until when not to listen to this plugin, or a past time: a flood waits in its own pipe.
  [[nodiscard]] Clock::time_point spend(std::size_t bytes, Clock::time_point now);

  [[nodiscard]] std::vector<std::string> lines() const { return {lines_.begin(), lines_.end()}; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }  ///< lines kept from the counter's log

 private:
  std::deque<std::string> lines_;
  std::string unfinished_;
  Clock::time_point second_{};
  std::uint32_t lines_this_second_ = 0;
  Clock::time_point window_{};
  std::size_t bytes_this_window_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace guichet::plugins
