// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// One word as it stands in a text. `begin` and `end` are byte offsets into that text.
struct Word {
  std::string folded;  ///< lower case, without accents; in Latin letters, ASCII: "etage", "oeuvre", "3e"
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// At most this many words are read of a text, whatever its size.
inline constexpr std::size_t most_words = 60'000;

/// Cuts a text into words: apostrophes of every kind and hyphens separate, "wi-fi" and "e-mail" stay whole. Words of
/// more than 40 characters are left out. Any bytes are accepted: what is not UTF-8 is read as Latin-1.
[[nodiscard]] std::vector<Word> words_of(std::string_view text, std::size_t most = most_words);

/// The text cut to `bytes` at most, never inside a character.
[[nodiscard]] std::string_view cut_at_character(std::string_view text, std::size_t bytes);

/// The root that stands for a folded word: "connecter", "connexion" and "connectée" have one. Thread-safe.
[[nodiscard]] std::string stem(const std::string& folded, domain::Language language);

/// What a text is indexed under: the roots of its words in order, without those that carry no meaning, with the
/// kernel's abbreviations spelt out.
[[nodiscard]] std::vector<std::string> terms_of(std::string_view text, domain::Language language,
                                                std::size_t most = most_words);

/// Roots are compared as numbers in memory; two that shared one would only make a word look like another.
[[nodiscard]] std::uint64_t root_number(std::string_view root);

/// Stands for a whole text by its words, those without meaning too: "Je ne vais pas bien." and "je ne vais pas bien"
/// have one number.
[[nodiscard]] std::uint64_t sentence_number(std::string_view text);

/// The same in half the room, for the words of whole articles.
[[nodiscard]] inline std::uint32_t short_number(std::string_view root) {
  return static_cast<std::uint32_t>(root_number(root) >> 16U);
}

/// The first letters of a folded word, which a family shares more often than a root: "réservation", "réserver".
[[nodiscard]] std::string beginning_of(std::string_view folded);

/// The term of the first letters of a word.
[[nodiscard]] std::string beginning_term(std::string_view beginning);

/// The term of two roots that stand beside each other.
[[nodiscard]] std::string pair_term(std::string_view first, std::string_view second);

}  // namespace guichet::matching
