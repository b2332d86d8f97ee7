// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/channel.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

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
    const ssize_t count = read_some(bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) _exit(0);
    reader_.append({bytes.data(), static_cast<std::size_t>(count)});
  }
}

int Channel::take_descriptor() {
  if (descriptors_.empty()) return -1;
  const int descriptor = descriptors_.front();
  descriptors_.pop_front();
  return descriptor;
}

// A stream socket never joins the bytes before a descriptor with those after it, so one is all that a read can bring.
ssize_t Channel::read_some(std::span<char> bytes) {
  iovec into{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &into;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t count = recvmsg(descriptor_, &message, MSG_CMSG_CLOEXEC);
  if (count < 0) return count;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
    descriptors_.push_back(descriptor);
  }
  return count;
}

}  // namespace guichet::plugins::worker
