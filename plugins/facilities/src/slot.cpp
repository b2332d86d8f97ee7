// SPDX-License-Identifier: GPL-3.0-or-later
#include "slot.hpp"

#include <cstdio>
#include <vector>

namespace facilities {
namespace {

constexpr int day = 24 * 60;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string on_clock(int minutes) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60 % 100, minutes % 60);
  return text;
}

std::string in_french(int minutes) {
  const std::string hours = std::to_string(minutes / 60) + "\u00a0h";
  return minutes % 60 == 0 ? hours : hours + "\u00a0" + on_clock(minutes).substr(3);
}

/// The parts of a text that begin with a digit: "de 14h à 16h30" has "14h" and "16h30".
std::vector<std::string_view> times_in(std::string_view text) {
  std::vector<std::string_view> times;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == 'h' || text[end] == 'H' || text[end] == ':'))
      ++end;
    times.push_back(text.substr(at, end - at));
    at = end;
  }
  return times;
}

}  // namespace

std::optional<int> minutes_of(std::string_view text) {
  int parts[2] = {0, 0};
  std::size_t digits[2] = {0, 0};
  int part = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      parts[part] = parts[part] * 10 + (c - '0');
      if (++digits[part] > 2) return std::nullopt;
    } else if ((c == ':' || c == 'h' || c == 'H') && part == 0) {
      part = 1;
    } else {
      return std::nullopt;
    }
  }
  const int minutes = parts[0] * 60 + parts[1];
  if (digits[0] == 0 || digits[1] == 1 || parts[1] > 59 || minutes > day) return std::nullopt;
  return minutes;
}

std::optional<Slot> slot_of(std::string_view text) {
  const auto times = times_in(text);
  if (times.size() != 2) return std::nullopt;
  const auto from = minutes_of(times[0]), to = minutes_of(times[1]);
  if (!from || !to || *from >= *to) return std::nullopt;
  return Slot{*from, *to};
}

std::string text_of(const Slot& slot) {
  return on_clock(slot.from) + "-" + on_clock(slot.to);
}

guichet::sdk::Text words_of(const Slot& slot) {
  return {in_french(slot.from) + " – " + in_french(slot.to), on_clock(slot.from) + " – " + on_clock(slot.to)};
}

}  // namespace facilities
