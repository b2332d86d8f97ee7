// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::plugins {

/// What is wrong with `text` as the schemas' `format`, as the end of a sentence that starts with the text itself
/// ("is not an id: use lower-case letters, digits and dashes"); "" when it is right or the format is not ours.
[[nodiscard]] std::string format_problem(std::string_view format, std::string_view text);

/// "500ms", "10s", "2min" in milliseconds, at most five minutes; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> deadline_of(std::string_view text);

/// "500KB", "10MB" in bytes (1 KB is 1,000 bytes), at most 1 GB; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> size_of(std::string_view text);

/// "15min", "2h", "1d" in milliseconds, from one minute to 31 days; nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> interval_of(std::string_view text);

/// "08:30" in minutes from midnight, "24:00" at most; nothing otherwise.
[[nodiscard]] std::optional<int> time_of_day(std::string_view text);

/// A name of a host in lower case, "ldap.univ.example", or an IPv4 address.
[[nodiscard]] bool is_host(std::string_view text);

/// A day of the calendar as "2027-01-31".
[[nodiscard]] bool is_date(std::string_view text);

/// "today", "today+30d", "today-7d" or a date: a bound of a date field.
[[nodiscard]] bool is_date_bound(std::string_view text);

/// A relative path of the bundle: letters, digits, dots, dashes and underscores between slashes, no part starting
/// with a dot.
[[nodiscard]] bool is_bundle_path(std::string_view path);

/// Three numbers. Two-part and one-part versions count missing parts as 0.
struct Version {
  int major = 0, minor = 0, patch = 0;
  auto operator<=>(const Version&) const = default;
};
[[nodiscard]] std::optional<Version> version_of(std::string_view text);

/// Whether `version` is within `range`: comparisons joined by spaces, all of which must hold, ">=0.1 <1.0". Nothing
/// when the range cannot be read.
[[nodiscard]] std::optional<bool> within(const Version& version, std::string_view range);

}  // namespace guichet::plugins
