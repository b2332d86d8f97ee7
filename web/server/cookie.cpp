// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/cookie.hpp"

#include "web/server/text.hpp"

namespace guichet::web::server {
namespace {

/// What RFC 6265, 4.1.1 lets into a value, and no more: anything else could end the header or start an attribute.
std::string carried(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c > 0x20 && c < 0x7F && c != ';' && c != ',' && c != '"' && c != '\\') kept += c;
  }
  return kept;
}

}  // namespace

std::string to_header(const Cookie& cookie) {
  std::string header = carried(cookie.name) + "=" + carried(cookie.value) + "; Path=" + carried(cookie.path);
  if (cookie.max_age) header += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (cookie.http_only) header += "; HttpOnly";
  if (cookie.secure) header += "; Secure";
  if (!cookie.same_site.empty()) header += "; SameSite=" + carried(cookie.same_site);
  return header;
}

void read_cookies(std::string_view header, Fields& into) {
  while (!header.empty()) {
    std::string_view value = take_until(header, ';');
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trimmed(value.substr(0, equals));
    value = trimmed(value.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (is_token(name) && acceptable_text(value)) into.add(std::string(name), std::string(value));
  }
}

}  // namespace guichet::web::server
