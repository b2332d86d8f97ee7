// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/read_article.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <string>

namespace guichet::matching {
namespace {

std::vector<ReadWord> read(std::string_view text, domain::Language language) {
  std::vector<ReadWord> words;
  for (const Word& word : words_of(text)) {
    const std::span<const std::string_view> meaning = spelt_out(word.folded);
    const std::string folded = meaning.empty() ? word.folded : std::string(meaning.front());
    if (carries_no_meaning(folded)) continue;
    words.push_back({static_cast<std::uint32_t>(word.begin), static_cast<std::uint32_t>(word.end),
                     root_number(stem(folded, language))});
  }
  words.shrink_to_fit();
  return words;
}

}  // namespace

const std::vector<ReadPassage>& ReadArticle::passages(const domain::Article& article) const {
  std::call_once(once_, [this, &article] {
    std::size_t bytes = 0;
    for (const domain::Passage& passage : article.passages) {
      if (bytes >= most_read) break;
      const std::string_view text = cut_at_character(passage.text, most_read - bytes);
      bytes += text.size();
      passages_.push_back({read(passage.heading, article.language), read(text, article.language)});
    }
  });
  return passages_;
}

}  // namespace guichet::matching
