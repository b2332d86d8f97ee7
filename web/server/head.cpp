// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/head.hpp"

#include "web/server/text.hpp"

#include <array>
#include <charconv>

namespace guichet::web::server {
namespace {

constexpr std::size_t empty_lines_before = 4;

constexpr std::array<std::string_view, 7> known_methods = {"GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"};

int check_method(std::string_view method) {
  if (!is_token(method)) return 400;
  for (const std::string_view known : known_methods) {
    if (method == known) return 0;
  }
  return 501;
}

/// The path and query of a target; "" when it is of a form that only proxies are sent.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() > scheme.size() && equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      target.remove_prefix(scheme.size());
      const std::size_t slash = target.find('/');
      return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    }
  }
  return target.starts_with('/') ? target : std::string_view();
}

bool acceptable_target(std::string_view target) {
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || c == '#') return false;
  }
  return !target.empty();
}

int read_request_line(std::string_view line, Head& head) {
  const std::string_view method = take_until(line, ' ');
  const std::string_view target = take_until(line, ' ');
  if (!is_token(method) || !acceptable_target(target)) return 400;
  if (line.size() != 8 || !line.starts_with("HTTP/") || line[6] != '.') return 400;
  if (line[5] != '1') return line[5] >= '0' && line[5] <= '9' ? 505 : 400;
  if (line[7] < '0' || line[7] > '9') return 400;
  head.version_1_0 = line[7] == '0';
  if (const int status = check_method(method); status != 0) return status;
  head.method = method;
  head.target = origin_form(target);
  return head.target.empty() ? 400 : 0;
}

bool acceptable_host(std::string_view host) {
  for (const char c : host) {
    const bool usual = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!usual && std::string_view("-._:[]%~").find(c) == std::string_view::npos) return false;
  }
  return host.size() <= 300;
}

/// What the headers mean for the framing of the body and of the connection.
class Framing {
 public:
  int take(std::string_view name, std::string_view value) {
    if (equal_ignoring_case(name, "content-length")) return take_length(value);
    if (equal_ignoring_case(name, "transfer-encoding")) {
      encoded_ = true;
    } else if (equal_ignoring_case(name, "host")) {
      if (++hosts_ > 1 || !acceptable_host(value)) return 400;
    } else if (equal_ignoring_case(name, "connection")) {
      closes_ = closes_ || lists_token(value, "close");
      keeps_ = keeps_ || lists_token(value, "keep-alive");
    } else if (equal_ignoring_case(name, "expect")) {
      if (!equal_ignoring_case(value, "100-continue")) return 417;
      expects_continue_ = true;
    }
    return 0;
  }

  int conclude(Head& head) const {
    if (encoded_ && (has_length_ || head.version_1_0)) return 400;
    if (encoded_) return 411;  // a length is asked for: browsers and proxies always know it
    if (hosts_ == 0 && !head.version_1_0) return 400;
    head.content_length = length_;
    head.keep_alive = !closes_ && (!head.version_1_0 || keeps_);
    head.expects_continue = expects_continue_ && !head.version_1_0;
    return 0;
  }

 private:
  int take_length(std::string_view value) {
    if (has_length_ || value.empty() || value.size() > 18) return 400;
    for (const char c : value) {
      if (c < '0' || c > '9') return 400;
    }
    std::from_chars(value.data(), value.data() + value.size(), length_);
    has_length_ = true;
    return 0;
  }

  std::uint64_t length_ = 0;
  int hosts_ = 0;
  bool has_length_ = false;
  bool encoded_ = false;
  bool closes_ = false;
  bool keeps_ = false;
  bool expects_continue_ = false;
};

}  // namespace

HeadScanner::Outcome HeadScanner::scan(std::string_view input, const Limits& limits) {
  while (scanned_ < input.size()) {
    const std::size_t feed = input.find('\n', scanned_);
    if (feed == std::string_view::npos) {
      scanned_ = input.size();
      break;
    }
    scanned_ = feed + 1;
    if (feed == line_begin_ || input[feed - 1] != '\r') return Refused{400};
    if (const auto outcome = end_of_line(feed - 1, limits)) return *outcome;
    line_begin_ = scanned_;
  }
  if (lines_ == 0 && input.size() - line_begin_ > limits.request_line_bytes) return Refused{414};
  if (lines_ > 0 && input.size() - headers_begin_ > limits.header_bytes) return Refused{431};
  return Incomplete{};
}

std::optional<HeadScanner::Outcome> HeadScanner::end_of_line(std::size_t line_end, const Limits& limits) {
  const bool blank = line_end == line_begin_;
  if (lines_ == 0 && blank) {
    begin_ = scanned_;
    if (begin_ > 2 * empty_lines_before) return Refused{400};
    return std::nullopt;
  }
  if (lines_ == 0) {
    if (line_end - line_begin_ > limits.request_line_bytes) return Refused{414};
    headers_begin_ = scanned_;
  }
  if (lines_ > 0 && scanned_ - headers_begin_ > limits.header_bytes) return Refused{431};
  if (blank) return Complete{begin_, scanned_};
  if (lines_ > limits.headers) return Refused{431};  // the request line counts as one
  ++lines_;
  return std::nullopt;
}

std::variant<Head, int> parse_head(std::string text) {
  Head head;
  auto owned = std::make_unique<const std::string>(std::move(text));
  std::string_view rest = *owned;
  const auto next_line = [&rest] {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
    return line;
  };

  if (const int status = read_request_line(next_line(), head); status != 0) return status;
  Framing framing;
  std::vector<Headers::Line> lines;
  lines.reserve(16);
  for (std::string_view line = next_line(); !line.empty(); line = next_line()) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return 400;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    // A blank before the colon and a folded line both show as a name that is no token.
    if (!is_token(name) || !acceptable_header_value(value)) return 400;
    if (const int status = framing.take(name, value); status != 0) return status;
    lines.emplace_back(name, value);
  }
  if (const int status = framing.conclude(head); status != 0) return status;
  head.headers = Headers(std::move(owned), std::move(lines));
  return head;
}

}  // namespace guichet::web::server
