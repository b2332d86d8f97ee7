// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace guichet::matching {

/// What counts how much when articles are ranked. The figures were chosen on development sets by cross-validation;
/// docs/matching.md says what each is worth, and `guichet evaluate retrieval --without` shows it again.
struct ArticleRanking {
  double roots = 0.5;       ///< words by their root: "connecter" finds "connexion"
  double beginnings = 0.5;  ///< by their first five letters, which joins more families than a stemmer does
  double opening = 0.6;     ///< beginnings again, among the first words of the page
  double pairs = 0.05;      ///< two words of the need side by side, or with one word between
  bool corrects = true;     ///< misspelt words are read as those of the texts
};

/// How many words with a meaning the opening of a page is.
inline constexpr std::size_t opening_words = 30;

}  // namespace guichet::matching
