// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/synonyms.hpp"

#include <algorithm>

namespace guichet::matching {
namespace {

std::string root_of(const Word& word) {
  return stem(word.folded, domain::Language::fr);
}

}  // namespace

Synonyms::Synonyms(const std::vector<plugins::Synonym>& synonyms) {
  for (const plugins::Synonym& synonym : synonyms) {
    if (!synonym.scope.empty()) continue;
    std::string key;
    std::size_t words = 0;
    for (const Word& word : words_of(synonym.words)) {
      key += (words++ == 0 ? "" : " ") + root_of(word);
    }
    if (words == 0) continue;
    longest_ = std::max(longest_, words);
    std::vector<std::string>& means = means_[key];
    for (const Word& word : words_of(synonym.means)) {
      if (std::find(means.begin(), means.end(), word.folded) == means.end()) means.push_back(word.folded);
    }
  }
}

Synonyms::Found Synonyms::at(std::span<const Word> words, std::size_t begin) const {
  Found found;
  std::string key;
  for (std::size_t count = 1; count <= longest_ && begin + count <= words.size(); ++count) {
    key += (count == 1 ? "" : " ") + root_of(words[begin + count - 1]);
    if (const auto known = means_.find(key); known != means_.end()) found = {count, &known->second};
  }
  return found;
}

std::vector<Word> with_meanings(const std::vector<Word>& words, const Synonyms& synonyms) {
  std::vector<Word> meant;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const Synonyms::Found found = synonyms.at(words, at);
    if (found.words == 0) {
      meant.push_back(words[at]);
      continue;
    }
    const std::size_t last = at + found.words - 1;
    for (const std::string& meaning : *found.means) meant.push_back({meaning, words[at].begin, words[last].end});
    at = last;
  }
  return meant;
}

std::vector<std::string_view> synonyms_of(const plugins::Snapshot& snapshot, const std::string& service) {
  std::vector<std::string_view> words;
  for (const plugins::Synonym& synonym : snapshot.synonyms) {
    if (synonym.scope == service) words.push_back(synonym.words);
  }
  return words;
}

}  // namespace guichet::matching
