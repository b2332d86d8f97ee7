// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/cookie.hpp"
#include "web/server/file_descriptor.hpp"

#include <any>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace guichet::web::server {

/// A part of an open file, sent by the kernel of the operating system without passing through memory.
struct FileRange {
  std::shared_ptr<const FileDescriptor> file;
  std::uint64_t offset = 0;  ///< bytes
  std::uint64_t length = 0;  ///< bytes; what the file lacks when it is sent cuts the connection
};

/// What turns an answer into a live stream of events (see event_streams.hpp).
struct Subscription {
  std::vector<std::string> topics;  ///< what it listens to
  std::string owner;                ///< whose it is, for the limit on streams: an account's id; "" is not limited
  std::any context;                 ///< the handler's own, given to each formatter: who listens, in which language
  std::string first;                ///< sent at once, as it is: the result of to_wire(), or nothing
};

/// An answer. Plain value; build it with the functions below.
struct Response {
  using SharedBody = std::shared_ptr<const std::string>;

  int status = 200;
  std::string content_type = "text/html; charset=utf-8";     ///< "" sends none
  std::vector<std::pair<std::string, std::string>> headers;  ///< one given here replaces the server's common one
  std::vector<Cookie> cookies;
  std::variant<std::string, SharedBody, FileRange, Subscription> body;  ///< a shared body is never null
  /// Text over 1 KiB in a std::string is compressed for those who accept it. Set to false where a secret stands beside
  /// text that a stranger chooses (the length would tell of it); CSRF tokens must be masked anew in every page.
  bool compress = true;
  bool close = false;  ///< closes the connection once it is sent
};

[[nodiscard]] Response html(std::string body, int status = 200);
[[nodiscard]] Response plain_text(std::string body, int status = 200);
[[nodiscard]] Response json(std::string body, int status = 200);
[[nodiscard]] Response empty(int status);
/// 303 by default: what follows a form that was accepted. `location` is ours, never taken from a request unchecked.
[[nodiscard]] Response redirect(std::string location, int status = 303);
/// A file to be saved, never shown by the browser in our name: attachment, nosniff, sandboxed.
[[nodiscard]] Response attachment(FileRange file, std::string_view name, std::string media_type);
[[nodiscard]] Response event_stream(Subscription subscription);

/// The words that go with a status on the wire: "Not Found".
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace guichet::web::server
