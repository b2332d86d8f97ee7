// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/read_article.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <string>

namespace guichet::matching {
namespace {

void read(std::vector<ReadWord>& words, std::string_view text, domain::Language language) {
  for (const Word& word : words_of(text)) {
    const std::span<const std::string_view> meaning = spelt_out(word.folded);
    const std::string folded = meaning.empty() ? word.folded : std::string(meaning.front());
    if (carries_no_meaning(folded) && !is_of_asking(folded)) continue;
    words.push_back({static_cast<std::uint32_t>(word.begin), static_cast<std::uint32_t>(word.end),
                     short_number(stem(folded, language)), short_number(beginning_of(folded))});
  }
  words.shrink_to_fit();
}

}  // namespace

ReadArticle::ReadArticle(const domain::Article& article) {
  read(title_, article.title, article.language);
  for (const std::string& keyword : article.keywords) read(keywords_, keyword, article.language);
  std::size_t bytes = 0;
  for (const domain::Passage& passage : article.passages) {
    if (bytes >= most_read) break;
    const std::string_view text = cut_at_character(passage.text, most_read - bytes);
    bytes += text.size();
    ReadPassage& one = passages_.emplace_back();
    read(one.heading, passage.heading, article.language);
    read(one.text, text, article.language);
  }
}

}  // namespace guichet::matching
