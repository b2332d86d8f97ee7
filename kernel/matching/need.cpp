// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/need.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <optional>

namespace guichet::matching {
namespace {

constexpr std::size_t most_need_words = 48;
constexpr std::size_t most_corrected = 12;  // each costs a walk through the vocabulary
constexpr double completed_strength = 0.9;
constexpr double either_strength = 0.6;  // "lent": slow, or l'ENT

// A long word that is one slip away from another is that word; a short one may be any.
double trust_in_correction(const std::string& folded) {
  if (folded.size() <= 5) return 0.5;
  return folded.size() <= 7 ? 0.7 : 0.85;
}

void add_roots(NeedWord& word, const std::string& folded) {
  std::string beginning = beginning_of(folded);
  if (std::find(word.beginnings.begin(), word.beginnings.end(), beginning) == word.beginnings.end())
    word.beginnings.push_back(std::move(beginning));
  for (const domain::Language language : {domain::Language::fr, domain::Language::en}) {
    std::string root = stem(folded, language);
    if (std::find(word.terms.begin(), word.terms.end(), root) == word.terms.end())
      word.terms.push_back(std::move(root));
  }
}

// "narrive", "lent", "jai": the apostrophe forgotten on a telephone.
std::optional<std::string> without_glued_elision(const std::string& folded, const Vocabulary& vocabulary,
                                                 Groups readable) {
  std::size_t glued = 0;
  if (folded.starts_with("qu") && folded.size() > 5)
    glued = 2;
  else if (folded.size() > 3 && std::string_view("ldjnmtsc").find(folded[0]) != std::string_view::npos)
    glued = 1;
  if (glued == 0) return std::nullopt;
  std::string rest = folded.substr(glued);
  const bool begins_with_vowel = std::string_view("aeiouyh").find(rest[0]) != std::string_view::npos;
  if (begins_with_vowel && (vocabulary.knows(rest, readable) || carries_no_meaning(rest) || !spelt_out(rest).empty()))
    return rest;
  return std::nullopt;
}

// "motdepasse", "listediffusion": two words written as one.
std::optional<std::pair<std::string, std::string>> two_words(const std::string& folded, const Vocabulary& vocabulary,
                                                             Groups readable) {
  for (std::size_t cut = 3; cut + 3 <= folded.size(); ++cut) {
    std::string first = folded.substr(0, cut), second = folded.substr(cut);
    if (vocabulary.knows(first, readable) && vocabulary.knows(second, readable)) {
      return std::pair(std::move(first), std::move(second));
    }
  }
  return std::nullopt;
}

class NeedReader {
 public:
  NeedReader(std::string_view words, const Vocabulary& vocabulary, Groups readable, const Synonyms* synonyms,
             bool corrects)
      : text_(words), vocabulary_(vocabulary), readable_(readable), synonyms_(synonyms), corrects_(corrects) {}

  std::vector<NeedWord> read() {
    const std::vector<Word> words = words_of(text_, 4 * most_need_words);
    const bool still_typing = !text_.empty() && !words.empty() && words.back().end == text_.size();
    for (std::size_t i = 0; i < words.size() && need_.size() < most_need_words; ++i) {
      if (const std::size_t stood_for = take_synonym(words, i); stood_for > 0) {
        i += stood_for - 1;
        continue;
      }
      before_ = i > 0 ? words[i - 1].folded : std::string();
      take(words[i], still_typing && i + 1 == words.size());
    }
    return std::move(need_);
  }

 private:
  // Words that stand for others. One word that the texts know keeps its own meaning beside them; several together
  // mean only what they stand for. Answers how many.
  std::size_t take_synonym(const std::vector<Word>& words, std::size_t at) {
    if (synonyms_ == nullptr) return 0;
    const Synonyms::Found found = synonyms_->at(words, at);
    if (found.words == 0) return 0;
    const Word whole{words[at].folded, words[at].begin, words[at + found.words - 1].end};
    const bool own_meaning = found.words == 1 && vocabulary_.knows(whole.folded, readable_);
    bool first = true;
    for (const std::string& meaning : *found.means) {
      if (carries_no_meaning(meaning)) continue;
      NeedWord kept{std::string(text_.substr(whole.begin, whole.end - whole.begin)),
                    {},
                    {},
                    1,
                    means_little(meaning),
                    false,
                    vocabulary_.knows(meaning, readable_) || is_form_of_known_word(meaning)};
      add_roots(kept, meaning);
      if (first && own_meaning) add_roots(kept, whole.folded);
      first = false;
      push(std::move(kept));
    }
    return found.words;
  }

