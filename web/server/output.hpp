// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/response.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace guichet::web::server {

/// One answer on its way out, which may take many turns when the client reads slowly. One thread at a time.
/// Internal to the server.
class Output {
 public:
  using Content = std::variant<std::string, Response::SharedBody, FileRange>;
  enum class Progress {
    done,     ///< all of it is in the hands of the operating system
    blocked,  ///< to be called again when the socket can be written
    failed,   ///< the client is gone, or the file was cut short
  };

  Output(std::string head, Content content);

  /// Sends what the socket takes without waiting, and no more than a few MiB so that one fast client does not keep a
  /// worker. Adds to `sent` the bytes that went.
  [[nodiscard]] Progress flush(int socket, std::uint64_t& sent);

 private:
  [[nodiscard]] std::string_view memory() const;
  [[nodiscard]] Progress flush_memory(int socket, std::uint64_t& sent);
  [[nodiscard]] Progress flush_file(int socket, std::uint64_t& sent, FileRange& range);

  std::string head_;
  Content content_;
  std::size_t sent_ = 0;  ///< of the head and what is in memory of the content, as one
};

}  // namespace guichet::web::server
