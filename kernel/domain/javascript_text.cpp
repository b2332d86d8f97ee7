// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/javascript_text.hpp"

#include <algorithm>
#include <cstdint>

namespace guichet::domain::javascript {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_high(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// The code point at the beginning, its bytes taken off; a lone half of a pair is let through.
char32_t take_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0x80                   ? 1
                           : lead >= 0xC2 && lead < 0xE0 ? 2
                           : lead >= 0xE0 && lead < 0xF0 ? 3
                           : lead >= 0xF0 && lead < 0xF5 ? 4
                                                         : 0;
  if (size == 0 || text.size() < size) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t point = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t at = 1; at < size; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0) != 0x80) {
      text.remove_prefix(1);
      return replacement;
    }
    point = point << 6 | (byte & 0x3F);
  }
  const bool overlong = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
  text.remove_prefix(overlong || point > 0x10FFFF ? 1 : size);
  return overlong || point > 0x10FFFF ? replacement : point;
}

void append_point(std::string& text, char32_t point) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | point >> 6);
    tail(0);
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | point >> 12);
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | point >> 18);
    tail(12), tail(6), tail(0);
  }
}

bool has_lone_half(std::string_view text) {
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

bool has_pair(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0xF0; });
}

}  // namespace

std::u16string to_units(std::string_view text) {
  std::u16string units;
  units.reserve(text.size());
  while (!text.empty()) {
    const char32_t point = take_point(text);
    if (point < 0x10000) {
      units += static_cast<char16_t>(point);
    } else {
      units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return units;
}

std::string from_units(std::u16string_view units) {
  std::string text;
  text.reserve(units.size());
  for (std::size_t at = 0; at < units.size(); ++at) {
    char32_t point = units[at];
    if (is_high(point) && at + 1 < units.size() && is_low(units[at + 1])) {
      point = 0x10000 + ((point - 0xD800) << 10) + (units[++at] - 0xDC00U);
    }
    append_point(text, point);
  }
  return text;
}

std::size_t count_units(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) count += take_point(text) < 0x10000 ? 1 : 2;
  return count;
}

int compare(std::string_view left, std::string_view right) {
  // Bytes of UTF-8 and units of UTF-16 sort alike, but for what needs a pair.
  if (has_pair(left) || has_pair(right)) return to_units(left).compare(to_units(right));
  return left.compare(right);
}

bool contains(std::string_view text, std::string_view part) {
  // Half a pair is found inside a whole one, which bytes do not show.
  if (has_lone_half(part)) return to_units(text).find(to_units(part)) != std::u16string::npos;
  return text.find(part) != std::string_view::npos;
}

std::string paired(std::string text) {
  return has_lone_half(text) ? from_units(to_units(text)) : std::move(text);
}

std::string well_formed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const char32_t point = take_point(text);
    append_point(result, is_high(point) || is_low(point) ? replacement : point);
  }
  return result;
}

}  // namespace guichet::domain::javascript
