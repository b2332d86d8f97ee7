// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/connection.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace guichet::web::server {

/// Owns the open connections. Only the worker that was given a connection removes it; others may cut its socket, and
/// its worker then sees the end. Thread-safe. Internal to the server.
class ConnectionTable {
 public:
  Connection& add(std::unique_ptr<Connection> connection);
  /// Destroys it, which closes its socket.
  void remove(Connection& connection);

  /// How many have a request or an answer that is not complete.
  [[nodiscard]] std::size_t under_way() const;

  /// Cuts what is too slow or idle for too long; answers how many.
  std::size_t expire(const Limits& limits);
  /// Cuts up to `count` of those that ask for nothing now, the longest idle first; answers how many.
  std::size_t cut_oldest_idle(std::size_t count);
  void cut_all();

 private:
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace guichet::web::server
