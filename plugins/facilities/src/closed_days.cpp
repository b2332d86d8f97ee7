// SPDX-License-Identifier: GPL-3.0-or-later
#include "closed_days.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace facilities {
namespace {

using namespace std::chrono;

constexpr std::array always{January / 1, May / 1,      May / 8,       July / 14,
                            August / 15, November / 1, November / 11, December / 25};
constexpr std::array after_easter{1, 39, 50};  // days: Easter Monday, Ascension, Whit Monday
constexpr std::size_t date_length = 10;

/// Easter Sunday of the Gregorian calendar, by Meeus.
sys_days easter_of(year of) {
  const int y = static_cast<int>(of);
  const int a = y % 19, b = y / 100, c = y % 100;
  const int e = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int f = (32 + 2 * (b % 4) + 2 * (c / 4) - e - c % 4) % 7;
  const int g = e + f - 7 * ((a + 11 * e + 22 * f) / 451) + 114;
  return of / month(static_cast<unsigned>(g / 31)) / std::chrono::day(static_cast<unsigned>(g % 31 + 1));
}

/// The dates of a line, in order.
std::vector<Day> dates_in(std::string_view line) {
  std::vector<Day> dates;
  for (std::size_t at = 0; at + date_length <= line.size();) {
    if (const auto date = day_of(line.substr(at, date_length))) {
      dates.push_back(*date);
      at += date_length;
    } else {
      ++at;
    }
  }
  return dates;
}

}  // namespace

bool is_public_holiday(const Day& day) {
  if (std::find(always.begin(), always.end(), day.month() / day.day()) != always.end()) return true;
  const auto since = (sys_days(day) - easter_of(day.year())).count();
  return std::find(after_easter.begin(), after_easter.end(), since) != after_easter.end();
}

bool is_named(std::string_view lines, const Day& day) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto dates = dates_in(lines.substr(0, end));
    if (!dates.empty() && dates.size() <= 2 && dates.front() <= day && day <= dates.back()) return true;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return false;
}

}  // namespace facilities
