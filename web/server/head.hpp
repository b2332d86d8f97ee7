// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/headers.hpp"
#include "web/server/limits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// How the head of a request is read: strictly, since what two readers understand differently is what smuggling is
/// made of. Every refusal is a status. (RFC 9112) Internal to the server.
namespace guichet::web::server {

/// Finds where a head ends while it arrives, looking at each byte once. One for each connection that is mid-head.
class HeadScanner {
 public:
  struct Incomplete {};
  struct Complete {
    std::size_t begin;  ///< empty lines may come before
    std::size_t end;
  };
  struct Refused {
    int status;
  };
  using Outcome = std::variant<Incomplete, Complete, Refused>;

  /// `input` is all that came since the last head, growing from call to call.
  [[nodiscard]] Outcome scan(std::string_view input, const Limits& limits);

 private:
  [[nodiscard]] std::optional<Outcome> end_of_line(std::size_t line_end, const Limits& limits);

  std::size_t scanned_ = 0;
  std::size_t begin_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t headers_begin_ = 0;
  std::size_t lines_ = 0;
};

/// A head that was understood.
struct Head {
  std::string method;
  std::string target;
  Headers headers;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  bool version_1_0 = false;
  bool expects_continue = false;
};

/// `text` is a whole head, with its final empty line. Answers the status to refuse it with when it does not hold.
[[nodiscard]] std::variant<Head, int> parse_head(std::string text);

}  // namespace guichet::web::server
