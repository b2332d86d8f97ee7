// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/personal_data.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>

/// How what is personal is found in a text, for personal_data.cpp alone. Pure.
namespace guichet::counter::personal {

/// Part of the text that a mark takes the place of.
struct Span {
  std::size_t begin = 0, end = 0;
  const std::string* mark = nullptr;
};

/// A text with its words. Borrows the text.
struct Reading {
  explicit Reading(std::string_view read) : text(read), words(matching::words_of(read)) {}

  [[nodiscard]] std::string_view between(std::size_t word) const {
    return text.substr(words[word].end, words[word + 1].begin - words[word].end);
  }
  [[nodiscard]] std::string_view written(std::size_t word) const {
    return text.substr(words[word].begin, words[word].end - words[word].begin);
  }
  /// Whether the words from `at` on are these, folded and with a space between: "mot de passe". 0: they are not; else
  /// how many they are.
  [[nodiscard]] std::size_t says(std::size_t at, std::string_view phrase) const;

  std::string_view text;
  std::vector<matching::Word> words;
};

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] std::string lower_ascii(std::string_view text);
/// Of Latin letters, accented ones too.
[[nodiscard]] bool has_capital(std::string_view text, const matching::Word& word);

/// What follows a word that announces it: passwords, sign-in names, extensions, numbers of people, dates of birth.
void find_announced(const Reading& reading, const PersonalMarks& marks, std::vector<Span>& spans);
/// Streets with a number, towns with a postcode, halls of residence.
void find_postal(const Reading& reading, const PersonalMarks& marks, std::vector<Span>& spans);
/// Addresses of machines, plates of cars, @handles, web addresses that hold somebody's name or number.
void find_technical(const Reading& reading, const std::vector<std::string>& logins, const PersonalMarks& marks,
                    std::vector<Span>& spans);
/// First and last word of each name that somebody gives as theirs: « je m'appelle jean dupont ».
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> introduced(const Reading& reading);

}  // namespace guichet::counter::personal
