// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rpc/frame.hpp"

#include <nlohmann/json.hpp>

#include <mutex>
#include <string_view>

namespace guichet::plugins::worker {

/// The worker's end of the socket. Without the counter a worker has no reason to live: when the other end is gone,
/// both functions end the process at once and do not return.
class Channel {
 public:
  explicit Channel(int descriptor) : descriptor_(descriptor) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Sends a frame whole; waits while the counter is not reading. False, and nothing sent, when it is over the caps.
  /// [any thread]
  bool send(const nlohmann::json& head, std::string_view body = {});

  /// Waits for the next frame. [one thread at a time]
  [[nodiscard]] rpc::Frame receive();

 private:
  int descriptor_;
  std::mutex sending_;
  rpc::FrameReader reader_;
};

}  // namespace guichet::plugins::worker
