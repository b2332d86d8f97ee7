// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/excerpt.hpp"

#include "kernel/matching/lexicon.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <bitset>
#include <unordered_map>

namespace guichet::matching {
namespace {

constexpr std::size_t most_read = 64 * 1024;
constexpr std::size_t excerpt_bytes = 260;  // about 240 characters of French
constexpr std::size_t most_words_of_need = 64;

struct Hit {
  std::size_t begin, end;
  std::size_t word;  // of the need
};

// Which word of the need a word of the article is, if any.
class Recogniser {
 public:
  Recogniser(const WeighedNeed& need, domain::Language language) : language_(language) {
    for (std::size_t i = 0; i < std::min(need.words.size(), most_words_of_need); ++i) {
      for (const std::string& term : need.words[i].terms) {
        terms_.emplace(term, i);
        if (!term.empty()) first_letters_.set(static_cast<unsigned char>(term[0]));
      }
    }
  }

  std::vector<Hit> hits_in(std::string_view text) const {
    std::vector<Hit> hits;
    for (const Word& word : words_of(text)) {
      // Stemming costs most: only words that begin like one of the need's.
      const std::span<const std::string_view> meaning = spelt_out(word.folded);
      const std::string folded = meaning.empty() ? word.folded : std::string(meaning.front());
      if (!first_letters_.test(static_cast<unsigned char>(folded[0])) || carries_no_meaning(folded)) continue;
      const auto found = terms_.find(stem(folded, language_));
      if (found != terms_.end()) hits.push_back({word.begin, word.end, found->second});
    }
    return hits;
  }

 private:
  domain::Language language_;
  std::unordered_map<std::string, std::size_t> terms_;
  std::bitset<256> first_letters_;
};

double weight_of(const std::vector<Hit>& hits, const WeighedNeed& need, std::size_t from, std::size_t to) {
  std::bitset<most_words_of_need> seen;
  double weight = 0;
  for (const Hit& hit : hits) {
    if (hit.begin < from || hit.end > to || seen.test(hit.word)) continue;
    seen.set(hit.word);
    weight += need.weights[hit.word] * need.words[hit.word].strength;
  }
  return weight;
}

// Where sentences and lines begin.
std::vector<std::size_t> sentence_starts(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool ends = text[i] == '\n' || ((text[i] == '.' || text[i] == '!' || text[i] == '?') && text[i + 1] == ' ');
    if (ends) starts.push_back(text[i] == '\n' ? i + 1 : i + 2);
  }
  return starts;
}

std::vector<ArticleMatch::Piece> pieces_of(std::string_view text, std::size_t from, const std::vector<Hit>& hits) {
  std::vector<ArticleMatch::Piece> pieces;
  const std::string_view shown = cut_at_character(text.substr(from), excerpt_bytes);
  std::size_t end = from + shown.size();
  if (end < text.size()) {
    const std::size_t space = text.substr(0, end).rfind(' ');
    if (space != std::string_view::npos && space > from + excerpt_bytes / 2) end = space;
  }
  const auto add = [&](std::size_t begin, std::size_t stop, bool marked) {
    if (begin < stop) pieces.push_back({std::string(text.substr(begin, stop - begin)), marked});
  };
  std::size_t at = from;
  for (const Hit& hit : hits) {
    if (hit.begin < at || hit.end > end) continue;
    add(at, hit.begin, false);
    add(hit.begin, hit.end, true);
    at = hit.end;
  }
  add(at, end, false);
  if (from > 0) pieces.insert(pieces.begin(), {"… ", false});
  if (end < text.size()) pieces.push_back({" …", false});
  return pieces;
}

}  // namespace

Answer best_answer(const domain::Article& article, const WeighedNeed& need) {
  const Recogniser recogniser(need, article.language);
  Answer answer;
  std::vector<Hit> best_hits;
  double best = -1;
  std::size_t read = 0;
  for (const domain::Passage& passage : article.passages) {
    if (read >= most_read) break;
    const std::string_view text = cut_at_character(passage.text, most_read - read);
    read += text.size();
    std::vector<Hit> hits = recogniser.hits_in(text);
    const double covered = weight_of(hits, need, 0, text.size());
    const std::vector<Hit> in_heading = recogniser.hits_in(passage.heading);
    const double weight = covered + 0.5 * weight_of(in_heading, need, 0, passage.heading.size());
    if (weight <= best) continue;
    best = weight;
    best_hits = std::move(hits);
    answer.passage = &passage;
    answer.covered = need.total > 0 ? std::min(1.0, weight / need.total) : 0;
  }
  if (answer.passage == nullptr) return answer;

  const std::string_view text = cut_at_character(answer.passage->text, most_read);
  std::size_t from = 0;
  double most = -1;
  for (const std::size_t start : sentence_starts(text)) {
    const double weight = weight_of(best_hits, need, start, start + excerpt_bytes);
    if (weight > most) {
      most = weight;
      from = start;
    }
  }
  answer.excerpt = pieces_of(text, from, best_hits);
  return answer;
}

}  // namespace guichet::matching
