// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/text.hpp"

#include "kernel/matching/lexicon.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <functional>

namespace guichet::matching {
namespace {

constexpr std::size_t longest_word = 40;

// Latin-1 letters from U+00C0 to U+00FF without their accents. Two letters where the alphabet has a ligature.
constexpr std::array<std::string_view, 64> latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   //
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  //
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   //
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y"};

// The same for the central European letters U+0100 to U+017E, one ASCII letter each but for the ligatures.
constexpr std::string_view latin_extended =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstt"
    "ttttuuuuuuuuuuuuwwyyyzzzzzz";

bool is_apostrophe(unsigned character) {
  return character == '\'' || character == '`' || character == 0xB4 || character == 0x2018 || character == 0x2019 ||
         character == 0x02BC || character == 0x2032 || character == 0xFF07;
}

// Invisible inside a word: accents written apart, soft hyphen, zero-width signs.
bool is_invisible(unsigned character) {
  return (character >= 0x300 && character <= 0x36F) || character == 0xAD ||
         (character >= 0x200B && character <= 0x200D) || character == 0x2060 || character == 0xFEFF;
}

bool is_hyphen(unsigned character) {
  return character == '-' || (character >= 0x2010 && character <= 0x2015);
}

void append_folded(std::string& word, unsigned character) {
  if (character < 0x80) {
    word += character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                                 : static_cast<char>(character);
  } else if (character >= 0xC0 && character <= 0xFF) {
    word += latin1[character - 0xC0];
  } else if (character == 0x152 || character == 0x153) {
    word += "oe";
  } else if (character >= 0x100 && character < 0x100 + latin_extended.size()) {
    word += latin_extended[character - 0x100];
  } else {
    Xapian::Unicode::append_utf8(word, Xapian::Unicode::tolower(character));
  }
}

// "wi-fi" is one word; most others joined by a hyphen are two.
bool joined_by_hyphen(const std::string& first, std::string_view rest) {
  const auto next_is = [rest](std::string_view wanted) {
    if (rest.size() < wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const char letter = rest[i] >= 'A' && rest[i] <= 'Z' ? static_cast<char>(rest[i] + ('a' - 'A')) : rest[i];
      if (letter != wanted[i]) return false;
    }
    return true;
  };
  return (first == "wi" && next_is("fi")) || (first == "e" && next_is("mail"));
}

// One ending for "connecte", "connectée" and "connectées": with accents folded the stemmer would see three.
std::string without_participle_ending(std::string word) {
  if (word.size() > 5 && word.ends_with("ees")) word.resize(word.size() - 2);
  if (word.size() > 4 && word.ends_with("ee")) word.resize(word.size() - 1);
  return word;
}

}  // namespace

std::string_view cut_at_character(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  // At most three steps back: a run of continuation bytes longer than that is not UTF-8 anyway.
  for (int step = 0; step < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++step) --end;
  return text.substr(0, end);
}

std::vector<Word> words_of(std::string_view text, std::size_t most) {
  std::vector<Word> words;
  Word word;
  std::size_t characters = 0;
  const auto finish = [&] {
    if (!word.folded.empty() && characters <= longest_word) words.push_back(std::move(word));
    word = {};
    characters = 0;
  };
  for (Xapian::Utf8Iterator it(text.data(), text.size()), end; it != end && words.size() < most; ++it) {
    const unsigned character = *it;
    const std::size_t at = static_cast<std::size_t>(it.raw() - text.data());
    if (is_invisible(character)) continue;
    if (is_hyphen(character) && joined_by_hyphen(word.folded, text.substr(std::min(text.size(), at + 1)))) continue;
    if (is_apostrophe(character) || !Xapian::Unicode::is_wordchar(character) || character == '_') {
      finish();
      continue;
    }
    if (word.folded.empty()) word.begin = at;
    // Longer than any word: its letters are counted, not kept.
    if (++characters <= longest_word) append_folded(word.folded, character);
    auto next = it;
    ++next;
    word.end = next == end ? text.size() : static_cast<std::size_t>(next.raw() - text.data());
  }
  if (words.size() < most) finish();
  return words;
}

std::string stem(const std::string& folded, domain::Language language) {
  // A stemmer keeps state while it works: one for each thread.
  thread_local const Xapian::Stem french("fr");
  thread_local const Xapian::Stem english("en");
  if (keeps_its_form(folded)) return folded;
  const std::string root =
      language == domain::Language::fr ? french(without_participle_ending(folded)) : english(folded);
  return family_of(root);
}

std::uint64_t root_number(std::string_view root) {
  return std::hash<std::string_view>{}(root);
}

std::uint64_t sentence_number(std::string_view text) {
  std::string words;
  for (const Word& word : words_of(text)) words += word.folded + ' ';
  return words.empty() ? 0 : root_number(words);
}

std::vector<std::string> terms_of(std::string_view text, domain::Language language, std::size_t most) {
  std::vector<std::string> terms;
  for (const Word& word : words_of(text, most)) {
    const std::span<const std::string_view> meaning = spelt_out(word.folded);
    if (meaning.empty()) {
      if (!carries_no_meaning(word.folded)) terms.push_back(stem(word.folded, language));
      continue;
    }
    for (const std::string_view part : meaning) terms.push_back(stem(std::string(part), language));
  }
  return terms;
}

std::string beginning_of(std::string_view folded) {
  constexpr std::size_t letters = 5;
  return std::string(cut_at_character(folded, letters));
}

std::string beginning_term(std::string_view beginning) {
  std::string term = "B";
  term += beginning;
  return term;
}

std::string pair_term(std::string_view first, std::string_view second) {
  std::string term = "P";
  term += first;
  term += '_';
  term += second;
  return term;
}

}  // namespace guichet::matching
