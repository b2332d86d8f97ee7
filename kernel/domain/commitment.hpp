// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

/// Working hours of a weekday, minutes from local midnight.
struct Opening {
  int weekday = 1; /* 1 Monday .. 7 Sunday */
  int from = 0;
  int to = 0;
};

/// When work is done: hours, days closed. Time zone is an IANA name.
struct Calendar {
  std::string id = "university";
  std::string zone = "Europe/Paris";
  std::vector<Opening> openings;         ///< sorted; several a day allowed
  std::vector<std::string> closed_days;  ///< ISO dates beside the French public holidays
};

/// Monday to Friday 8:30-12:00 and 13:00-17:00, French public holidays.
[[nodiscard]] Calendar university_calendar();

/// French public holidays of a year as ISO dates, sorted. Source: Code du travail, article L3133-1; Easter by Meeus.
[[nodiscard]] std::vector<std::string> french_holidays(int year);

/// `start` plus `amount` of working time (a `day` is one working day: the same hour the next working day), or of clock
/// time when `on_clock`. Exact across daylight saving. Whole multiples of `day` are working days, what remains is open
/// hours; counting begins at the next opening when `start` is outside open hours. A calendar that never opens counts on
/// the clock. An unknown zone is UTC. Thread-safe; a few microseconds.
[[nodiscard]] Instant due_after(Instant start, std::int64_t amount, bool on_clock, const Calendar& calendar);

/// The other way round: the latest time, whole days before `moment`, from which `amount` is due by `moment`. On the
/// clock, `moment` less `amount`; so too when two years do not hold that much working time.
[[nodiscard]] Instant so_long_before(Instant moment, std::int64_t amount, bool on_clock, const Calendar& calendar);

/// "2026-11-24" in the zone.
[[nodiscard]] std::string local_date(Instant instant, const std::string& zone);

/// Midnight at the beginning of "2026-11-24" in the zone; nothing when it is no date.
[[nodiscard]] std::optional<Instant> start_of_day(const std::string& date, const std::string& zone);

/// The first moment after `after` when clocks of the zone show this time (minutes from midnight) on one of these days
/// (1 Monday .. 7 Sunday; empty: any). A time that a change of clock skips is the moment it jumps; one that happens
/// twice is the first.
[[nodiscard]] Instant next_time_of_day(Instant after, int minutes, const std::vector<int>& weekdays,
                                       const std::string& zone);

/// "30min", "4h", "2d", "24h!" read into milliseconds; nothing when it is not one, is longer than a year, or counts a
/// whole day or more of working time in hours ("30h": say "2d" or "30h!").
struct Duration {
  std::int64_t amount = 0;
  bool on_clock = false;
};
[[nodiscard]] std::optional<Duration> duration_of(std::string_view text);

}  // namespace guichet::domain
