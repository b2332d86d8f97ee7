// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>

namespace guichet::plugins {
namespace {

std::uint64_t pack(Watch watch) {
  return (static_cast<std::uint64_t>(watch.slot) << 32) | (static_cast<std::uint64_t>(watch.generation) << 2) |
         static_cast<std::uint64_t>(watch.kind);
}

Watch unpack(std::uint64_t packed) {
  return {static_cast<std::uint32_t>(packed >> 32), static_cast<std::uint32_t>((packed & 0xffffffff) >> 2),
          static_cast<Watch::Kind>(packed & 3)};
}

}  // namespace

Poller::Poller() : epoll_(epoll_create1(EPOLL_CLOEXEC)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (ok()) watch(wake_.get(), Watch{}, true, false);
}

void Poller::watch(int descriptor, Watch what, bool in, bool out) {
  epoll_event event{};
  event.events = (in ? EPOLLIN : 0U) | (out ? EPOLLOUT : 0U);
  event.data.u64 = pack(what);
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event) != 0 && errno == ENOENT) {
    epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event);
  }
}

void Poller::forget(int descriptor) {
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
}

void Poller::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(wake_.get(), &one, sizeof one);
}

std::vector<Watch> Poller::wait(std::chrono::milliseconds patience) {
  std::array<epoll_event, 64> events;
  const int count =
      epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), static_cast<int>(patience.count()));
  std::vector<Watch> ready;
  for (int at = 0; at < count; ++at) {
    const Watch watch = unpack(events[static_cast<std::size_t>(at)].data.u64);
    if (watch.kind == Watch::Kind::wake) {
      std::uint64_t times = 0;
      [[maybe_unused]] const ssize_t taken = read(wake_.get(), &times, sizeof times);
    } else {
      ready.push_back(watch);
    }
  }
  return ready;
}

}  // namespace guichet::plugins
