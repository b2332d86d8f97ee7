// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/format/moments.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <array>
#include <chrono>
#include <cstdio>

namespace guichet::web::pages {
namespace {

constexpr int days_said_by_name = 7;

date::local_time<std::chrono::milliseconds> local_time(domain::Instant instant, const std::string& zone) {
  const date::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(instant)};
  try {
    return date::locate_zone(zone)->to_local(time);
  } catch (const std::exception&) {
    return date::local_time<std::chrono::milliseconds>(time.time_since_epoch());
  }
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

nlohmann::json names_of(const Catalogue& texts, date::year_month_day day) {
  const unsigned of_month = static_cast<unsigned>(day.day());
  return {{"day", of_month == 1 ? texts.text("moment.first") : std::to_string(of_month)},
          {"month", texts.text("moment.month." + std::to_string(static_cast<unsigned>(day.month())))},
          {"year", static_cast<int>(day.year())}};
}

}  // namespace

std::string Moments::shown(domain::Instant instant) const {
  if (instant == 0) return {};
  if (now_ >= instant && now_ - instant < domain::minute) return texts_->text("moment.now");
  const auto local = local_time(instant, *zone_);
  const auto day = date::floor<date::days>(local);
  const auto away = (day - date::floor<date::days>(local_time(now_, *zone_))).count();
  nlohmann::json names = names_of(*texts_, date::year_month_day(day));
  if (away < -days_said_by_name || away > days_said_by_name) return texts_->text("moment.far", names);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
  names["time"] = texts_->text("moment.time", {{"hours", minutes / 60}, {"minutes", two_digits(minutes % 60)}});
  if (away == 0) return texts_->text("moment.today", names);
  if (away == 1) return texts_->text("moment.tomorrow", names);
  if (away == -1) return texts_->text("moment.yesterday", names);
  names["weekday"] = texts_->text("moment.weekday." + std::to_string(date::weekday(day).iso_encoding()));
  return texts_->text("moment.near", names);
}

std::string Moments::date(std::string_view iso) const {
  int year = 0;
  unsigned month = 0, day = 0;
  if (iso.size() != 10 || std::sscanf(std::string(iso).c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) {
    return std::string(iso);
  }
  const date::year_month_day read{date::year(year), date::month(month), date::day(day)};
  if (!read.ok()) return std::string(iso);
  return texts_->text("moment.date", names_of(*texts_, read));
}

std::string Moments::range(std::string_view from, std::string_view to) const {
  return texts_->text("moment.range", {{"from", date(from)}, {"to", date(to)}});
}

std::string Moments::iso(domain::Instant instant) {
  return date::format("%FT%TZ", date::floor<std::chrono::seconds>(
                                    date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(instant))));
}

std::string shown_duration(const Catalogue& texts, std::int64_t milliseconds) {
  if (milliseconds < domain::hour) return texts.text("duration.minutes", {{"count", milliseconds / domain::minute}});
  if (milliseconds < domain::day) return texts.text("duration.hours", {{"count", milliseconds / domain::hour}});
  return texts.text("duration.days", {{"count", milliseconds / domain::day}});
}

std::string shown_size(const Catalogue& texts, std::int64_t bytes) {
  if (bytes < 1000) return texts.text("size.bytes", {{"count", bytes}});
  if (bytes < 1'000'000) return texts.text("size.kilobytes", {{"count", (bytes + 500) / 1000}});
  return texts.text("size.megabytes", {{"count", (bytes + 500'000) / 1'000'000}});
}

}  // namespace guichet::web::pages
