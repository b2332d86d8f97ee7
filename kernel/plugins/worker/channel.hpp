// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rpc/frame.hpp"

#include <nlohmann/json.hpp>

#include <deque>
#include <mutex>
#include <span>
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

  /// The descriptor that came with the frame just received, which says `"descriptor": true`. The caller's, who closes
  /// it; -1 when there was none. [the thread that receives]
  [[nodiscard]] int take_descriptor();

 private:
  int descriptor_;
  std::mutex sending_;
  /// Once recv(), with the descriptors that come with the bytes. What recvmsg() answers.
  [[nodiscard]] long read_some(std::span<char> bytes);

  rpc::FrameReader reader_;
  std::deque<int> descriptors_;  ///< received and not yet taken, in their order
};

}  // namespace guichet::plugins::worker
