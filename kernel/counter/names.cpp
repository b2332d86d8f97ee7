// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/names.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace guichet::counter {
namespace {

/// The character at `at`, which is moved behind it; nothing when it is no UTF-8.
std::optional<std::uint32_t> point_at(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80          ? 1
                             : (lead >> 5U) == 6  ? 2
                             : (lead >> 4U) == 14 ? 3
                             : (lead >> 3U) == 30 ? 4
                                                  : 0;
  if (length == 0 || at + length > text.size()) return std::nullopt;
  std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    point = (point << 6U) | (next & 0x3FU);
  }
  constexpr std::uint32_t shortest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < shortest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  at += length;
  return point;
}

bool is_control(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

/// Overrides and embeddings of direction: what is read is not what is written.
bool turns_text(std::uint32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool shows_nothing(std::uint32_t point) {
  return point == ' ' || point == 0xA0 || point == 0xAD || point == 0x61C || point == 0x115F || point == 0x180E ||
         (point >= 0x2000 && point <= 0x200F) || (point >= 0x2028 && point <= 0x202F) ||
         (point >= 0x205F && point <= 0x206F) || point == 0x2800 || point == 0x3000 || point == 0x3164 ||
         (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF || (point >= 0xE0000 && point <= 0xE007F);
}

}  // namespace

domain::FormContext form_context(const Counter& counter, const domain::Person* requester, domain::Instant now) {
  return {requester, &counter.places, domain::local_date(now, counter.calendar.zone)};
}

std::vector<std::int64_t> attachment_ids(const nlohmann::json& answer) {
  std::vector<std::int64_t> ids;
  if (!answer.is_array()) return ids;
  for (const auto& entry : answer) {
    if (!entry.is_string()) continue;
    const auto& text = entry.get_ref<const std::string&>();
    std::int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && id > 0) ids.push_back(id);
  }
  return ids;
}

std::string first_line(std::string_view text) {
  constexpr std::size_t longest = 120;
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  if (const auto space = text.rfind(' ', end); space != std::string_view::npos && space > longest / 2) end = space;
  return std::string(text.substr(0, end)) + "…";
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_blank(std::string_view text) {
  bool blank = true;
  for (std::size_t at = 0; blank && at < text.size();) {
    const auto point = point_at(text, at);
    blank = point && (is_control(*point) || shows_nothing(*point));
  }
  return blank;
}

bool is_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = point_at(text, at);
    if (!point || is_control(*point) || turns_text(*point)) return false;
  }
  return true;
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 200;
  return !text.empty() && text.size() <= longest && is_text(text);
}

bool is_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = point_at(text, at);
    if (!point || *point == 0) return false;
  }
  return true;
}

std::string name_among(const std::vector<domain::Person>& people, domain::PersonId id) {
  const auto person = std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.id == id; });
  return person == people.end() ? "" : person->name();
}

}  // namespace guichet::counter
