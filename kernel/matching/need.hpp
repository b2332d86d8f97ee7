// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/synonyms.hpp"
#include "kernel/matching/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// One word that carries meaning in what somebody typed.
struct NeedWord {
  std::string typed;                    ///< as they typed it
  std::vector<std::string> terms;       ///< roots that stand for it, any of them
  std::vector<std::string> beginnings;  ///< the first letters of the words it stands for
  double strength = 1;                  ///< less than 1 when the word was corrected or completed
  bool little = false;                  ///< a word of any need: "panne", "bureau", a number
  bool asking = false;                  ///< a word people ask with: only pages are looked through for it
  bool known = false;                   ///< it, or what it was corrected to, occurs in what they may read
};

/// What somebody typed, understood with the words of the counter's own texts and the university's synonyms (null:
/// none). At most 48 words, each once. `corrects`: misspelt words are read as the nearest of those texts.
[[nodiscard]] std::vector<NeedWord> read_need(std::string_view words, const Vocabulary& vocabulary, Groups readable,
                                              const Synonyms* synonyms = nullptr, bool corrects = true);

}  // namespace guichet::matching
