// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/names.hpp"

#include <algorithm>
#include <charconv>

namespace guichet::counter {

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
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 200;
  return !text.empty() && text.size() <= longest && is_text(text);
}

bool is_text(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead == 0) return false;
    const std::size_t length = lead < 0x80          ? 1
                               : (lead >> 5U) == 6  ? 2
                               : (lead >> 4U) == 14 ? 3
                               : (lead >> 3U) == 30 ? 4
                                                    : 0;
    if (length == 0 || at + length > text.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      if ((next & 0xC0U) != 0x80U) return false;
      point = (point << 6U) | (next & 0x3FU);
    }
    constexpr std::uint32_t shortest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < shortest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    at += length;
  }
  return true;
}

}  // namespace guichet::counter
