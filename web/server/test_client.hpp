// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/file_descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// A client for tests that sends exactly the bytes it is told, good or bad. Waits at most ten seconds.
namespace guichet::web::server::testing {

struct Answer {
  int status = 0;  ///< 0: the server closed without a word
  std::string head;
  std::string body;
};

class RawClient {
 public:
  /// `receive_buffer` bytes are asked of the system, for a client that reads slowly; 0 leaves the usual.
  explicit RawClient(std::uint16_t port, int receive_buffer = 0);

  /// False when the server closed.
  bool send(std::string_view bytes) const;
  /// One whole answer, by its Content-Length.
  [[nodiscard]] Answer read_answer(bool head_only = false);
  Answer ask(std::string_view request);
  /// Reads until `text` came; answers all that came, or what came before the end.
  std::string read_until(std::string_view text);
  /// Reads and forgets; answers how many bytes came until the end.
  [[nodiscard]] std::uint64_t count_to_end();
  /// Whether the server closes within the time.
  [[nodiscard]] bool closed_within(std::chrono::milliseconds time);
  void stop_sending() const;

 private:
  bool receive();

  FileDescriptor socket_;
  std::string input_;
};

}  // namespace guichet::web::server::testing
