// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rpc/frame.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace guichet::plugins {

/// A call on its way, shared by the thread that waits for it and the supervisor. Guarded by the supervisor's mutex.
struct PendingCall {
  enum class Stage {
    queued,       ///< waits for the worker
    sent,         ///< the worker has it
    replied,      ///< `reply` holds what the plugin answered
    lost,         ///< it was sent, and its worker ended
    turned_away,  ///< it never reached the worker
  };
  using Clock = std::chrono::steady_clock;

  nlohmann::json head;  ///< of the frame; number and deadline are set when it is sent
  std::string input;
  std::chrono::milliseconds given{};  ///< from the start of waiting to the deadline
  Clock::time_point deadline;

  Stage stage = Stage::queued;
  std::uint64_t id = 0;
  std::uint32_t generation = 0;  ///< of the process it was sent to
  Clock::time_point sent_at;
  std::optional<Clock::time_point> kill_at;  ///< nobody waits any more: the worker must answer until then
  rpc::Frame reply;
  std::deque<rpc::Frame> asked;  ///< host-calls that the waiting thread has to answer
  std::string detail;            ///< why it was lost or turned away
  std::condition_variable changed;
};

}  // namespace guichet::plugins
