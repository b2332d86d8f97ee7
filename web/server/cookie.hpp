// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/fields.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::web::server {

/// A cookie to be set. The defaults are the careful ones; `secure` is the portal's to say (it knows `__Host-`).
struct Cookie {
  std::string name;
  std::string value;
  std::string path = "/";
  std::optional<std::chrono::seconds> max_age = std::nullopt;  ///< none: until the browser closes; 0: remove it
  bool http_only = true;
  bool secure = false;
  std::string same_site = "Lax";
};

/// The value of a Set-Cookie header. Characters a cookie may not carry are left out.
[[nodiscard]] std::string to_header(const Cookie& cookie);

/// The cookies of a Cookie header; malformed pairs, and those that are no acceptable text, are passed over.
void read_cookies(std::string_view header, Fields& into);

}  // namespace guichet::web::server
