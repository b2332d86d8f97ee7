// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/supervisor/descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace guichet::plugins {

/// What an event is about: one descriptor of one process of one plugin. Events of a process that was replaced
/// meanwhile are told apart by its generation.
struct Watch {
  enum class Kind : std::uint8_t { socket, output, ended, wake };
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  ///< 30 bits
  Kind kind = Kind::wake;
};

/// epoll, and a way to wake the thread that waits in it. watch, forget and wake: any thread; wait: one.
class Poller {
 public:
  Poller();

  [[nodiscard]] bool ok() const { return epoll_ && wake_; }
  void watch(int descriptor, Watch what, bool in, bool out);  ///< adds it, or changes what is waited for
  void forget(int descriptor);
  void wake();
  [[nodiscard]] std::vector<Watch> wait(std::chrono::milliseconds patience);

 private:
  Descriptor epoll_;
  Descriptor wake_;
};

}  // namespace guichet::plugins
