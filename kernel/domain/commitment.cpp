// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/working_time.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <mutex>
#include <stdexcept>

namespace guichet::domain {
namespace {

using date::local_days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using LocalTime = date::local_time<milliseconds>;

// A promise that a calendar cannot keep within three years is counted on the clock: the calendar is wrong, not the day.
constexpr int most_days = 3 * 366;

/// Looked up once a name: locate_zone searches the whole database. Null when there is no such zone.
const date::time_zone* zone_named(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, const date::time_zone*> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  if (known.size() > 64) return nullptr;
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    zone = nullptr;
  }
  known.emplace(name, zone);
  return zone;
}

date::sys_time<milliseconds> system_time(Instant instant) {
  return date::sys_time<milliseconds>(milliseconds(instant));
}

LocalTime local_time(Instant instant, const date::time_zone* zone) {
  if (zone == nullptr) return LocalTime(milliseconds(instant));
  return zone->to_local(system_time(instant));
}

/// An hour that happens twice is its first time; one that is skipped is the moment the clock jumps.
Instant instant_of(LocalTime local, const date::time_zone* zone) {
  if (zone == nullptr) return local.time_since_epoch().count();
  return std::chrono::duration_cast<milliseconds>(zone->to_sys(local, date::choose::earliest).time_since_epoch())
      .count();
}

std::string iso_of(date::year_month_day day) {
  std::array<char, 16> text{};
  const int year = static_cast<int>(day.year());
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", year < 0 || year > 9999 ? 0 : year,
                static_cast<unsigned>(day.month()) % 100, static_cast<unsigned>(day.day()) % 100);
  return text.data();
}

/// Easter Sunday by Meeus, Astronomical Algorithms, chapter 8 (Gregorian calendar).
date::sys_days easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int sum = h + l - 7 * m + 114;
  return date::sys_days(date::year(year) / (sum / 31) / (sum % 31 + 1));
}

std::array<date::sys_days, 11> holidays_of(int year) {
  const date::year y(year);
  const date::sys_days sunday = easter(year);
  return {date::sys_days(y / 1 / 1),   sunday + date::days(1),     date::sys_days(y / 5 / 1),
          date::sys_days(y / 5 / 8),   sunday + date::days(39),    sunday + date::days(50),
          date::sys_days(y / 7 / 14),  date::sys_days(y / 8 / 15), date::sys_days(y / 11 / 1),
          date::sys_days(y / 11 / 11), date::sys_days(y / 12 / 25)};
}

/// Walks a calendar's open hours for one question; remembers the holidays of the year it is in.
class WorkingDays {
 public:
  explicit WorkingDays(const Calendar& calendar) : calendar_(calendar) {}

  [[nodiscard]] bool open_on(local_days day) {
    const unsigned weekday = date::weekday(day).iso_encoding();
    const auto& openings = calendar_.openings;
    if (std::none_of(openings.begin(), openings.end(),
                     [&](const Opening& o) { return o.weekday == static_cast<int>(weekday) && o.to > o.from; })) {
      return false;
    }
    const date::year_month_day date_of(day);
    if (date_of.year() != year_) {
      year_ = date_of.year();
      holidays_ = holidays_of(static_cast<int>(year_));
    }
    const date::sys_days plain(day.time_since_epoch());
    if (std::find(holidays_.begin(), holidays_.end(), plain) != holidays_.end()) return false;
    const auto& closed = calendar_.closed_days;
    return closed.empty() || std::find(closed.begin(), closed.end(), iso_of(date_of)) == closed.end();
  }

  [[nodiscard]] std::vector<Opening> openings_on(local_days day) {
    std::vector<Opening> today;
    if (!open_on(day)) return today;
    const int weekday = static_cast<int>(date::weekday(day).iso_encoding());
    for (const Opening& opening : calendar_.openings) {
      if (opening.weekday == weekday && opening.to > opening.from) today.push_back(opening);
    }
    return today;
  }

