// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/word_patterns.hpp"

#include "kernel/domain/slip.hpp"
#include "kernel/matching/distress_ideas.hpp"

#include <algorithm>
#include <unordered_set>

namespace guichet::matching {
namespace {

constexpr std::size_t longest_gap = 3;  // words that ".." stands for
constexpr std::size_t slips_from = 6;   // letters: a shorter word that is one slip away is another word

// Ideas by name.
std::string_view idea_of(std::string_view name) {
  static const std::unordered_map<std::string_view, std::string_view> ideas = [] {
    std::unordered_map<std::string_view, std::string_view> by_name;
    each_part(distress_ideas(), '\n', [&by_name](std::string_view line) {
      const std::size_t space = line.find(' ');
      by_name.emplace(line.substr(0, space), line.substr(space + 1));
    });
    return by_name;
  }();
  const auto found = ideas.find(name);
  return found == ideas.end() ? std::string_view() : found->second;
}

}  // namespace

struct WordPatterns::Place {
  enum class Kind { word, gap, end, not_next } kind = Kind::word;
  std::unordered_set<std::string_view> exact;
  std::unordered_set<std::string> verbs;
  std::vector<std::string_view> beginnings, nearly;

  [[nodiscard]] bool takes(const Heard& word) const {
    if (exact.contains(word.written) || (!verbs.empty() && verbs.contains(word.verb))) return true;
    for (const std::string_view beginning : beginnings) {
      if (word.written.starts_with(beginning)) return true;
    }
    return std::any_of(nearly.begin(), nearly.end(), [&word](std::string_view near) {
      return near.size() >= slips_from && word.written.size() + 1 >= slips_from &&
             domain::one_slip_apart(near, word.written);
    });
  }
};
void WordPatterns::add_word(Place& place, std::string_view word) {
  const char mark = word.back();
  if (word.size() > 1 && word.front() == '@') {
    each_part(idea_of(word.substr(1)), '|', [&place](std::string_view one) { add_word(place, one); });
  } else if (mark == '*') {
    place.beginnings.push_back(word.substr(0, word.size() - 1));
  } else if (mark == '^') {
    place.verbs.insert(verb_sound(word.substr(0, word.size() - 1)));
  } else {
    if (mark == '~') {
      word.remove_suffix(1);
      place.nearly.push_back(word);
    }
    place.exact.insert(word);
  }
}

WordPatterns::Place WordPatterns::place_of(std::string_view part) {
  Place place;
  if (part == "..") {
    place.kind = Place::Kind::gap;
  } else if (part == "$") {
    place.kind = Place::Kind::end;
  } else {
    if (part.front() == '!') {
      place.kind = Place::Kind::not_next;
      part.remove_prefix(1);
    }
    each_part(part, '|', [&place](std::string_view word) { add_word(place, word); });
  }
  return place;
}

WordPatterns::WordPatterns(std::initializer_list<std::string_view> texts) {
  std::unordered_map<std::string_view, std::shared_ptr<const Place>> known;  // many patterns share their places
  for (const std::string_view lines : texts) {
    each_part(lines, '\n', [this, &known](std::string_view line) {
      Pattern pattern;
      each_part(line, ' ', [&](std::string_view part) {
        std::shared_ptr<const Place>& place = known[part];
        if (!place) place = std::make_shared<const Place>(place_of(part));
        pattern.push_back(place);
      });
      if (!pattern.empty()) patterns_.push_back(std::move(pattern));
    });
  }
  for (const Pattern& pattern : patterns_) {
    const Place& first = *pattern.front();
    for (const std::string_view word : first.exact) by_word_[word].push_back(&pattern);
    for (const std::string& verb : first.verbs) by_verb_[verb].push_back(&pattern);
    std::unordered_set<char> letters;  // nobody slips on the first letter often enough to look at all for it
    for (const std::string_view word : first.beginnings) letters.insert(word.front());
    for (const std::string_view word : first.nearly) letters.insert(word.front());
    for (const char letter : letters) by_letter_[letter].push_back(&pattern);
  }
}

WordPatterns::~WordPatterns() = default;

bool WordPatterns::find(const std::vector<Heard>& words) const {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (longest(words, at) > at) return true;
  }
  return false;
}

std::size_t WordPatterns::longest(const std::vector<Heard>& words, std::size_t at) const {
  std::size_t end = at;
  const auto try_all = [&](const std::vector<const Pattern*>& patterns) {
    for (const Pattern* pattern : patterns) end = std::max(end, match(*pattern, 0, words, at));
  };
  const Heard& word = words[at];
  if (const auto known = by_word_.find(word.written); known != by_word_.end()) try_all(known->second);
  if (const auto known = by_verb_.find(word.verb); known != by_verb_.end()) try_all(known->second);
  if (word.written.empty()) return end;
  if (const auto known = by_letter_.find(word.written.front()); known != by_letter_.end()) {
    try_all(known->second);
  }
  return end;
}

// The end of a match, or 0.
std::size_t WordPatterns::match(const Pattern& pattern, std::size_t place, const std::vector<Heard>& words,
                                std::size_t at) {
  if (place == pattern.size()) return at;
  switch (pattern[place]->kind) {
    case Place::Kind::end:
      return at == words.size() ? match(pattern, place + 1, words, at) : 0;
    case Place::Kind::not_next:
      return at < words.size() && pattern[place]->takes(words[at]) ? 0 : match(pattern, place + 1, words, at);
    case Place::Kind::gap:
      for (std::size_t skipped = 0; skipped <= longest_gap && at + skipped <= words.size(); ++skipped) {
        if (skipped > 0 && words[at + skipped - 1].written == taken_out) return 0;
        if (const std::size_t end = match(pattern, place + 1, words, at + skipped); end > 0) return end;
      }
      return 0;
    case Place::Kind::word:
      break;
  }
  return at < words.size() && pattern[place]->takes(words[at]) ? match(pattern, place + 1, words, at + 1) : 0;
}

}  // namespace guichet::matching
