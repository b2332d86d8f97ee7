// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/body.hpp"
#include "web/server/file_descriptor.hpp"
#include "web/server/head.hpp"
#include "web/server/output.hpp"
#include "web/server/proxies.hpp"
#include "web/server/server.hpp"
#include "web/server/worker.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace guichet::web::server {

/// What all connections of a server share. Internal to the server, as is all of this file.
struct Service {
  ServerOptions options;
  Handler handler;
  TrustedProxies proxies;
  EventStreams& streams;
  std::shared_ptr<Counters> counters;  ///< shared with streams, which may be closed after the server is gone
  std::atomic<bool> stopping{false};
};

/// Milliseconds on a clock that only goes forward, cheap to ask.
[[nodiscard]] std::int64_t now_milliseconds();

/// One client's connection: what has arrived of its request, and what is still to be sent of its answer. It is given
/// to one worker at a time by the poller, which reports a socket once until it is armed again; the members under
/// "watched" are all that another thread looks at.
class Connection {
 public:
  enum class Phase : std::uint8_t { idle, head, body, handling, writing, lingering, handed_over };
  enum class Next {
    wait_for_input,
    wait_for_output,
    again,  ///< there is more to do at once, but others first
    close,
    handed_over,  ///< the socket belongs to the streams now
  };

  Connection(FileDescriptor socket, std::string peer);

  /// Goes as far as it can without waiting for the client. [the worker that was given the connection]
  Next advance(Service& service, Worker& worker);

  /// To be called last, before the poller may give the connection to another worker: what this one wrote is seen by it.
  void pass_on() { passed_on_.store(true, std::memory_order_release); }

  [[nodiscard]] int socket() const { return number_; }

  std::size_t place = 0;  ///< in the table of connections, whose lock guards it

  /// Judges the client's slowness; true when it was cut, which its worker will see as the end of its input.
  /// [the watching thread, with the table of connections locked]
  bool expire_if_due(std::int64_t now, const Limits& limits);
  /// Cuts it now, whatever it does.
  void cut() const;
  [[nodiscard]] Phase phase() const { return phase_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t phase_since() const { return since_.load(std::memory_order_relaxed); }

 private:
  struct Exchange {
    Request request;
    Body body;
    std::uint64_t length = 0;
  };
  enum class Received { some, nothing, end };

  Next serve(Service& service, Worker& worker);
  std::optional<Next> read_head_from(Service& service, Worker& worker);
  std::optional<Next> begin(Service& service, Worker& worker, Head head);
  std::optional<Next> read_body_from(Service& service, Worker& worker);
  std::optional<Next> handle(Service& service, Worker& worker);
  std::optional<Next> refuse(Service& service, const Request* request, int status);
  std::optional<Next> answer(Service& service, const Request* request, Response response);
  std::optional<Next> hand_over(Service& service, const Request* request, Response response);
  std::optional<Next> send(Service& service, Output output);
  std::optional<Next> sent();
  Next ended(Service& service);
  Next linger(Service& service, Worker& worker);
  Received receive(Service& service, Worker& worker);
  void enter(Phase phase);

  FileDescriptor socket_;
  const int number_;
  const std::string peer_;
  std::string left_;  ///< bytes that came before they could be used
  HeadScanner scanner_;
  std::unique_ptr<Exchange> exchange_;  ///< while a body arrives
  std::unique_ptr<Output> output_;      ///< while the client reads slowly
  bool keep_alive_ = true;
  bool version_1_0_ = false;
  bool drained_ = false;  ///< the last read took all there was

  std::atomic<bool> passed_on_{false};  ///< orders one worker's writes before the next one's reads

  // Watched.
  std::atomic<Phase> phase_{Phase::idle};
  std::atomic<int> expired_{0};  ///< the status to say before closing; -1 for none
  std::atomic<std::int64_t> since_{0};
  std::atomic<std::uint64_t> transferred_{0};
  std::int64_t window_begin_ = 0;         ///< [the watching thread]
  std::uint64_t window_transferred_ = 0;  ///< [the watching thread]
};

}  // namespace guichet::web::server
