// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What people type, read as they mean it: "1 200", "12,50 €", "24/11/2026", "14h30". Pure; nothing is ever thrown.
namespace guichet::domain::typed {

/// Without white space at both ends, no-break and thin spaces too.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// UTF-8 without control characters and without U+FFFD, which stands where something could not be read. Line ends are
/// fine in `several_lines`, tabs always.
[[nodiscard]] bool is_readable(std::string_view text, bool several_lines);

/// Code points; of valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

[[nodiscard]] std::optional<std::int64_t> integer_of(std::string_view text);
[[nodiscard]] std::optional<double> decimal_of(std::string_view text);      ///< comma or point
[[nodiscard]] std::optional<std::int64_t> cents_of(std::string_view text);  ///< "12,50 €" is 1250
[[nodiscard]] std::optional<std::string> date_of(std::string_view text);    ///< ISO, or 24/11/2026; to ISO
[[nodiscard]] std::optional<std::string> time_of(std::string_view text);    ///< 14:30, 14h30, 9h; to "09:00"
[[nodiscard]] std::optional<bool> yes_no_of(std::string_view text);

/// One plain address; its domain in small letters. Nothing when it is not one.
[[nodiscard]] std::optional<std::string> email_of(std::string_view text);
[[nodiscard]] bool is_phone(std::string_view text);  ///< international, lenient
/// http or https; "www.example.org/x" is taken as https. Nothing with a name and password in it.
[[nodiscard]] std::optional<std::string> url_of(std::string_view text);

/// "today", "today+30d", "today-7d" or an ISO date, against `today` (ISO). Nothing when it is none of them.
[[nodiscard]] std::optional<std::string> bound_of(std::string_view bound, const std::string& today);

}  // namespace guichet::domain::typed
