// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress.hpp"

#include "kernel/matching/distress_words.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace guichet::matching {
namespace {

constexpr std::size_t most_read = 600;      // words
constexpr std::size_t longest_gap = 3;      // words that ".." stands for
constexpr std::size_t slips_from = 6;       // letters: a shorter word that is one slip away is another word
constexpr std::string_view taken_out{"."};  // no word is that

using Words = std::vector<std::string>;

// Calls `take` with each part of a text, between separators.
template <typename Take>
void each_part(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end > 0) take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::unordered_set<std::string_view> set_of(std::string_view list) {
  std::unordered_set<std::string_view> words;
  each_part(list, ' ', [&words](std::string_view word) { words.insert(word); });
  return words;
}

// One letter more, less, other, or two of them changed round.
bool one_slip_away(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t begin = 0;
  while (begin < a.size() && a[begin] == b[begin]) ++begin;
  std::size_t end = 0;
  while (end < a.size() - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  const std::size_t differing = a.size() - begin - end;
  if (b.size() > a.size()) return differing == 0;
  return differing <= 1 || (differing == 2 && a[begin] == b[begin + 1] && a[begin + 1] == b[begin]);
}

// One place of a pattern.
struct Place {
  enum class Kind { word, gap, end, not_next } kind = Kind::word;
  std::unordered_set<std::string_view> exact;
  std::vector<std::string_view> beginnings, nearly;

  [[nodiscard]] bool takes(const std::string& word) const {
    if (exact.contains(word)) return true;
    for (const std::string_view beginning : beginnings) {
      if (word.starts_with(beginning)) return true;
    }
    return std::any_of(nearly.begin(), nearly.end(), [&word](std::string_view near) {
      return near.size() >= slips_from && word.size() + 1 >= slips_from && one_slip_away(near, word);
    });
  }
};
using Pattern = std::vector<Place>;

Place place_of(std::string_view part) {
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
    each_part(part, '|', [&place](std::string_view word) {
      if (word.ends_with('*')) {
        place.beginnings.push_back(word.substr(0, word.size() - 1));
      } else if (word.ends_with('~')) {
        place.nearly.push_back(word.substr(0, word.size() - 1));
        place.exact.insert(word.substr(0, word.size() - 1));
      } else {
        place.exact.insert(word);
      }
    });
  }
  return place;
}

// Patterns by the word they begin with, so that most are never looked at.
class Patterns {
 public:
  explicit Patterns(std::string_view lines) {
    each_part(lines, '\n', [this](std::string_view line) {
      Pattern pattern;
      each_part(line, ' ', [&pattern](std::string_view part) { pattern.push_back(place_of(part)); });
      if (!pattern.empty()) patterns_.push_back(std::move(pattern));
    });
    for (const Pattern& pattern : patterns_) {
      const Place& first = pattern.front();
      for (const std::string_view word : first.exact) beginning_[word].push_back(&pattern);
      if (!first.beginnings.empty() || !first.nearly.empty()) other_.push_back(&pattern);
    }
  }

  [[nodiscard]] bool find(const Words& words) const {
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (longest(words, at) > at) return true;
    }
    return false;
  }

  /// Where the longest match that begins at `at` ends; `at` when there is none.
  [[nodiscard]] std::size_t longest(const Words& words, std::size_t at) const {
    std::size_t end = at;
    const auto try_all = [&](const std::vector<const Pattern*>& patterns) {
      for (const Pattern* pattern : patterns) end = std::max(end, match(*pattern, 0, words, at));
    };
    if (const auto known = beginning_.find(words[at]); known != beginning_.end()) try_all(known->second);
    try_all(other_);
    return end;
  }

