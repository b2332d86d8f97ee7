// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/file_descriptor.hpp"
#include "web/server/response.hpp"

#include <any>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::web::server {

/// One event as a browser receives it. (WHATWG HTML, 9.2)
struct ServerEvent {
  std::string data;  ///< may have several lines
  std::string name;  ///< "" is "message"
  std::string id;    ///< what the browser gives back in Last-Event-ID; "" gives none
};

/// The event as it goes on the wire, for Subscription::first.
[[nodiscard]] std::string to_wire(const ServerEvent& event);

/// The browsers that listen to live events. They cost a socket and a few hundred bytes each; one thread of our own
/// watches them all, and publishing never waits for any. Thread-safe. Outlives the Server it is given to.
class EventStreams {
 public:
  struct Options {
    std::size_t streams_per_owner = 12;
    std::size_t unsent_bytes = 64 * 1024;  ///< a listener further behind is dropped; it will come back by itself
    std::chrono::milliseconds heartbeat{25'000};
  };
  /// Makes the event for one listener from the context of its subscription, or nothing for one who may not see it.
  /// Called on the publisher's thread, without a lock held: it may ask the database.
  using Formatter = std::function<std::optional<ServerEvent>(const std::any& context)>;
  using Condition = std::function<bool(const std::any& context)>;
  enum class Adoption { adopted, too_many };

  EventStreams();
  explicit EventStreams(Options options);
  EventStreams(const EventStreams&) = delete;
  EventStreams& operator=(const EventStreams&) = delete;
  ~EventStreams();

  /// To every listener of the topic; answers how many were sent something.
  std::size_t publish(std::string_view topic, const Formatter& format);

  /// Ends the streams for which it holds (somebody signed out); answers how many.
  std::size_t close_if(const Condition& condition);
  void close_all();

  [[nodiscard]] std::size_t count() const;

  /// The server's side: takes the socket over once the answer is `head`. Unless adopted, the socket stays the
  /// caller's and nothing was sent. `on_close` is called once, on the thread of the streams.
  Adoption adopt(FileDescriptor& socket, Subscription subscription, std::string head, std::function<void()> on_close);

 private:
  class Reactor;
  std::unique_ptr<Reactor> reactor_;
};

}  // namespace guichet::web::server
