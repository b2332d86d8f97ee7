// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/markdown.hpp"

namespace guichet::plugins::authoring {
namespace {

struct Folding {
  std::string_view letters;  ///< letters of two bytes in UTF-8, one after the other
  std::string_view folded;
};

constexpr Folding foldings[] = {
    {"àâäáãåÀÂÄÁÃÅ", "a"}, {"çÇ", "c"}, {"éèêëÉÈÊË", "e"}, {"îïíìÎÏÍÌ", "i"}, {"ñÑ", "n"}, {"ôöóòõÔÖÓÒÕ", "o"},
    {"ùûüúÙÛÜÚ", "u"},     {"ÿŸ", "y"}, {"œŒ", "oe"},      {"æÆ", "ae"},      {"ß", "ss"},
};

std::string_view folded(std::string_view letter) {
  for (const auto& [letters, plain] : foldings) {
    for (std::size_t i = 0; i + 1 < letters.size(); i += 2) {
      if (letters.substr(i, 2) == letter) return plain;
    }
  }
  return "";
}

}  // namespace

std::string slug_of(std::string_view heading) {
  constexpr std::size_t longest = 80;
  std::string slug;
  bool gap = false;
  const auto add = [&](std::string_view letters) {
    if (gap && !slug.empty()) slug += '-';
    gap = false;
    slug += letters;
  };
  for (std::size_t i = 0; i < heading.size() && slug.size() < longest;) {
    const char c = heading[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      add(heading.substr(i, 1));
    } else if (c >= 'A' && c <= 'Z') {
      add(std::string(1, static_cast<char>(c - 'A' + 'a')));
    } else if ((static_cast<unsigned char>(c) & 0xE0) == 0xC0) {
      const std::string_view plain = folded(heading.substr(i, 2));
      plain.empty() ? void(gap = true) : add(plain);
      ++i;
    } else if (static_cast<unsigned char>(c) < 0x80 || (static_cast<unsigned char>(c) & 0xC0) == 0xC0) {
      gap = true;
    }
    ++i;
  }
  return slug.empty() ? "section" : slug;
}

}  // namespace guichet::plugins::authoring
