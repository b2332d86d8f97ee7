// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_features.hpp"

#include "kernel/matching/fnv1a.hpp"
#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <string>

namespace guichet::matching {
namespace {

constexpr std::size_t most_words_read = 400;
constexpr std::size_t first_words = 4;
constexpr std::size_t words_of_opening = 8;  // without those of grammar
constexpr std::size_t most_words_of_opening = 40;

std::uint32_t feature_number(char kind, std::string_view first, std::string_view second = {}) {
  std::uint64_t number = fnv1a(first, fnv1a({&kind, 1}));
  if (!second.empty()) number = fnv1a(second, fnv1a(" ", number));
  // Its low bits alone are nearly those of the last letter.
  number ^= number >> 32U;
  number *= 0x9E3779B97F4A7C15ULL;
  return static_cast<std::uint32_t>(number >> 32U);
}

std::vector<Feature> counted(std::vector<std::uint32_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  std::vector<Feature> features;
  features.reserve(numbers.size());
  for (const std::uint32_t number : numbers) {
    if (features.empty() || features.back().number != number) {
      features.push_back({number, 1});
    } else if (features.back().count < 255) {
      ++features.back().count;
    }
  }
  return features;
}

}  // namespace

std::vector<Feature> learned_features(std::string_view text) {
  std::vector<std::uint32_t> numbers;
  std::string_view last;
  std::size_t read = 0;
  const std::vector<Word> words = words_of(text, most_words_read);
  for (const Word& word : words) {
    if (is_grammar(word.folded)) continue;
    const std::string_view beginning = std::string_view(word.folded).substr(0, beginning_of(word.folded).size());
    numbers.push_back(feature_number('w', word.folded));
    numbers.push_back(feature_number('b', beginning));
    if (!last.empty()) numbers.push_back(feature_number('p', last, beginning));
    if (read < first_words) numbers.push_back(feature_number('f', beginning));
    last = beginning;
    ++read;
  }
  return counted(std::move(numbers));
}

std::string_view opening_of(std::string_view text) {
  std::size_t read = 0, end = 0;
  for (const Word& word : words_of(text, most_words_of_opening)) {
    if (is_grammar(word.folded)) continue;
    if (read == words_of_opening) return text.substr(0, end);
    ++read;
    end = word.end;
  }
  return {};
}

}  // namespace guichet::matching
