// SPDX-License-Identifier: GPL-3.0-or-later
#include "paris.hpp"

#include <array>
#include <cstdio>

namespace facilities {
namespace {

using namespace std::chrono;

constexpr std::array french_days{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"};
constexpr std::array english_days{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array french_months{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                   "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr std::array english_months{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

Instant last_sunday_at_one(year of, month in) {
  return sys_days(of / in / Sunday[last]) + hours(1);
}

hours ahead_of_utc(Instant instant) {
  const year of = year_month_day(floor<days>(instant)).year();
  const bool summer = instant >= last_sunday_at_one(of, March) && instant < last_sunday_at_one(of, October);
  return hours(summer ? 2 : 1);
}

int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<Day> day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int of = number_in(text.substr(0, 4)), in = number_in(text.substr(5, 2)), on = number_in(text.substr(8, 2));
  if (of < 1 || in < 1 || on < 1) return std::nullopt;
  const Day found = year(of) / in / on;
  return found.ok() ? std::optional(found) : std::nullopt;
}

std::string text_of(const Day& day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

guichet::sdk::Text words_of(const Day& day) {
  const unsigned weekday_number = weekday(sys_days(day)).c_encoding();
  const unsigned month_number = static_cast<unsigned>(day.month()) - 1;
  const unsigned on = static_cast<unsigned>(day.day());
  const std::string of = std::to_string(static_cast<int>(day.year()));
  return {std::string(french_days.at(weekday_number)) + " " + (on == 1 ? "1er" : std::to_string(on)) + " " +
              french_months.at(month_number) + " " + of,
          std::string(english_days.at(weekday_number)) + " " + std::to_string(on) + " " +
              english_months.at(month_number) + " " + of};
}

Instant in_paris(const Day& day, int minutes_after_midnight) {
  const Instant shown = sys_days(day) + minutes(minutes_after_midnight);
  const Instant in_summer = shown - hours(2);
  return ahead_of_utc(in_summer) == hours(2) ? in_summer : shown - hours(1);
}

Clock clock_of(Instant instant) {
  const Instant shown = instant + ahead_of_utc(instant);
  const auto midnight = floor<days>(shown);
  return {Day(midnight), static_cast<int>(duration_cast<minutes>(shown - midnight).count())};
}

Clock clock_now() {
  return clock_of(floor<seconds>(system_clock::now()));
}

}  // namespace facilities
