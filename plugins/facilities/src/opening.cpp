// SPDX-License-Identifier: GPL-3.0-or-later
#include "opening.hpp"

#include "closed_days.hpp"

#include <algorithm>
#include <sstream>

namespace facilities {
namespace {

constexpr int step = 30;                    // minutes from one proposed beginning to the next
constexpr std::ptrdiff_t above_a_room = 3;  // slashes in "campus/building/floor/room"

std::string text_in(const guichet::sdk::Settings& settings, const char* name) {
  const auto found = settings.get(name);
  return found && found.value.is_string() ? found.value.get<std::string>() : std::string();
}

std::string trimmed(const std::string& line) {
  const auto from = line.find_first_not_of(" \t\r"), to = line.find_last_not_of(" \t\r");
  return from == std::string::npos ? "" : line.substr(from, to - from + 1);
}

}  // namespace

Opening::Opening(const guichet::sdk::Settings& settings) {
  opens_ = minutes_of(text_in(settings, "opens")).value_or(opens_);
  closes_ = minutes_of(text_in(settings, "closes")).value_or(closes_);
  closes_on_saturday_ = minutes_of(text_in(settings, "closes_on_saturday")).value_or(closes_on_saturday_);
  closed_ = text_in(settings, "closed");
  std::istringstream lines(text_in(settings, "bookable"));
  for (std::string line; std::getline(lines, line);) {
    if (line = trimmed(line); !line.empty()) bookable_.push_back(line);
  }
}

bool Opening::is_bookable(const std::string& place) const {
  if (std::count(place.begin(), place.end(), '/') != above_a_room) return false;
  return bookable_.empty() || std::any_of(bookable_.begin(), bookable_.end(), [&](const std::string& each) {
           return place == each || place.rfind(each + "/", 0) == 0;
         });
}

std::optional<Slot> Opening::hours_of(const Day& day) const {
  const std::chrono::weekday on{std::chrono::sys_days(day)};
  if (on == std::chrono::Sunday || is_public_holiday(day) || is_named(closed_, day)) return std::nullopt;
  const Slot hours{opens_, on == std::chrono::Saturday ? std::min(closes_, closes_on_saturday_) : closes_};
  return hours.from < hours.to ? std::optional(hours) : std::nullopt;
}

bool Opening::is_open(const Day& day, const Slot& slot) const {
  const auto hours = hours_of(day);
  return hours && hours->from <= slot.from && slot.to <= hours->to;
}

std::vector<Slot> Opening::free_slots(const RoomBook& book, const Day& day, int duration, const Clock& now) const {
  std::vector<Slot> found;
  const auto hours = hours_of(day);
  if (!hours || text_of(day) < text_of(now.day)) return found;
  const int length = duration > 0 ? duration : hours->to - hours->from;
  for (int from = hours->from; from + length <= hours->to; from += step) {
    const Slot slot{from, from + length};
    const bool begun = day == now.day && from <= now.minutes;
    if (!begun && book.is_free(day, slot)) found.push_back(slot);
  }
  return found;
}

}  // namespace facilities
