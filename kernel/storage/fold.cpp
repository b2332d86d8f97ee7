// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/fold.hpp"

#include <algorithm>
#include <array>

namespace guichet::storage {
namespace {

// U+00C0..U+00FF and U+0100..U+017F without their accents, lower case; '-' where nothing stands for it.
constexpr std::string_view latin_1 = "aaaaaa-ceeeeiiiidnooooo-ouuuuy--aaaaaa-ceeeeiiiidnooooo-ouuuuy-y";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkklllllllllln"
    "nnnnnnnnoooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1.size() == 64 && latin_a.size() == 128);

std::string_view ligature(unsigned code) {
  switch (code) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDF:
      return "ss";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

bool is_word_letter(unsigned char letter) {
  return letter >= 0x80 || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      out += lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead + 32) : static_cast<char>(lead);
      continue;
    }
    const bool two_bytes = (lead & 0xE0) == 0xC0 && at + 1 < text.size();
    const unsigned code = two_bytes ? ((lead & 0x1Fu) << 6) | (static_cast<unsigned char>(text[at + 1]) & 0x3Fu) : 0;
    if (two_bytes) ++at;
    char plain = 0;
    if (code >= 0xC0 && code <= 0xFF) plain = latin_1[code - 0xC0];
    if (code >= 0x100 && code <= 0x17F) plain = latin_a[code - 0x100];
    if (const std::string_view both = ligature(code); !both.empty()) {
      out += both;
    } else if (plain != 0 && plain != '-') {
      out += plain;
    } else if (two_bytes) {
      // A combining accent (U+0300..U+036F) after its letter goes; any other letter stays.
      if (code < 0x300 || code > 0x36F) out.append(text.substr(at - 1, 2));
    } else {
      out += static_cast<char>(lead);
    }
  }
  return out;
}

std::vector<std::string> folded_words(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  const std::string plain = folded(text);
  for (std::size_t from = 0; from < plain.size() && words.size() < most;) {
    while (from < plain.size() && !is_word_letter(static_cast<unsigned char>(plain[from]))) ++from;
    std::size_t to = from;
    while (to < plain.size() && is_word_letter(static_cast<unsigned char>(plain[to]))) ++to;
    if (to > from) {
      std::string word = plain.substr(from, to - from);
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    from = to;
  }
  return words;
}

}  // namespace guichet::storage
