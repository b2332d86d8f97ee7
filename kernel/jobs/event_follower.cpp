// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/event_follower.hpp"

#include <spdlog/spdlog.h>

namespace guichet::jobs {
namespace {
constexpr std::size_t batch = 2000;
constexpr std::chrono::milliseconds look_every{500};
}  // namespace

EventFollower::EventFollower(storage::Database& database, std::int64_t from, std::chrono::milliseconds rest,
                             Listener listener)
    : database_(database), seen_(from), rest_(rest), listener_(std::move(listener)), thread_([this] { run(); }) {}

EventFollower::~EventFollower() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void EventFollower::wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_ = true;
  }
  woken_.notify_one();
}

void EventFollower::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    woken_.wait_for(lock, look_every, [this] { return wake_ || stop_; });
    if (stop_) return;
    wake_ = false;
    lock.unlock();
    try {
      give_what_is_new();
    } catch (const std::exception& failure) {
      spdlog::warn("event log: {}; trying again", failure.what());
    }
    lock.lock();
    woken_.wait_for(lock, rest_, [this] { return stop_; });
  }
}

void EventFollower::give_what_is_new() {
  while (true) {
    std::vector<storage::Event> events;
    {
      storage::Reader reader = database_.read();
      events = storage::Events(reader).since(seen_, batch);
    }
    if (events.empty()) return;
    listener_(events);
    seen_ = events.back().number;
    if (events.size() < batch) return;
  }
}

}  // namespace guichet::jobs
