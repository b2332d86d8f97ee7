// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/server.hpp"

#include "web/server/connection.hpp"
#include "web/server/connection_table.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

namespace guichet::web::server {
namespace {

constexpr int backlog = 1024;
constexpr int accepts_a_turn = 64;
constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t evicted_at_once = 32;
constexpr std::chrono::milliseconds stall_period(1);

/// Twice the processors: some slack for a reading request that waits a moment.
std::size_t seats_for(const ServerOptions& options) {
  return std::clamp<std::size_t>(2 * std::thread::hardware_concurrency(), 1, std::max<std::size_t>(options.workers, 1));
}

std::string text_of(const sockaddr_storage& storage, socklen_t length) {
  const Poco::Net::SocketAddress address(reinterpret_cast<const sockaddr*>(&storage), length);
  const std::string text = address.host().toString();
  constexpr std::string_view mapped = "::ffff:";
  return text.starts_with(mapped) && text.find('.') != std::string::npos ? text.substr(mapped.size()) : text;
}

/// How often slowness is judged: often enough for the shortest limit, seldom enough to cost nothing.
std::chrono::milliseconds watch_period(const Limits& limits) {
  const auto shortest = std::min({limits.head_time, limits.transfer_window, limits.idle_time});
  return std::clamp(shortest / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(1000));
}

}  // namespace

/// The poller, the workers that share it, and the thread that watches for slowness.
class Server::Engine {
 public:
  Engine(ServerOptions options, Handler handler, TrustedProxies proxies, EventStreams& streams)
      : service_{.options = std::move(options),
                 .handler = std::move(handler),
                 .proxies = std::move(proxies),
                 .streams = streams,
                 .counters = std::make_shared<Counters>(),
                 .stopping = {}},
        seat_count_(seats_for(service_.options)),
        seats_(seat_count_) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { stop(std::chrono::milliseconds(0)); }

  void listen() {
    const ServerOptions& options = service_.options;
    listener_.bind(Poco::Net::SocketAddress(options.address, options.port), true, false);
    listener_.listen(backlog);
    listener_.setBlocking(false);
    port_ = listener_.address().port();
    listening_ = listener_.impl()->sockfd();
  }

  void run() {
    watch(EPOLL_CTL_ADD, wake_.get(), EPOLLIN, &wake_);
    watch(EPOLL_CTL_ADD, listening_, EPOLLIN | EPOLLONESHOT, &listener_);
    const Limits& limits = service_.options.limits;
    for (std::size_t i = 0; i < service_.options.workers; ++i) {
      worker_states_.push_back(
          std::make_unique<Worker>(limits.request_line_bytes + limits.header_bytes + read_bytes, seats_));
    }
    for (const auto& worker : worker_states_) workers_.emplace_back([this, &worker] { work(*worker); });
    watcher_ = std::thread([this] { watch_slowness(); });
  }

