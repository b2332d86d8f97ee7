// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/excerpt.hpp"

#include "kernel/matching/text.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <utility>

namespace guichet::matching {
namespace {

constexpr std::size_t excerpt_bytes = 260;  // about 240 characters of French
constexpr std::size_t most_words_of_need = 64;

struct Hit {
  std::size_t begin, end;
  std::size_t word;  // of the need
};

// Which word of the need a word of the article is, if any.
class Recogniser {
 public:
  explicit Recogniser(const WeighedNeed& need) {
    for (std::size_t i = 0; i < std::min(need.words.size(), most_words_of_need); ++i) {
      for (const std::string& term : need.words[i].terms) roots_.emplace_back(short_number(term), i);
    }
    std::stable_sort(roots_.begin(), roots_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  [[nodiscard]] std::vector<Hit> hits_in(const std::vector<ReadWord>& words) const {
    std::vector<Hit> hits;
    for (const ReadWord& word : words) {
      const auto found = std::lower_bound(roots_.begin(), roots_.end(), word.root,
                                          [](const auto& root, std::uint32_t wanted) { return root.first < wanted; });
      if (found != roots_.end() && found->first == word.root) hits.push_back({word.begin, word.end, found->second});
    }
    return hits;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::size_t>> roots_;  // sorted: the first word of the need wins
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

Answer best_answer(const domain::Article& article, const ReadArticle& read, const WeighedNeed& need) {
  const Recogniser recogniser(need);
  const std::vector<ReadPassage>& passages = read.passages();
  Answer answer;
  std::vector<Hit> best_hits;
  double best = -1;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const domain::Passage& passage = article.passages[i];
    std::vector<Hit> hits = recogniser.hits_in(passages[i].text);
    const double covered = weight_of(hits, need, 0, passage.text.size());
    const std::vector<Hit> in_heading = recogniser.hits_in(passages[i].heading);
    const double weight = covered + 0.5 * weight_of(in_heading, need, 0, passage.heading.size());
    if (weight <= best) continue;
    best = weight;
    best_hits = std::move(hits);
    answer.passage = &passage;
    answer.covered = need.total > 0 ? std::min(1.0, weight / need.total) : 0;
  }
  if (answer.passage == nullptr) return answer;

  const std::string_view text = cut_at_character(answer.passage->text, ReadArticle::most_read);
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
