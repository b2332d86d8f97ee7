// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/file_descriptor.hpp"
#include "web/server/response.hpp"

#include <any>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::server {

/// One live stream. Any thread may send to it; only the thread of the streams closes it. Internal to EventStreams.
class EventListener {
 public:
  EventListener(FileDescriptor socket, Subscription subscription, std::function<void()> on_close);

  /// Sends without waiting; what the socket does not take is kept, up to `limit` bytes, above which the listener is
  /// cut off. False when it is (being) closed.
  bool send(std::string_view bytes, int poller, std::size_t limit);

  /// The socket can be written again. False when the client is gone.
  bool flush(int poller);

  /// Reads and forgets what a client says that should only listen. False when the client is gone.
  [[nodiscard]] bool drain() const;

  /// Makes the poller report the socket, so that its thread closes it.
  void cut();

  void close(int poller);

  [[nodiscard]] int socket() const { return number_; }
  [[nodiscard]] const std::vector<std::string>& topics() const { return subscription_.topics; }
  [[nodiscard]] const std::string& owner() const { return subscription_.owner; }
  [[nodiscard]] const std::any& context() const { return subscription_.context; }

 private:
  void watch(int poller, bool for_writing);

  std::mutex mutex_;  ///< guards socket_, unsent_ and writing_
  FileDescriptor socket_;
  const int number_;
  std::string unsent_;
  bool writing_ = false;
  const Subscription subscription_;
  const std::function<void()> on_close_;
};

}  // namespace guichet::web::server