  /// `moment` itself when it is within open hours, else the next opening; nothing when the calendar never opens.
  [[nodiscard]] std::optional<LocalTime> open_from(LocalTime moment) {
    local_days day = date::floor<date::days>(moment);
    for (int count = 0; count < most_days; ++count, day += date::days(1)) {
      for (const Opening& opening : openings_on(day)) {
        if (moment < day + minutes(opening.to)) return std::max(moment, LocalTime(day + minutes(opening.from)));
      }
    }
    return std::nullopt;
  }

 private:
  const Calendar& calendar_;
  date::year year_{-32767};
  std::array<date::sys_days, 11> holidays_{};
};

/// The same hour so many working days later; the next opening when the counter is closed at that hour.
std::optional<LocalTime> add_days(LocalTime moment, std::int64_t days, WorkingDays& working) {
  local_days day = date::floor<date::days>(moment);
  const milliseconds hour_of_day = moment - LocalTime(day);
  for (int count = 0; days > 0; ++count) {
    if (count == most_days) return std::nullopt;
    day += date::days(1);
    if (working.open_on(day)) --days;
  }
  return working.open_from(day + hour_of_day);
}

/// Counts open hours as they really last, so that a night with a change of clock is as long as it is. `begin` is the
/// instant of `moment`, which its local time does not tell in the hour that happens twice.
std::optional<Instant> add_open_time(LocalTime moment, Instant begin, std::int64_t amount, WorkingDays& working,
                                     const date::time_zone* zone) {
  local_days day = date::floor<date::days>(moment);
  for (int count = 0; count < most_days; ++count, day += date::days(1)) {
    for (const Opening& opening : working.openings_on(day)) {
      const LocalTime closing = day + minutes(opening.to);
      if (closing <= moment) continue;
      const LocalTime opening_time = day + minutes(opening.from);
      const Instant from = opening_time <= moment ? begin : instant_of(opening_time, zone);
      const Instant to = instant_of(closing, zone);
      if (amount <= to - from) return from + amount;
      amount -= to - from;
    }
  }
  return std::nullopt;
}

}  // namespace

Calendar university_calendar() {
  Calendar calendar;
  for (int weekday = 1; weekday <= 5; ++weekday) {
    calendar.openings.push_back({weekday, 8 * 60 + 30, 12 * 60});
    calendar.openings.push_back({weekday, 13 * 60, 17 * 60});
  }
  return calendar;
}

std::vector<std::string> french_holidays(int year) {
  std::vector<std::string> holidays;
  for (const date::sys_days day : holidays_of(year)) holidays.push_back(iso_of(date::year_month_day(day)));
  std::sort(holidays.begin(), holidays.end());
  holidays.erase(std::unique(holidays.begin(), holidays.end()), holidays.end());
  return holidays;
}

Instant due_after(Instant start, std::int64_t amount, bool on_clock, const Calendar& calendar) {
  if (amount <= 0) return start;
  if (on_clock) return start + amount;
  const date::time_zone* zone = zone_named(calendar.zone);
  WorkingDays working(calendar);
  const LocalTime now = local_time(start, zone);
  const std::optional<LocalTime> opened = working.open_from(now);
  if (!opened) return start + amount;
  std::optional<LocalTime> moment = opened;
  if (amount >= day) moment = add_days(*opened, amount / day, working);
  if (!moment) return start + amount;
  if (amount % day == 0) return instant_of(*moment, zone);
  const Instant begin = *moment == now ? start : instant_of(*moment, zone);
  return add_open_time(*moment, begin, amount % day, working, zone).value_or(start + amount);
}

Instant so_long_before(Instant moment, std::int64_t amount, bool on_clock, const Calendar& calendar) {
  if (amount <= 0 || on_clock) return moment - amount;
  const auto in_time = [&](int days) { return due_after(moment - days * day, amount, false, calendar) <= moment; };
  int late = 0, early = 800;  // days before; what begins sooner is never due later
  if (!in_time(early)) return moment - amount;
  while (early - late > 1) {
    const int between = (early + late) / 2;
    (in_time(between) ? early : late) = between;
  }
  return moment - early * day;
}

std::optional<Instant> start_of_day(const std::string& text, const std::string& zone) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
  const date::year_month_day date_of{date::year(year), date::month(month), date::day(day)};
  if (!date_of.ok()) return std::nullopt;
  return instant_of(LocalTime(local_days(date_of)), zone_named(zone));
}

