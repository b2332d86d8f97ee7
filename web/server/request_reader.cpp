// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/request_reader.hpp"

#include "web/server/cookie.hpp"
#include "web/server/multipart.hpp"
#include "web/server/text.hpp"

namespace guichet::web::server {
namespace {

std::string_view media_type(const Request& request) {
  const std::string_view declared = request.headers.value("Content-Type");
  return trimmed(declared.substr(0, declared.find(';')));
}

bool is_multipart_form(const Request& request) {
  return equal_ignoring_case(media_type(request), "multipart/form-data");
}

/// No "." or "..": nothing here is a folder to walk in.
bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    const std::string_view segment = take_until(path, '/');
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

int read_path(std::string_view raw, std::string& path) {
  auto decoded = decode_percent(raw);
  // An escaped slash would be read as a border between segments by some and not by others.
  if (!decoded || raw.find("%2F") != std::string_view::npos || raw.find("%2f") != std::string_view::npos) return 400;
  if (!acceptable_text(*decoded) || !acceptable_header_value(*decoded) || has_dot_segment(*decoded)) return 400;
  path = std::move(*decoded);
  return 0;
}

}  // namespace

int read_fields(std::string_view encoded, const Limits& limits, Fields& into) {
  while (!encoded.empty()) {
    std::string_view value = take_until(encoded, '&');
    if (value.empty()) continue;
    const std::string_view name = take_until(value, '=');
    std::string decoded_name = decode_form(name);
    std::string decoded_value = decode_form(value);
    if (!acceptable_text(decoded_name) || !acceptable_text(decoded_value)) return 400;
    if (into.size() >= limits.fields) return 400;
    into.add(std::move(decoded_name), std::move(decoded_value));
  }
  return 0;
}

int read_head(Head&& head, const Limits& limits, Request& into) {
  into.method = std::move(head.method);
  into.target = std::move(head.target);
  into.headers = std::move(head.headers);
  for (const auto& [name, value] : into.headers) {
    if (equal_ignoring_case(name, "cookie")) read_cookies(value, into.cookies);
  }
  std::string_view query = into.target;
  const std::string_view path = take_until(query, '?');
  if (const int status = read_path(path, into.path); status != 0) return status;
  return read_fields(query, limits, into.query);
}

std::uint64_t body_limit(const Request& request, const Limits& limits) {
  return is_multipart_form(request) ? limits.multipart_body_bytes : limits.plain_body_bytes;
}

int read_body(const Body& body, const Limits& limits, Request& into) {
  if (body.size() == 0) return 0;
  if (is_multipart_form(into)) return read_multipart(body, into.headers.value("Content-Type"), limits, into);
  std::string text = body.slice(0, body.size());
  if (text.size() != body.size()) return 500;
  if (equal_ignoring_case(media_type(into), "application/x-www-form-urlencoded")) {
    return read_fields(text, limits, into.form);
  }
  into.body = std::move(text);
  return 0;
}

}  // namespace guichet::web::server
