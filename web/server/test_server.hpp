// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/server.hpp"
#include "web/server/test_client.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

/// A server for one test, on a port of its own, stopped at its end.
namespace guichet::web::server::testing {

class TestServer {
 public:
  explicit TestServer(Handler handler, ServerOptions options = small(), EventStreams::Options streams = {})
      : streams_(streams), server_(start(std::move(options), std::move(handler), streams_)) {}

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] const Counters& counters() const { return server_->counters(); }
  [[nodiscard]] EventStreams& streams() { return streams_; }
  [[nodiscard]] Server& server() { return *server_; }

  static ServerOptions small() {
    ServerOptions options;
    options.workers = 2;
    return options;
  }

 private:
  static std::unique_ptr<Server> start(ServerOptions options, Handler handler, EventStreams& streams) {
    auto started = Server::start(std::move(options), std::move(handler), streams);
    EXPECT_TRUE(started.ok());
    return std::move(started).value();
  }

  EventStreams streams_;
  std::unique_ptr<Server> server_;
};

inline std::string get(const std::string& target, const std::string& headers = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

/// Waits until it holds, ten seconds at most.
template <typename Condition>
bool soon(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    ::usleep(2000);
  }
  return true;
}

/// A figure of /proc/self/status: "VmRSS" in KiB, "Threads".
inline long own_status(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind(name + ":", 0) == 0) return std::strtol(line.c_str() + name.size() + 1, nullptr, 10);
  }
  return 0;
}

}  // namespace guichet::web::server::testing
