// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Small rules about text on the wire, shared by the readers of heads, forms and cookies. Pure, any thread.
namespace guichet::web::server {

/// Well-formed UTF-8 without NUL: what may enter the portal as text. (Unicode 15, table 3-7)
[[nodiscard]] bool acceptable_text(std::string_view text);

/// Whether a header line may carry it: no control character but tab.
[[nodiscard]] bool acceptable_header_value(std::string_view value);

/// A token of HTTP: method and header names. (RFC 9110, 5.6.2)
[[nodiscard]] bool is_token(std::string_view text);

[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

/// Without the spaces and tabs around.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Cuts `rest` at the first `separator`, answers what stood before it and leaves in `rest` what follows.
[[nodiscard]] std::string_view take_until(std::string_view& rest, char separator);

/// Whether a comma separated list names `token` ("Connection: keep-alive, Upgrade"), whatever the case.
[[nodiscard]] bool lists_token(std::string_view list, std::string_view token);

/// %XX decoded; nothing when an escape is malformed. Used for paths.
[[nodiscard]] std::optional<std::string> decode_percent(std::string_view text);

/// As forms and queries are written: '+' is a space and a malformed escape stands for itself, as browsers read it
/// (people do type "100%"). (WHATWG URL, 5.1)
[[nodiscard]] std::string decode_form(std::string_view text);

/// The reverse, for a parameter of a query or for one segment of a path.
[[nodiscard]] std::string encode_percent(std::string_view text);

}  // namespace guichet::web::server
