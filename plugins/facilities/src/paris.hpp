// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/text.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// The clocks of the university. A plugin's process has no file of time zones, and this one's rule is known: summer
/// time from the last Sunday of March to the last Sunday of October, both at 01:00 UTC.
namespace facilities {

using Day = std::chrono::year_month_day;
using Instant = std::chrono::sys_seconds;

/// The day of "2026-12-03"; nothing when there is none.
[[nodiscard]] std::optional<Day> day_of(std::string_view text);
[[nodiscard]] std::string text_of(const Day& day);  ///< "2026-12-03"
/// "jeudi 3 décembre 2026" and "Thursday 3 December 2026".
[[nodiscard]] guichet::sdk::Text words_of(const Day& day);

/// What the clocks in Paris showed so many minutes after midnight. Of the hour that comes twice in October, the first;
/// of the one that is left out in March, as if the clocks had not changed yet.
[[nodiscard]] Instant in_paris(const Day& day, int minutes);

/// What the clocks in Paris show.
struct Clock {
  Day day;
  int minutes = 0;
};
[[nodiscard]] Clock clock_of(Instant instant);
[[nodiscard]] Clock clock_now();

}  // namespace facilities
