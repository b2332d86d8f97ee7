// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_features.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <string>

namespace guichet::matching {
namespace {

constexpr std::size_t most_words_read = 400;
constexpr std::size_t first_words = 4;

}  // namespace

std::vector<std::pair<std::uint64_t, std::uint32_t>> learned_features(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  std::string last, feature;
  std::size_t read = 0;
  const auto add = [&](char kind, std::string_view first, std::string_view second = {}) {
    feature.assign(1, kind);
    feature += first;
    if (!second.empty()) {
      feature += ' ';
      feature += second;
    }
    numbers.push_back(root_number(feature));
  };
  for (const Word& word : words_of(text, most_words_read)) {
    if (is_grammar(word.folded)) continue;
    const std::string beginning = beginning_of(word.folded);
    add('w', word.folded);
    add('b', beginning);
    if (!last.empty()) add('p', last, beginning);
    if (read < first_words) add('f', beginning);
    last = beginning;
    ++read;
  }
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::pair<std::uint64_t, std::uint32_t>> features;
  for (const std::uint64_t number : numbers) {
    if (!features.empty() && features.back().first == number) {
      ++features.back().second;
    } else {
      features.emplace_back(number, 1);
    }
  }
  return features;
}

}  // namespace guichet::matching
