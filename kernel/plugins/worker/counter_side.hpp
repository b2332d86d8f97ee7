// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/worker/channel.hpp"

#include <guichet/plugin.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace guichet::plugins::worker {

/// The guichet_host that the plugin sees: each function asks the counter over the channel and waits for its answer.
/// Nothing is decided here; what a plugin may do is checked by the counter on every call.
class CounterSide {
 public:
  explicit CounterSide(Channel& channel);
  CounterSide(const CounterSide&) = delete;
  CounterSide& operator=(const CounterSide&) = delete;

  [[nodiscard]] const guichet_host* table() const { return &table_; }

  /// Wakes the thread that waits for this host-reply. `descriptor` came with it, -1 for none. [the reading thread]
  void take_reply(rpc::Frame frame, int descriptor);

  /// Asks and waits. A code of guichet/error.h; the answer's text goes to `answer` unless null, and the descriptor that
  /// came with it, -1 when none did, to `descriptor` unless null. [any other thread]
  std::int32_t ask(std::uint64_t call, std::string_view extension, std::string_view function,
                   const nlohmann::json& payload, const guichet_sink* answer, std::int32_t* descriptor = nullptr);

  void log(std::int32_t level, std::string_view line);  ///< [any thread]

  [[nodiscard]] static CounterSide& of(const guichet_host* host) { return *static_cast<CounterSide*>(host->data); }

 private:
  struct Reply {
    rpc::Frame frame;
    int descriptor = -1;
  };

  Channel& channel_;
  guichet_host table_{};
  std::mutex mutex_;
  std::condition_variable answered_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Reply> answers_;  ///< an empty frame while its answer is waited for
};

}  // namespace guichet::plugins::worker