  void take(const Word& word, bool unfinished) {
    if (!spelt_out(word.folded).empty()) {
      for (const std::string_view part : spelt_out(word.folded)) keep(word, std::string(part), 1);
      return;
    }
    if (is_of_asking(word.folded)) return keep_asking(word);
    if (carries_no_meaning(word.folded)) return;
    if (vocabulary_.knows(word.folded, readable_) || is_form_of_known_word(word.folded))
      return keep(word, word.folded, 1);
    if (const auto rest = without_glued_elision(word.folded, vocabulary_, readable_)) {
      if (!looks_elided(word.folded) || is_written_elided(word)) {
        return take({*rest, word.begin, word.end}, unfinished);
      }
      if (!leads_to_an_adjective(before_) && !carries_no_meaning(*rest)) return keep_either(word, *rest);
    }
    // A word that the texts do not have is no misspelling of one that they do.
    if (looks_elided(word.folded) && !unfinished) return keep(word, word.folded, 1, false);
    if (unfinished && complete(word)) return;
    if (const auto pair = two_words(word.folded, vocabulary_, readable_)) {
      for (const std::string& part : {pair->first, pair->second}) {
        if (!carries_no_meaning(part)) keep(word, part, 1);
      }
      return;
    }
    if (correct(word)) return;
    keep(word, word.folded, 1, false);
  }

  // "lENT": nobody writes an adjective so.
  [[nodiscard]] bool is_written_elided(const Word& word) const {
    const std::string_view typed = text_.substr(word.begin, word.end - word.begin);
    return typed.size() > 2 && typed[0] >= 'a' && typed[0] <= 'z' && typed[1] >= 'A' && typed[1] <= 'Z';
  }

  // "lent ne marche pas": what it says, and what it may be short for, neither of them surely.
  void keep_either(const Word& word, const std::string& rest) {
    NeedWord kept{
        std::string(text_.substr(word.begin, word.end - word.begin)), {}, {}, either_strength, false, false, true};
    add_roots(kept, rest);
    add_roots(kept, word.folded);
    push(std::move(kept));
  }

  // "débloquerai" is nowhere in the texts, but its root is.
  [[nodiscard]] bool is_form_of_known_word(const std::string& folded) const {
    return vocabulary_.knows_root(stem(folded, domain::Language::fr), readable_) ||
           vocabulary_.knows_root(stem(folded, domain::Language::en), readable_);
  }

  bool complete(const Word& word) {
    if (word.folded.size() < 3) return false;
    const std::vector<std::string> whole = vocabulary_.completions(word.folded, readable_, 6);
    return keep_any(word, whole, completed_strength);
  }

  bool correct(const Word& word) {
    if (!corrects_ || ++corrected_ > most_corrected) return false;
    const std::vector<std::string> near = vocabulary_.nearest(word.folded, readable_, 3);
    return keep_any(word, near, trust_in_correction(word.folded));
  }

  bool keep_any(const Word& word, const std::vector<std::string>& words, double strength) {
    if (words.empty()) return false;
    NeedWord kept{std::string(text_.substr(word.begin, word.end - word.begin)),
                  {},
                  {},
                  strength,
                  means_little(words.front()),
                  false,
                  true};
    for (const std::string& one : words) add_roots(kept, one);
    push(std::move(kept));
    return true;
  }

  void keep(const Word& word, const std::string& folded, double strength, bool known = true) {
    NeedWord kept{std::string(text_.substr(word.begin, word.end - word.begin)),
                  {},
                  {},
                  strength,
                  means_little(folded),
                  false,
                  known};
    add_roots(kept, folded);
    push(std::move(kept));
  }

  void keep_asking(const Word& word) {
    NeedWord kept{std::string(text_.substr(word.begin, word.end - word.begin)), {}, {}, 1, false, true, false};
    add_roots(kept, word.folded);
    push(std::move(kept));
  }

  void push(NeedWord word) {
    const bool again = std::any_of(need_.begin(), need_.end(), [&word](const NeedWord& other) {
      return other.terms.front() == word.terms.front();
    });
    if (!again) need_.push_back(std::move(word));
  }

  std::string_view text_;
  const Vocabulary& vocabulary_;
  Groups readable_;
  const Synonyms* synonyms_;
  bool corrects_;
  std::string before_;  // the word before the one that is read
  std::size_t corrected_ = 0;
  std::vector<NeedWord> need_;
};

}  // namespace

std::vector<NeedWord> read_need(std::string_view words, const Vocabulary& vocabulary, Groups readable,
                                const Synonyms* synonyms, bool corrects) {
  return NeedReader(words, vocabulary, readable, synonyms, corrects).read();
}

}  // namespace guichet::matching
