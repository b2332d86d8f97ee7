// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress.hpp"

#include "kernel/matching/distress_ideas.hpp"
#include "kernel/matching/distress_words.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/matching/word_patterns.hpp"
#include "kernel/matching/words_together.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace guichet::matching {
namespace {

constexpr std::size_t most_read = 1500;  // words

using Words = std::vector<Heard>;

std::unordered_set<std::string_view> set_of(std::string_view list) {
  std::unordered_set<std::string_view> words;
  each_part(list, ' ', [&words](std::string_view word) { words.insert(word); });
  return words;
}

// What each kind is known by.
struct Kinds {
  WordPatterns danger, violence, harassment;
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

// What only says it together.
struct KindsTogether {
  WordsTogether danger, violence, harassment;
  explicit KindsTogether(const DistressWords& words)
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
      words.emplace_back(folded);
    } else {
      each_part(known->second, '+', [&words](std::string_view part) { words.emplace_back(part); });
    }
  }
  return words;
}

void take_out_what_is_harmless(Words& words) {
  static const WordPatterns harmless({harmless_words()});
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
  static const KindsTogether together(words_together());
  const bool is_studied = holds_any(as_written, studies) && !names_somebody(as_written, persons, studies);
  if (!is_studied) {
    if (const Distress found = subjects.find(words); found != Distress::none) return found;
  }
  if (const Distress found = together.find(words); found != Distress::none) return found;
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
