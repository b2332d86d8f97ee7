// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/sound.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The patterns of `distress_words.hpp` and `distress_ideas.hpp`, compiled.
namespace guichet::matching {

/// A folded word as written, and as it sounds.
struct Heard {
  std::string written, verb;
  explicit Heard(std::string_view word) : written(word), verb(verb_sound(word)) {}
};

/// Stands for words that patterns are not to see: no pattern takes it, and no gap reaches over it.
inline constexpr std::string_view taken_out{"."};

/// Calls `take` with each part of a text, between separators.
template <typename Take>
void each_part(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end > 0) take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

/// Lines of patterns, found in a text by the word they begin with, so that most are never looked at. Borrows the lines,
/// which must outlive it. Thread-safe once made.
class WordPatterns {
 public:
  explicit WordPatterns(std::initializer_list<std::string_view> texts);
  ~WordPatterns();
  WordPatterns(const WordPatterns&) = delete;
  WordPatterns& operator=(const WordPatterns&) = delete;

  [[nodiscard]] bool find(const std::vector<Heard>& words) const;
  /// Where the longest match that begins at `at` ends; `at` when there is none.
  [[nodiscard]] std::size_t longest(const std::vector<Heard>& words, std::size_t at) const;

 private:
  struct Place;  // one of a pattern: any of some words
  using Pattern = std::vector<std::shared_ptr<const Place>>;

  static void add_word(Place& place, std::string_view word);
  static Place place_of(std::string_view part);
  static std::size_t match(const Pattern& pattern, std::size_t place, const std::vector<Heard>& words, std::size_t at);

  std::vector<Pattern> patterns_;
  std::unordered_map<std::string_view, std::vector<const Pattern*>> by_word_;
  std::unordered_map<std::string, std::vector<const Pattern*>> by_verb_;
  std::unordered_map<char, std::vector<const Pattern*>> by_letter_;
};

}  // namespace guichet::matching
