// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rpc/frame.hpp"

#include <cstdint>
#include <limits>

namespace guichet::plugins::rpc {
namespace {

constexpr std::size_t length_bytes = 4;

void put_length(std::string& to, std::size_t length) {
  for (std::size_t byte = 0; byte < length_bytes; ++byte)
    to.push_back(static_cast<char>((length >> (8 * byte)) & 0xff));
}

std::size_t get_length(const char* from) {
  std::size_t length = 0;
  for (std::size_t byte = 0; byte < length_bytes; ++byte) {
    length |= static_cast<std::size_t>(static_cast<unsigned char>(from[byte])) << (8 * byte);
  }
  return length;
}

// Counts brackets outside of strings. It need not be a parser: on text that is no JSON the parser says so afterwards.
bool is_shallow(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > max_depth) return false;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> encode(const nlohmann::json& head, std::string_view body) {
  const std::string head_text = head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (head_text.size() > max_head || body.size() > max_body) return std::nullopt;
  std::string bytes;
  bytes.reserve(2 * length_bytes + head_text.size() + body.size());
  put_length(bytes, length_bytes + head_text.size() + body.size());
  put_length(bytes, head_text.size());
  bytes += head_text;
  bytes += body;
  return bytes;
}

void FrameReader::append(std::span<const char> bytes) {
  if (broken_) return;
  if (start_ == buffer_.size()) {
    // An idle worker or a quiet connection should not keep the room of its largest message.
    if (buffer_.capacity() > 64 * 1024 && bytes.size() < 4096) buffer_ = std::string();
    buffer_.clear();
    start_ = 0;
  }
  buffer_.append(bytes.data(), bytes.size());
}

FrameReader::State FrameReader::next(Frame& frame) {
  if (broken_) return State::broken;
  const std::size_t available = buffer_.size() - start_;
  if (available < length_bytes) return State::need_more;
  const char* const at = buffer_.data() + start_;
  const std::size_t length = get_length(at);
  if (length < length_bytes || length > length_bytes + max_frame) {
    broken_ = true;
    return State::broken;
  }
  if (available < length_bytes + length) {
    // What was taken already is dropped before the rest of a long frame is waited for.
    if (start_ > 0) {
      buffer_.erase(0, start_);
      start_ = 0;
    }
    return State::need_more;
  }
  const std::size_t head_length = get_length(at + length_bytes);
  if (head_length > max_head || head_length > length - length_bytes) {
    broken_ = true;
    return State::broken;
  }
  const std::string_view head(at + 2 * length_bytes, head_length);
  const std::string_view body(at + 2 * length_bytes + head_length, length - length_bytes - head_length);
  if (body.size() > max_body || !is_shallow(head)) {
    broken_ = true;
    return State::broken;
  }
  frame.head = nlohmann::json::parse(head, nullptr, false);
  frame.body.assign(body);
  frame.head_size = head.size();
  start_ += length_bytes + length;
  if (!frame.head.is_object()) broken_ = true;
  return broken_ ? State::broken : State::frame;
}

std::optional<nlohmann::json> parse_payload(std::string_view text) {
  if (text.empty()) return nlohmann::json();
  if (text.size() > max_body || !is_shallow(text)) return std::nullopt;
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string write_payload(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string single_line(std::string_view text, std::size_t max) {
  std::string line(text.substr(0, max));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

std::string text_of(const nlohmann::json& head, const char* member) {
  const auto found = head.find(member);
  return found != head.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_of(const nlohmann::json& head, const char* member) {
  const auto found = head.find(member);
  if (found == head.end() || !found->is_number_integer()) return std::nullopt;
  if (found->is_number_unsigned() &&
      found->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  return found->get<std::int64_t>();
}

}  // namespace guichet::plugins::rpc
