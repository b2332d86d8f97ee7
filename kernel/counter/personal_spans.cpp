// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/personal_spans.hpp"

namespace guichet::counter::personal {

std::size_t Reading::says(std::size_t at, std::string_view phrase) const {
  std::size_t said = 0;
  while (!phrase.empty()) {
    const std::string_view word = phrase.substr(0, phrase.find(' '));
    if (at + said >= words.size() || words[at + said].folded != word) return 0;
    if (said > 0) {
      const std::string_view sign = between(at + said - 1);
      constexpr std::size_t longest = 4;  // an apostrophe, « n° », « né(e) »
      if (sign.size() > longest || sign.find_first_of(",;\n") != std::string_view::npos) return 0;
    }
    ++said;
    phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
  }
  return said;
}

std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lowered;
}

bool has_capital(std::string_view text, const matching::Word& word) {
  const auto first = static_cast<unsigned char>(text[word.begin]);
  if (first >= 'A' && first <= 'Z') return true;
  constexpr unsigned char lead = 0xC3, from = 0x80, to = 0x9E;               // U+00C0 to U+00DE
  if (first != lead || word.begin + 1 >= text.size()) return first == 0xC5;  // Œ, Ÿ, Š
  const auto next = static_cast<unsigned char>(text[word.begin + 1]);
  return next >= from && next <= to;
}

}  // namespace guichet::counter::personal
