// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rpc/protocol.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guichet::plugins::rpc {

/// One message: its head, and its payload as the text it travelled in.
struct Frame {
  nlohmann::json head;
  std::string body;
  std::size_t head_size = 0;  ///< bytes of the head as they came; 0 when it did not come
};

/// The bytes of a frame. Text in `head` that is not UTF-8 is replaced, never thrown at the sender.
/// Nothing when head or body are over their cap.
[[nodiscard]] std::optional<std::string> encode(const nlohmann::json& head, std::string_view body);

/// Cuts a stream of bytes into frames. One thread. After an error it stays in error: there is no way to find the
/// start of the next frame in a stream that lied about a length.
class FrameReader {
 public:
  enum class State { need_more, frame, broken };

  /// Takes bytes as they came from the socket.
  void append(std::span<const char> bytes);

  /// The next whole frame, if there is one. `broken`: too long, or its head is no JSON object.
  [[nodiscard]] State next(Frame& frame);

 private:
  std::string buffer_;
  std::size_t start_ = 0;  ///< of the first frame not yet taken
  bool broken_ = false;
};

/// Parses a payload of a stranger: no deeper than max_depth, no longer than max_body, whole, and UTF-8.
/// An empty text is null. Linear in time, and its stack does not grow with the depth of the text.
[[nodiscard]] std::optional<nlohmann::json> parse_payload(std::string_view text);

/// The text of a payload; what is not UTF-8 in it is replaced.
[[nodiscard]] std::string write_payload(const nlohmann::json& value);

/// One printable line of at most `max` bytes: control characters become spaces, so that it neither breaks a log nor
/// grows much when it is escaped.
[[nodiscard]] std::string single_line(std::string_view text, std::size_t max);

/// Reads a member of a head without trusting its type.
[[nodiscard]] std::string text_of(const nlohmann::json& head, const char* member);
[[nodiscard]] std::optional<std::int64_t> number_of(const nlohmann::json& head, const char* member);

}  // namespace guichet::plugins::rpc