 private:
  // The end of a match, or 0.
  static std::size_t match(const Pattern& pattern, std::size_t place, const Words& words, std::size_t at) {
    if (place == pattern.size()) return at;
    switch (pattern[place].kind) {
      case Place::Kind::end:
        return at == words.size() ? match(pattern, place + 1, words, at) : 0;
      case Place::Kind::not_next:
        return at < words.size() && pattern[place].takes(words[at]) ? 0 : match(pattern, place + 1, words, at);
      case Place::Kind::gap:
        for (std::size_t skipped = 0; skipped <= longest_gap && at + skipped <= words.size(); ++skipped) {
          if (skipped > 0 && words[at + skipped - 1] == taken_out) return 0;
          if (const std::size_t end = match(pattern, place + 1, words, at + skipped); end > 0) return end;
        }
        return 0;
      case Place::Kind::word:
        break;
    }
    return at < words.size() && pattern[place].takes(words[at]) ? match(pattern, place + 1, words, at + 1) : 0;
  }

  std::vector<Pattern> patterns_;
  std::unordered_map<std::string_view, std::vector<const Pattern*>> beginning_;
  std::vector<const Pattern*> other_;
};

// What each kind is known by.
struct Kinds {
  Patterns danger, violence, harassment;
  explicit Kinds(const DistressWords& words)
      : danger(words.danger), violence(words.violence), harassment(words.harassment) {}

  [[nodiscard]] Distress find(const Words& words) const {
    if (danger.find(words)) return Distress::danger;
    if (violence.find(words)) return Distress::violence;
    return harassment.find(words) ? Distress::harassment : Distress::none;
  }
};

// "suiciiiide": nobody writes a letter three times in a row but in anger.
std::string without_drawl(const std::string& word) {
  std::string kept;
  for (const char letter : word) {
    const std::size_t size = kept.size();
    if (size >= 2 && kept[size - 1] == letter && kept[size - 2] == letter) continue;
    kept += letter;
  }
  if (kept.size() < word.size()) kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

Words read(std::string_view text) {
  static const std::unordered_map<std::string_view, std::string_view> hurried = [] {
    std::unordered_map<std::string_view, std::string_view> map;
    each_part(hurried_words(), ' ', [&map](std::string_view entry) {
      const std::size_t equals = entry.find('=');
      map.emplace(entry.substr(0, equals), entry.substr(equals + 1));
    });
    return map;
  }();
  Words words;
  for (const Word& word : words_of(text, most_read)) {
    std::string folded = without_drawl(word.folded);
    const auto known = hurried.find(folded);
    if (known == hurried.end()) {
      words.push_back(std::move(folded));
    } else {
      each_part(known->second, '+', [&words](std::string_view part) { words.emplace_back(part); });
    }
  }
  return words;
}

void take_out_what_is_harmless(Words& words) {
  static const Patterns harmless(harmless_words());
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::size_t end = harmless.longest(words, at);
    if (end == at) continue;
    for (std::size_t word = at; word < end; ++word) words[word] = taken_out;
    at = end - 1;
  }
}

bool holds_any(const Words& words, const std::unordered_set<std::string_view>& wanted) {
  return std::any_of(words.begin(), words.end(), [&wanted](const std::string& word) { return wanted.contains(word); });
}

}  // namespace

Distress distress_in(std::string_view text) {
  static const Kinds plain(plain_words()), faint(faint_words()), subjects(subject_words());
  static const auto things = set_of(thing_words()), studies = set_of(study_words()), persons = set_of(person_words());

  const Words as_written = read(text);
  Words words = as_written;
  take_out_what_is_harmless(words);
  if (const Distress found = plain.find(words); found != Distress::none) return found;
  const bool is_studied = holds_any(as_written, studies) && !holds_any(as_written, persons);
  if (!is_studied) {
    if (const Distress found = subjects.find(words); found != Distress::none) return found;
  }
  return holds_any(as_written, things) ? Distress::none : faint.find(words);
}

std::string_view name_of(Distress distress) {
  switch (distress) {
    case Distress::danger:
      return "danger";
    case Distress::violence:
      return "violence";
    case Distress::harassment:
      return "harassment";
    case Distress::none:
      break;
  }
  return "";
}

}  // namespace guichet::matching
