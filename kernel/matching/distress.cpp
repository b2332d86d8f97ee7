// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress.hpp"

#include "kernel/matching/distress_ideas.hpp"
#include "kernel/matching/distress_words.hpp"
#include "kernel/matching/sound.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <memory>
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

// A word as written, and as it sounds.
struct Heard {
  std::string written, verb;
  explicit Heard(std::string_view word) : written(word), verb(verb_sound(word)) {}
};
using Words = std::vector<Heard>;

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
  std::unordered_set<std::string> verbs;
  std::vector<std::string_view> beginnings, nearly;

  [[nodiscard]] bool takes(const Heard& word) const {
    if (exact.contains(word.written) || (!verbs.empty() && verbs.contains(word.verb))) return true;
    for (const std::string_view beginning : beginnings) {
      if (word.written.starts_with(beginning)) return true;
    }
    return std::any_of(nearly.begin(), nearly.end(), [&word](std::string_view near) {
      return near.size() >= slips_from && word.written.size() + 1 >= slips_from && one_slip_away(near, word.written);
    });
  }
};
using Pattern = std::vector<std::shared_ptr<const Place>>;

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

void add_word(Place& place, std::string_view word) {
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
    each_part(part, '|', [&place](std::string_view word) { add_word(place, word); });
  }
  return place;
}

// Patterns by the word they begin with, so that most are never looked at.
class Patterns {
 public:
  explicit Patterns(std::initializer_list<std::string_view> parts) {
    std::unordered_map<std::string_view, std::shared_ptr<const Place>> known;  // many patterns share their places
    for (const std::string_view lines : parts) {
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
      for (const std::string_view word : first.exact) beginning_[word].push_back(&pattern);
      for (const std::string& verb : first.verbs) beginning_verb_[verb].push_back(&pattern);
      std::unordered_set<char> letters;  // nobody slips on the first letter often enough to look at all for it
      for (const std::string_view word : first.beginnings) letters.insert(word.front());
      for (const std::string_view word : first.nearly) letters.insert(word.front());
      for (const char letter : letters) beginning_letter_[letter].push_back(&pattern);
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
    const Heard& word = words[at];
    if (const auto known = beginning_.find(word.written); known != beginning_.end()) try_all(known->second);
    if (const auto known = beginning_verb_.find(word.verb); known != beginning_verb_.end()) try_all(known->second);
    if (word.written.empty()) return end;
    if (const auto known = beginning_letter_.find(word.written.front()); known != beginning_letter_.end()) {
      try_all(known->second);
    }
    return end;
  }

 private:
  // The end of a match, or 0.
  static std::size_t match(const Pattern& pattern, std::size_t place, const Words& words, std::size_t at) {
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

  std::vector<Pattern> patterns_;
  std::unordered_map<std::string_view, std::vector<const Pattern*>> beginning_;
  std::unordered_map<std::string, std::vector<const Pattern*>> beginning_verb_;
  std::unordered_map<char, std::vector<const Pattern*>> beginning_letter_;
};

// What each kind is known by.
struct Kinds {
  Patterns danger, violence, harassment;
  explicit Kinds(const DistressWords& words, const DistressWords& ideas)
      : danger({words.danger, ideas.danger}),
        violence({words.violence, ideas.violence}),
        harassment({words.harassment, ideas.harassment}) {}

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
      words.emplace_back(folded);
    } else {
      each_part(known->second, '+', [&words](std::string_view part) { words.emplace_back(part); });
    }
  }
  return words;
}

void take_out_what_is_harmless(Words& words) {
  static const Patterns harmless({harmless_words()});
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::size_t end = harmless.longest(words, at);
    if (end == at) continue;
    for (std::size_t word = at; word < end; ++word) words[word] = Heard(taken_out);
    at = end - 1;
  }
}

// Somebody it happens to; not who only asks for a course or a paper: "comment m'inscrire", "ma thèse".
bool names_somebody(const Words& words, const std::unordered_set<std::string_view>& persons,
                    const std::unordered_set<std::string_view>& studies) {
  static const auto steps = set_of(
      "inscrire inscris desinscrire preparer former renseigner informer interesse connecter faut aider dire indiquer "
      "envoyer donner permet permettre procurer");
  static const auto owners = set_of("me m my moi");
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!persons.contains(words[at].written)) continue;
    const bool owns = owners.contains(words[at].written) && at + 1 < words.size();
    if (owns && (steps.contains(words[at + 1].written) || studies.contains(words[at + 1].written))) continue;
    return true;
  }
  return false;
}

bool holds_any(const Words& words, const std::unordered_set<std::string_view>& wanted) {
  return std::any_of(words.begin(), words.end(),
                     [&wanted](const Heard& word) { return wanted.contains(word.written); });
}

}  // namespace

Distress distress_in(std::string_view text) {
  static const Kinds plain(plain_words(), idea_words()), faint(faint_words(), faint_idea_words()),
      subjects(subject_words(), {});
  static const auto things = set_of(thing_words()), studies = set_of(study_words()), persons = set_of(person_words());

  const Words as_written = read(text);
  Words words = as_written;
  take_out_what_is_harmless(words);
  if (const Distress found = plain.find(words); found != Distress::none) return found;
  const bool is_studied = holds_any(as_written, studies) && !names_somebody(as_written, persons, studies);
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