std::vector<std::string> days_from_to(const std::string& first, const std::string& last) {
  constexpr std::size_t most = 400;
  const auto begin = start_of_day(first, "UTC");
  const auto end = start_of_day(last, "UTC");
  std::vector<std::string> days;
  if (!begin || !end) return days;
  for (Instant at = *begin; at <= *end; at += domain::day) {
    if (days.size() == most) return {};
    days.push_back(local_date(at, "UTC"));
  }
  return days;
}

std::int64_t open_time_between(Instant from, Instant to, const Calendar& calendar) {
  if (to <= from) return 0;
  const date::time_zone* zone = zone_named(calendar.zone);
  WorkingDays working(calendar);
  const LocalTime begin = local_time(from, zone);
  if (!working.open_from(begin)) return to - from;
  std::int64_t open = 0;
  // By instants, not by local times: in the hour that happens twice these do not tell.
  for (local_days day = date::floor<date::days>(begin); instant_of(LocalTime(day), zone) < to; day += date::days(1)) {
    for (const Opening& opening : working.openings_on(day)) {
      const Instant opens = std::max(from, instant_of(day + minutes(opening.from), zone));
      const Instant closes = std::min(to, instant_of(day + minutes(opening.to), zone));
      if (closes > opens) open += closes - opens;
    }
  }
  return open;
}

Instant after_open_time(Instant start, std::int64_t amount, const Calendar& calendar) {
  const date::time_zone* zone = zone_named(calendar.zone);
  WorkingDays working(calendar);
  const LocalTime now = local_time(start, zone);
  const std::optional<LocalTime> opened = working.open_from(now);
  if (!opened) return start + std::max<std::int64_t>(0, amount);
  const Instant begin = *opened == now ? start : instant_of(*opened, zone);
  if (amount <= 0) return begin;
  return add_open_time(*opened, begin, amount, working, zone).value_or(start + amount);
}

Instant counted_again(Instant due, Instant start, std::int64_t amount, const Calendar& calendar) {
  const Instant over = after_open_time(start, amount, calendar);
  const LocalTime local = local_time(due, zone_named(calendar.zone));
  const local_days day = date::floor<date::days>(local);
  const int weekday = static_cast<int>(date::weekday(day).iso_encoding());
  const auto& openings = calendar.openings;
  const bool opens = std::any_of(openings.begin(), openings.end(), [&](const Opening& opening) {
    return opening.weekday == weekday && opening.to > opening.from && local == LocalTime(day + minutes(opening.from));
  });
  return opens ? after_open_time(over, 0, calendar) : over;
}

std::string local_date(Instant instant, const std::string& zone) {
  return iso_of(date::year_month_day(date::floor<date::days>(local_time(instant, zone_named(zone)))));
}

Instant next_time_of_day(Instant after, int minutes, const std::vector<int>& weekdays, const std::string& zone_name) {
  const date::time_zone* zone = zone_named(zone_name);
  local_days day = date::floor<date::days>(local_time(after, zone));
  constexpr int week_and_today = 8;
  for (int count = 0; count <= week_and_today; ++count, day += date::days(1)) {
    const int weekday = static_cast<int>(date::weekday(day).iso_encoding());
    if (!weekdays.empty() && std::find(weekdays.begin(), weekdays.end(), weekday) == weekdays.end()) continue;
    const Instant moment = instant_of(day + std::chrono::minutes(minutes), zone);
    if (moment > after) return moment;
  }
  return after + 7 * domain::day;
}

std::optional<Duration> duration_of(std::string_view text) {
  const bool on_clock = text.ends_with('!');
  if (on_clock) text.remove_suffix(1);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count <= 0 || count > 100'000) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::int64_t length = unit == "min" ? minute : unit == "h" ? hour : unit == "d" ? day : 0;
  const std::int64_t amount = count * length;
  if (amount == 0 || amount > 366 * day) return std::nullopt;
  // A day of work is not 24 hours of it: "30h" would be read both ways.
  if (!on_clock && unit != "d" && amount >= day) return std::nullopt;
  return Duration{amount, on_clock};
}

}  // namespace guichet::domain
