// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/channel.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace guichet::plugins::worker {

bool Channel::send(const nlohmann::json& head, std::string_view body) {
  const auto bytes = rpc::encode(head, body);
  if (!bytes) return false;
  const std::lock_guard lock(sending_);
  std::string_view left = *bytes;
  while (!left.empty()) {
    const ssize_t sent = ::send(descriptor_, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) _exit(0);
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

rpc::Frame Channel::receive() {
  rpc::Frame frame;
  for (;;) {
    const auto state = reader_.next(frame);
    if (state == rpc::FrameReader::State::frame) return frame;
    if (state == rpc::FrameReader::State::broken) _exit(3);
    std::array<char, 64 * 1024> bytes;
    const ssize_t count = recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) _exit(0);
    reader_.append({bytes.data(), static_cast<std::size_t>(count)});
  }
}

}  // namespace guichet::plugins::worker
