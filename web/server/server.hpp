// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/server/answer_head.hpp"
#include "web/server/counters.hpp"
#include "web/server/event_streams.hpp"
#include "web/server/handler.hpp"
#include "web/server/limits.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::server {

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6; loopback unless told otherwise
  std::uint16_t port = 0;             ///< 0 lets the system choose; port() tells
  std::size_t workers = 16;           ///< requests handled at the same time; more than cores, since they wait for disks
  Limits limits;
  std::vector<std::string> trusted_proxies;  ///< addresses or networks whose X-Forwarded-* are believed
  CommonHeaders common_headers;              ///< on every answer that does not set them itself: the security headers
  std::string temporary_folder = "/tmp";     ///< for large bodies while they arrive
  ErrorRenderer errors = plain_error;
  /// Told of what a handler threw; any worker thread. Null forgets it.
  std::function<void(const Request&, std::string_view what)> on_failure;
  /// Told of each answer and how long its handler took, for metrics; any worker thread. Null costs nothing.
  std::function<void(const Request&, int status, std::chrono::nanoseconds)> on_answer;
};

/// An HTTP/1.1 server in which a waiting browser holds no thread: idle connections, half-arrived requests, slow
/// readers and live streams all wait in one poller, and a worker only ever has a request that is complete.
class Server {
 public:
  /// Listens and serves at once. `streams` outlives the server. Fails when the address cannot be had
  /// ("error.server.listen") or an option does not hold.
  [[nodiscard]] static domain::Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler,
                                                                     EventStreams& streams);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] const Counters& counters() const;

  /// Accepts nothing more, closes what is idle and the streams, lets what is under way finish for `grace` at most,
  /// then cuts. Returns when no handler runs any more. Idempotent.
  void stop(std::chrono::milliseconds grace);

 private:
  class Engine;
  explicit Server(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace guichet::web::server
