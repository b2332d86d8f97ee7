// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/answer_head.hpp"

#include "web/server/compression.hpp"
#include "web/server/text.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <ctime>
#include <optional>

namespace guichet::web::server {
namespace {

constexpr std::size_t worth_compressing = 1024;

const std::string& date_line() {
  static thread_local std::time_t second = 0;
  static thread_local std::string line;
  if (const std::time_t now = std::time(nullptr); now != second) {
    second = now;
    line = "Date: " +
           Poco::DateTimeFormatter::format(Poco::Timestamp::fromEpochTime(now), Poco::DateTimeFormat::HTTP_FORMAT) +
           "\r\n";
  }
  return line;
}

void append_line(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  const std::size_t start = head.size();
  head.append(value);
  for (std::size_t i = start; i < head.size(); ++i) {
    if (static_cast<unsigned char>(head[i]) < 0x20) head[i] = ' ';
  }
  head.append("\r\n");
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [name](const auto& header) { return equal_ignoring_case(header.first, name); });
}

/// True when the answer now depends on what encodings the client takes.
bool compress(Response& response, std::string_view accept_encoding) {
  auto* text = std::get_if<std::string>(&response.body);
  if (text == nullptr || !response.compress || text->size() <= worth_compressing) return false;
  if (!is_compressible(response.content_type) || has_header(response, "Content-Encoding")) return false;
  if (!accepts_encoding(accept_encoding, "gzip")) return true;
  if (auto packed = gzip(*text)) {
    *text = std::move(*packed);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  return true;
}

/// Nothing for a stream, which ends with the connection.
std::optional<std::uint64_t> content_length(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return text->size();
  if (const auto* shared = std::get_if<Response::SharedBody>(&response.body)) return (*shared)->size();
  if (const auto* range = std::get_if<FileRange>(&response.body)) return range->length;
  return std::nullopt;
}

}  // namespace

std::string make_answer_head(Response& response, const AnswerTerms& terms, const CommonHeaders& common) {
  const bool varies = compress(response, terms.accept_encoding);
  const auto length = content_length(response);

  std::string head;
  head.reserve(768);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_phrase(response.status)).append("\r\n");
  head.append(date_line());
  if (!response.content_type.empty()) append_line(head, "Content-Type", response.content_type);
  const bool bodiless = response.status == 204 || response.status == 304 || response.status < 200;
  if (length && !bodiless) append_line(head, "Content-Length", std::to_string(*length));
  if (!terms.keep_alive || !length) {
    head.append("Connection: close\r\n");
  } else if (terms.version_1_0) {
    head.append("Connection: keep-alive\r\n");
  }
  if (varies) head.append("Vary: Accept-Encoding\r\n");
  for (const auto& [name, value] : common) {
    if (!has_header(response, name)) append_line(head, name, value);
  }
  for (const auto& [name, value] : response.headers) append_line(head, name, value);
  for (const Cookie& cookie : response.cookies) append_line(head, "Set-Cookie", to_header(cookie));
  head.append("\r\n");
  return head;
}

}  // namespace guichet::web::server