  void stop(std::chrono::milliseconds grace) {
    if (stopped_.exchange(true)) return;
    service_.stopping.store(true);
    if (workers_.empty()) return;
    ::epoll_ctl(poller_.get(), EPOLL_CTL_DEL, listening_, nullptr);
    ::shutdown(listening_, SHUT_RDWR);
    service_.streams.close_all();

    const auto end = std::chrono::steady_clock::now() + grace;
    while (busy() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    connections_.cut_all();
    {
      const std::lock_guard lock(watcher_mutex_);
      quitting_ = true;
    }
    watcher_wake_.notify_all();
    watcher_.join();
    ::eventfd_write(wake_.get(), 1);
    seats_.quit();
    for (std::thread& worker : workers_) worker.join();
    service_.streams.close_all();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const Counters& counters() const { return *service_.counters; }

 private:
  void watch(int operation, int descriptor, std::uint32_t events, void* who) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = who;
    ::epoll_ctl(poller_.get(), operation, descriptor, &event);
  }

  /// A worker takes one event at a time, so that a slow handler delays nothing but its own client.
  void work(Worker& worker) {
    while (seats_.take(worker.seat)) {
      epoll_event event{};
      if (::epoll_wait(poller_.get(), &event, 1, -1) < 1) continue;
      if (event.data.ptr == &wake_) return;
      begin_turn(worker);
      if (event.data.ptr == &listener_) {
        accept_all();
      } else {
        attend(*static_cast<Connection*>(event.data.ptr), worker);
      }
      worker.seat.turn.fetch_add(1, std::memory_order_release);
      serving_.fetch_sub(1, std::memory_order_relaxed);
    }
  }

  /// When nobody is left to look for requests, somebody has to watch whether those who serve are stuck.
  void begin_turn(Worker& worker) {
    worker.seat.turn.fetch_add(1, std::memory_order_release);
    if (serving_.fetch_add(1, std::memory_order_relaxed) + 1 < seat_count_) return;
    if (crowded_.exchange(true, std::memory_order_acq_rel)) return;
    { const std::lock_guard lock(watcher_mutex_); }  // or the watcher could miss it just before it sleeps
    watcher_wake_.notify_all();
  }

  void attend(Connection& connection, Worker& worker) {
    switch (connection.advance(service_, worker)) {
      case Connection::Next::wait_for_input:
        return rearm(connection, EPOLLIN);
      case Connection::Next::wait_for_output:
        return rearm(connection, EPOLLOUT);
      case Connection::Next::again:
        return rearm(connection, EPOLLIN | EPOLLOUT);
      case Connection::Next::handed_over:
        return connections_.remove(connection);
      case Connection::Next::close:
        break;
    }
    connections_.remove(connection);
    service_.counters->connections_open.fetch_sub(1, std::memory_order_relaxed);
  }

  /// From here on another worker may have it.
  void rearm(Connection& connection, std::uint32_t events) const {
    const int socket = connection.socket();
    connection.pass_on();
    watch(EPOLL_CTL_MOD, socket, events | EPOLLONESHOT, &connection);
  }

  void accept_all() {
    for (int accepted = 0; accepted < accepts_a_turn; ++accepted) {
      if (service_.stopping.load(std::memory_order_relaxed)) return;
      sockaddr_storage address{};
      socklen_t length = sizeof address;
      FileDescriptor socket(
          ::accept4(listening_, reinterpret_cast<sockaddr*>(&address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!socket.open()) {
        const bool exhausted = errno == EMFILE || errno == ENFILE;
        // Without a pause, a queue that cannot be accepted would keep the workers turning.
        if (exhausted && !make_room(evicted_at_once)) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (exhausted) break;
        if (errno == ECONNABORTED || errno == EINTR) continue;
        break;
      }
      admit(std::move(socket), address, length);
    }
    watch(EPOLL_CTL_MOD, listening_, EPOLLIN | EPOLLONESHOT, &listener_);
  }

  void admit(FileDescriptor socket, const sockaddr_storage& address, socklen_t length) {
    const std::size_t most = service_.options.limits.connections;
    const std::uint64_t open = service_.counters->connections_open.load();
    if (open >= most && !make_room(std::min(evicted_at_once, most / 8 + 1))) {
      constexpr std::string_view full =
          "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      ::send(socket.get(), full.data(), full.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      service_.counters->connections_refused.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    service_.counters->connections_accepted.fetch_add(1, std::memory_order_relaxed);
    service_.counters->connections_open.fetch_add(1, std::memory_order_relaxed);
    Connection& connection =
        connections_.add(std::make_unique<Connection>(std::move(socket), text_of(address, length)));
    const int number = connection.socket();
    connection.pass_on();
    watch(EPOLL_CTL_ADD, number, EPOLLIN | EPOLLONESHOT, &connection);
  }

  /// Idle connections end shortly after they are cut, once a worker has seen it.
  bool make_room(std::size_t count) {
    const std::size_t cut = connections_.cut_oldest_idle(count);
    service_.counters->connections_evicted.fetch_add(cut, std::memory_order_relaxed);
    return cut > 0;
  }

  /// Slow clients are looked for seldom; stuck workers every millisecond, while there may be any.
  void watch_slowness() {
    const auto period = watch_period(service_.options.limits);
    auto next_look = std::chrono::steady_clock::now() + period;
    std::unique_lock lock(watcher_mutex_);
    while (!quitting_) {
      const auto look_at_workers = std::chrono::steady_clock::now() + stall_period;
      const bool crowded = crowded_.load(std::memory_order_acquire);
      watcher_wake_.wait_until(lock, crowded ? std::min(look_at_workers, next_look) : next_look, [this, crowded] {
        return quitting_ || (!crowded && crowded_.load(std::memory_order_acquire));
      });
      if (crowded) look_at_stalled();
      if (std::chrono::steady_clock::now() < next_look) continue;
      next_look += period;
      const std::size_t expired = connections_.expire(service_.options.limits);
      service_.counters->connections_expired.fetch_add(expired, std::memory_order_relaxed);
    }
  }

  void look_at_stalled() {
    if (serving_.load(std::memory_order_relaxed) < seat_count_) crowded_.store(false, std::memory_order_release);
    for (const auto& worker : worker_states_) seats_.take_from_stalled(worker->seat);
  }

  /// While stopping: closes what became idle, and tells whether anything is still under way.
  bool busy() {
    connections_.cut_oldest_idle(std::numeric_limits<std::size_t>::max());
    return connections_.under_way() > 0;
  }

  Service service_;
  Poco::Net::ServerSocket listener_;
  int listening_ = -1;
  std::uint16_t port_ = 0;
  const FileDescriptor poller_{::epoll_create1(EPOLL_CLOEXEC)};
  FileDescriptor wake_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  ConnectionTable connections_;
  const std::size_t seat_count_;
  PollingSeats seats_;
  std::atomic<std::size_t> serving_{0};  ///< workers that serve a connection now
  std::atomic<bool> crowded_{false};     ///< no seat was free lately: the watcher looks closely
  std::vector<std::unique_ptr<Worker>> worker_states_;
  std::vector<std::thread> workers_;
  std::thread watcher_;
  std::mutex watcher_mutex_;  ///< guards quitting_
  std::condition_variable watcher_wake_;
  bool quitting_ = false;
  std::atomic<bool> stopped_{false};
};

domain::Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler, EventStreams& streams) {
  auto proxies = TrustedProxies::parse(options.trusted_proxies);
  if (!proxies) return proxies.error();
  const std::string address = options.address + ":" + std::to_string(options.port);
  options.workers = std::max<std::size_t>(options.workers, 1);
  try {
    auto engine = std::make_unique<Engine>(std::move(options), std::move(handler), std::move(*proxies), streams);
    engine->listen();
    engine->run();
    return std::unique_ptr<Server>(new Server(std::move(engine)));
  } catch (const Poco::Exception& failure) {
    return domain::Error{
        domain::ErrorKind::unavailable, "error.server.listen", {{"address", address}}, {}, failure.displayText()};
  }
}

Server::Server(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Server::~Server() = default;
std::uint16_t Server::port() const {
  return engine_->port();
}
const Counters& Server::counters() const {
  return engine_->counters();
}
void Server::stop(std::chrono::milliseconds grace) {
  engine_->stop(grace);
}

}  // namespace guichet::web::server
