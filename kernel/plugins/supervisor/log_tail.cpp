// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/log_tail.hpp"

#include "kernel/plugins/rpc/frame.hpp"

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kept_lines = 100;
constexpr std::size_t kept_bytes = 1024;  // of a line
constexpr std::uint32_t lines_a_second = 50;
constexpr auto window = 100ms;
constexpr std::size_t bytes_a_window = 128 * 1024;

}  // namespace

bool LogTail::add(std::string_view line, Clock::time_point now) {
  lines_.push_back(rpc::single_line(line, kept_bytes));
  if (lines_.size() > kept_lines) lines_.pop_front();
  if (now - second_ >= 1s) {
    second_ = now;
    lines_this_second_ = 0;
  }
  if (++lines_this_second_ <= lines_a_second) return true;
  ++dropped_;
  return false;
}

std::vector<std::string> LogTail::split(std::string_view bytes) {
  std::vector<std::string> whole;
  for (const char byte : bytes) {
    if (byte == '\n' || unfinished_.size() >= kept_bytes) {
      if (!unfinished_.empty()) whole.push_back(std::move(unfinished_));
      unfinished_.clear();
    }
    if (byte != '\n') unfinished_.push_back(byte);
  }
  return whole;
}

LogTail::Clock::time_point LogTail::spend(std::size_t bytes, Clock::time_point now) {
  if (now - window_ >= window) {
    window_ = now;
    bytes_this_window_ = 0;
  }
  bytes_this_window_ += bytes;
  return bytes_this_window_ > bytes_a_window ? window_ + window : Clock::time_point{};
}

}  // namespace guichet::plugins
