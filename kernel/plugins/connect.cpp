// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/connect.hpp"

#include "kernel/plugins/address.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace guichet::plugins {
namespace {

using domain::Error;
using domain::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr int most_look_ups = 32;

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

struct Resolved {
  int code = EAI_AGAIN;
  Addresses list;
};

Error error_of(ErrorKind kind, const char* message, const Destination& to, std::string detail) {
  return {kind, message, {{"host", to.host}, {"port", to.port}}, {}, std::move(detail)};
}

Resolved look_up(const Destination& to, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_protocol = IPPROTO_TCP;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  Resolved resolved;
  resolved.code = getaddrinfo(to.host.c_str(), std::to_string(to.port).c_str(), &hints, &list);
  resolved.list.reset(resolved.code == 0 ? list : nullptr);
  return resolved;
}

struct LookUp {
  std::mutex mutex;
  std::condition_variable done;
  bool over = false;
  Resolved resolved;
};

// The resolver waits as long as it likes, so it does so on a thread of its own, which outlives our patience.
domain::Result<Addresses> resolve(const Destination& to, std::chrono::milliseconds patience,
                                  const std::shared_ptr<std::atomic<int>>& looking_up) {
  if (Resolved numeric = look_up(to, AI_NUMERICHOST); numeric.code == 0) return std::move(numeric.list);
  if (looking_up->fetch_add(1) >= most_look_ups) {
    --*looking_up;
    return error_of(ErrorKind::too_many, "error.connect.too-many", to, "too many names are being looked up");
  }
  const auto shared = std::make_shared<LookUp>();
  try {
    std::thread([shared, to, looking_up] {
      Resolved resolved = look_up(to, AI_ADDRCONFIG);
      --*looking_up;
      const std::lock_guard lock(shared->mutex);
      shared->resolved = std::move(resolved);
      shared->over = true;
      shared->done.notify_all();
    }).detach();
  } catch (const std::system_error& failure) {
    --*looking_up;
    return error_of(ErrorKind::unavailable, "error.connect.unavailable", to, failure.what());
  }
  std::unique_lock lock(shared->mutex);
  if (!shared->done.wait_for(lock, patience, [&] { return shared->over; })) {
    return error_of(ErrorKind::unavailable, "error.connect.unavailable", to, "the name was not resolved in time");
  }
  if (shared->resolved.code != 0) {
    return error_of(ErrorKind::unavailable, "error.connect.unavailable", to, gai_strerror(shared->resolved.code));
  }
  return std::move(shared->resolved.list);
}

/// A connected, blocking socket, or what went wrong.
domain::Result<Descriptor> connect_to(const addrinfo& address, const Destination& to, Clock::time_point until) {
  const auto failed = [&](const std::string& why) {
    return error_of(ErrorKind::unavailable, "error.connect.unavailable", to, why);
  };
  Descriptor socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP));
  if (!socket) return failed(std::generic_category().message(errno));
  if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return failed(std::generic_category().message(errno));
    pollfd waiting{socket.get(), POLLOUT, 0};
    int ready = 0;
    do {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
      ready = poll(&waiting, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) return failed("nobody answered in time");
    int problem = 0;
    socklen_t size = sizeof problem;
    getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem != 0) return failed(std::generic_category().message(problem));
  }
  const int flags = fcntl(socket.get(), F_GETFL);
  fcntl(socket.get(), F_SETFL, flags & ~O_NONBLOCK);
  return socket;
}

}  // namespace

std::string Destination::text() const {
  std::string lower = host;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  if (lower.find(':') != std::string::npos) lower = "[" + lower + "]";
  return lower + ":" + std::to_string(port);
}

ConnectGrant grant_of(const std::set<std::string>& capabilities, const Destination& to) {
  if (to.host.empty() || to.port == 0) return ConnectGrant::none;
  const std::string where = to.text();
  if (capabilities.contains("connect-private:" + where)) return ConnectGrant::private_networks;
  return capabilities.contains("connect:" + where) ? ConnectGrant::anywhere_public : ConnectGrant::none;
}

domain::Result<Descriptor> Connector::connect(const Destination& to, ConnectGrant grant,
                                              std::chrono::milliseconds patience) const {
  const auto until = Clock::now() + patience;
  if (grant == ConnectGrant::none) {
    return error_of(ErrorKind::forbidden, "error.connect.not-granted", to, "not approved");
  }
  const auto addresses = resolve(to, patience, looking_up_);
  if (!addresses) return addresses.error();

  std::vector<const addrinfo*> reachable;
  for (const addrinfo* each = addresses->get(); each != nullptr; each = each->ai_next) {
    if (grant == ConnectGrant::private_networks || is_public_address(*each->ai_addr)) reachable.push_back(each);
  }
  if (reachable.empty()) {
    return error_of(ErrorKind::forbidden, "error.connect.private", to, "the name leads into a private network");
  }
  Error last = error_of(ErrorKind::unavailable, "error.connect.unavailable", to, "no time was left");
  for (std::size_t at = 0; at < reachable.size() && Clock::now() < until; ++at) {
    // An address that swallows everything leaves time for the next one.
    const auto now = Clock::now();
    const auto share = (until - now) / static_cast<std::int64_t>(reachable.size() - at);
    auto connected = connect_to(*reachable[at], to, now + share);
    if (connected) return connected;
    last = connected.error();
  }
  return last;
}

}  // namespace guichet::plugins
