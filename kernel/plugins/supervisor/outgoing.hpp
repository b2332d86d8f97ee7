// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/supervisor/descriptor.hpp"

#include <cstddef>
#include <deque>
#include <string>

namespace guichet::plugins {

/// What waits to be written to a worker: frames, and descriptors that travel with the first byte of theirs. One thread
/// at a time.
class Outgoing {
 public:
  /// Queues one frame. The descriptor (or none) is kept open until it was sent.
  void add(std::string frame, Descriptor descriptor);

  /// Writes what `socket` takes without waiting. False when nothing can be written to it any more.
  [[nodiscard]] bool send_to(int socket);

  [[nodiscard]] bool empty() const { return frames_.empty(); }
  /// What waits: of frames that were not sent whole, and of descriptors that were not sent.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t descriptors() const { return descriptors_; }

 private:
  struct Frame {
    std::string bytes;
    Descriptor descriptor;
  };
  std::deque<Frame> frames_;
  std::size_t sent_ = 0;  ///< bytes of the first frame
  std::size_t bytes_ = 0;
  std::size_t descriptors_ = 0;
};

}  // namespace guichet::plugins
