// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/event_streams.hpp"

#include "web/server/event_listener.hpp"
#include "web/server/text.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace guichet::web::server {
namespace {

using Listener = std::shared_ptr<EventListener>;
using Clock = std::chrono::steady_clock;

/// A stream needs no large buffer in the operating system: without this, 5,000 listeners that stopped reading could
/// hold gigabytes there before we saw that they lag.
constexpr int socket_buffer_bytes = 32 * 1024;

void append_line(std::string& wire, std::string_view field, std::string_view value) {
  wire.append(field).append(": ");
  for (const char c : value) wire += c == '\n' || c == '\r' || c == '\0' ? ' ' : c;
  wire += '\n';
}

}  // namespace

std::string to_wire(const ServerEvent& event) {
  std::string wire;
  if (!event.id.empty()) append_line(wire, "id", event.id);
  if (!event.name.empty()) append_line(wire, "event", event.name);
  std::string_view rest = event.data;
  do {
    std::string_view line = take_until(rest, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_line(wire, "data", line);
  } while (!rest.empty());
  wire += '\n';
  return wire;
}

/// The table of listeners, and the thread that closes them and sends heartbeats.
class EventStreams::Reactor {
 public:
  explicit Reactor(Options options) : options_(options) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_.get();
    ::epoll_ctl(poller_.get(), EPOLL_CTL_ADD, wake_.get(), &event);
    thread_ = std::thread([this] { run(); });
  }
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;
  ~Reactor() {
    ::eventfd_write(wake_.get(), 1);
    thread_.join();
    for (const Listener& listener : all()) close(listener);
  }

  Adoption adopt(FileDescriptor& socket, Subscription subscription, std::string head, std::function<void()> on_close) {
    {
      const std::lock_guard lock(mutex_);
      auto& owned = owners_[subscription.owner];
      if (!subscription.owner.empty() && owned >= options_.streams_per_owner) return Adoption::too_many;
      ++owned;
    }
    const int number = socket.get();
    ::setsockopt(number, SOL_SOCKET, SO_SNDBUF, &socket_buffer_bytes, sizeof socket_buffer_bytes);
    head += std::exchange(subscription.first, std::string());
    const auto listener =
        std::make_shared<EventListener>(std::move(socket), std::move(subscription), std::move(on_close));
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = number;
    ::epoll_ctl(poller_.get(), EPOLL_CTL_ADD, number, &event);
    send(listener, head);
    // Only now can it be published to: nothing may go before the head. Should the client leave meanwhile, the poller
    // goes on reporting it until the table knows it.
    const std::lock_guard lock(mutex_);
    listeners_[number] = listener;
    for (const std::string& topic : listener->topics()) topics_[topic].push_back(listener);
    return Adoption::adopted;
  }

  bool send(const Listener& listener, std::string_view bytes) {
    return listener->send(bytes, poller_.get(), options_.unsent_bytes);
  }

  std::vector<Listener> of_topic(std::string_view topic) const {
    const std::lock_guard lock(mutex_);
    const auto found = topics_.find(topic);
    return found == topics_.end() ? std::vector<Listener>() : found->second;
  }

  std::vector<Listener> all() const {
    const std::lock_guard lock(mutex_);
    std::vector<Listener> listeners;
    listeners.reserve(listeners_.size());
    for (const auto& [socket, listener] : listeners_) listeners.push_back(listener);
    return listeners;
  }

  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
  }

 private:
  void run() {
    auto next_beat = Clock::now() + options_.heartbeat;
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next_beat - Clock::now());
      std::array<epoll_event, 64> events;
      const int ready = ::epoll_wait(poller_.get(), events.data(), static_cast<int>(events.size()),
                                     static_cast<int>(std::max<std::int64_t>(left.count() + 1, 0)));
      for (int i = 0; i < ready; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == wake_.get()) return;
        attend(event);
      }
      if (Clock::now() >= next_beat) {
        for (const Listener& listener : all()) send(listener, ":\n\n");
        next_beat = Clock::now() + options_.heartbeat;
      }
    }
  }

  void attend(const epoll_event& event) {
    Listener listener;
    {
      const std::lock_guard lock(mutex_);
      const auto found = listeners_.find(event.data.fd);
      if (found == listeners_.end()) return;
      listener = found->second;
    }
    bool alive = (event.events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) == 0;
    if (alive && (event.events & EPOLLIN) != 0) alive = listener->drain();
    if (alive && (event.events & EPOLLOUT) != 0) alive = listener->flush(poller_.get());
    if (!alive) close(listener);
  }

  /// The table forgets the socket before it is closed, since its number may be given out again at once.
  void close(const Listener& listener) {
    {
      const std::lock_guard lock(mutex_);
      listeners_.erase(listener->socket());
      for (const std::string& topic : listener->topics()) {
        const auto found = topics_.find(topic);
        if (found == topics_.end()) continue;
        std::erase(found->second, listener);
        if (found->second.empty()) topics_.erase(found);
      }
      const auto owned = owners_.find(listener->owner());
      if (owned != owners_.end() && --owned->second == 0) owners_.erase(owned);
    }
    listener->close(poller_.get());
  }

  const Options options_;
  const FileDescriptor poller_{::epoll_create1(EPOLL_CLOEXEC)};
  const FileDescriptor wake_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  mutable std::mutex mutex_;  ///< guards the three tables
  std::unordered_map<int, Listener> listeners_;
  std::map<std::string, std::vector<Listener>, std::less<>> topics_;
  std::unordered_map<std::string, std::size_t> owners_;
  std::thread thread_;
};

EventStreams::EventStreams() : EventStreams(Options()) {}
EventStreams::EventStreams(Options options) : reactor_(std::make_unique<Reactor>(options)) {}
EventStreams::~EventStreams() = default;

std::size_t EventStreams::publish(std::string_view topic, const Formatter& format) {
  std::size_t sent = 0;
  for (const Listener& listener : reactor_->of_topic(topic)) {
    const auto event = format(listener->context());
    if (event && reactor_->send(listener, to_wire(*event))) ++sent;
  }
  return sent;
}

std::size_t EventStreams::close_if(const Condition& condition) {
  std::size_t closed = 0;
  for (const Listener& listener : reactor_->all()) {
    if (!condition(listener->context())) continue;
    listener->cut();
    ++closed;
  }
  return closed;
}

void EventStreams::close_all() {
  close_if([](const std::any&) { return true; });
}

std::size_t EventStreams::count() const {
  return reactor_->count();
}

EventStreams::Adoption EventStreams::adopt(FileDescriptor& socket, Subscription subscription, std::string head,
                                           std::function<void()> on_close) {
  return reactor_->adopt(socket, std::move(subscription), std::move(head), std::move(on_close));
}

}  // namespace guichet::web::server
