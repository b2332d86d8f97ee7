// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rpc/frame.hpp"

#include <guichet/plugin.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace guichet::plugins::worker {

class CounterSide;

/// One call while it runs, and the guichet_call the plugin sees of it. Neither moved nor copied: the table points
/// into it.
class RunningCall {
 public:
  RunningCall(const rpc::Frame& frame, CounterSide& counter);
  RunningCall(const RunningCall&) = delete;
  RunningCall& operator=(const RunningCall&) = delete;

  [[nodiscard]] const guichet_call* table() const { return &table_; }
  [[nodiscard]] std::uint64_t id() const { return id_; }
  [[nodiscard]] CounterSide& counter() const { return counter_; }  ///< whom it may ask
  [[nodiscard]] const std::string& why() const { return why_; }
  void set_why(std::string why) { why_ = std::move(why); }
  void cancel() { cancelled_ = true; }  ///< [any thread]

  /// The call behind the plugin's table.
  [[nodiscard]] static RunningCall& of(const guichet_call* table) { return *static_cast<RunningCall*>(table->data); }

  /// The call that this thread runs, or 0: what a host function without a guichet_call is asked for.
  [[nodiscard]] static std::uint64_t current();
  /// Marks this thread as running `id`, 0 for none.
  static void set_current(std::uint64_t id);

 private:
  static std::int32_t is_cancelled(const guichet_call* table);
  static void take_reason(const guichet_call* table, std::int32_t code, guichet_str why);

  std::uint64_t id_;
  CounterSide& counter_;
  std::string job_;
  std::string language_;
  std::chrono::steady_clock::time_point deadline_;
  std::atomic<bool> cancelled_ = false;
  std::string why_;
  guichet_call table_{};
};

}  // namespace guichet::plugins::worker
