// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/letter_template.hpp"

namespace guichet::counter {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string fill_letter(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string filled;
  std::size_t hidden = 0;  // sections open that are not said, each within the one before
  const auto say = [&](std::string_view what) {
    if (hidden == 0) filled += what;
  };
  const auto value_of = [&](std::string_view name) {
    const auto found = values.find(std::string(name));
    return found == values.end() ? std::string() : found->second;
  };
  for (;;) {
    const std::size_t begin = text.find("{{");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin);
    if (end == std::string_view::npos) {
      say(text);
      return filled;
    }
    say(text.substr(0, begin));
    const std::string_view tag = trimmed(text.substr(begin + 2, end - begin - 2));
    text.remove_prefix(end + 2);
    const char kind = tag.empty() ? '\0' : tag.front();
    if (kind == '#' || kind == '^') {
      const bool empty = value_of(trimmed(tag.substr(1))).empty();
      if (hidden > 0 || empty == (kind == '#')) ++hidden;
    } else if (kind == '/') {
      if (hidden > 0) --hidden;
    } else {
      say(value_of(tag));
    }
  }
}

}  // namespace guichet::counter
