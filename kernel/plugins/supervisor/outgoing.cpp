// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/outgoing.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace guichet::plugins {

void Outgoing::add(std::string frame, Descriptor descriptor) {
  bytes_ += frame.size();
  if (descriptor) ++descriptors_;
  frames_.push_back({std::move(frame), std::move(descriptor)});
}

bool Outgoing::send_to(int socket) {
  while (!frames_.empty()) {
    Frame& frame = frames_.front();
    iovec part{frame.bytes.data() + sent_, frame.bytes.size() - sent_};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    if (frame.descriptor && sent_ == 0) {
      message.msg_control = control;
      message.msg_controllen = sizeof control;
      cmsghdr* const header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      const int number = frame.descriptor.get();
      std::memcpy(CMSG_DATA(header), &number, sizeof number);
    }
    const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    // The first byte took it along; ours is closed, so that the plugin alone holds it.
    if (frame.descriptor) --descriptors_;
    frame.descriptor.close();
    sent_ += static_cast<std::size_t>(sent);
    if (sent_ < frame.bytes.size()) return true;
    bytes_ -= frame.bytes.size();
    frames_.pop_front();
    sent_ = 0;
  }
  return true;
}

}  // namespace guichet::plugins
