// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/event_listener.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace guichet::web::server {
namespace {

/// How many bytes went; -1 when the client is gone.
ssize_t send_some(int socket, std::string_view bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t went = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (went < 0 && errno == EINTR) continue;
    if (went < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? static_cast<ssize_t>(sent) : -1;
    sent += static_cast<std::size_t>(went);
  }
  return static_cast<ssize_t>(sent);
}

}  // namespace

EventListener::EventListener(FileDescriptor socket, Subscription subscription, std::function<void()> on_close)
    : socket_(std::move(socket)),
      number_(socket_.get()),
      subscription_(std::move(subscription)),
      on_close_(std::move(on_close)) {}

void EventListener::watch(int poller, bool for_writing) {
  if (writing_ == for_writing) return;
  writing_ = for_writing;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP | (for_writing ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
  event.data.fd = number_;
  ::epoll_ctl(poller, EPOLL_CTL_MOD, number_, &event);
}

bool EventListener::send(std::string_view bytes, int poller, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  if (!socket_.open()) return false;
  if (unsent_.empty()) {
    const ssize_t went = send_some(number_, bytes);
    if (went < 0) return false;  // its end is reported by the poller
    bytes.remove_prefix(static_cast<std::size_t>(went));
  }
  if (bytes.empty()) return true;
  if (unsent_.size() + bytes.size() > limit) {
    ::shutdown(number_, SHUT_RDWR);
    return false;
  }
  unsent_.append(bytes);
  watch(poller, true);
  return true;
}

bool EventListener::flush(int poller) {
  const std::lock_guard lock(mutex_);
  const ssize_t went = send_some(number_, unsent_);
  if (went < 0) return false;
  unsent_.erase(0, static_cast<std::size_t>(went));
  if (!unsent_.empty()) return true;
  unsent_ = std::string();  // gives the memory back
  watch(poller, false);
  return true;
}

bool EventListener::drain() const {
  std::array<char, 4096> ignored;
  const ssize_t got = ::recv(number_, ignored.data(), ignored.size(), MSG_DONTWAIT);
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

void EventListener::cut() {
  const std::lock_guard lock(mutex_);
  if (socket_.open()) ::shutdown(number_, SHUT_RDWR);
}

void EventListener::close(int poller) {
  {
    const std::lock_guard lock(mutex_);
    if (!socket_.open()) return;
    ::epoll_ctl(poller, EPOLL_CTL_DEL, number_, nullptr);
    socket_.reset();
  }
  if (on_close_) on_close_();
}

}  // namespace guichet::web::server
