// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/article_scoring.hpp"

#include "kernel/matching/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace guichet::matching {
namespace {

constexpr std::size_t most_words_of_need = 48;

// A word counts half when it occurs `base` times, and in a page of n words `base + a_word * n` times.
constexpr double base = 0.4;
constexpr double a_word = 0.0055;
constexpr double in_opening = 0.9;

double rarity(double documents, double frequency) {
  return std::log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

double saturated(double count, double half) {
  return count / (count + half);
}

struct Counts {
  std::array<std::uint32_t, most_words_of_need> by_root{}, by_beginning{}, in_opening{};
  std::array<std::uint32_t, most_words_of_need> beside{};  // the next word of the need
};

}  // namespace

void ArticleScorer::Keys::seal() {
  std::stable_sort(sorted.begin(), sorted.end(), [](const Key& a, const Key& b) { return a.number < b.number; });
  for (const Key& key : sorted) may.set(key.number % may.size());
}

int ArticleScorer::Keys::find(std::uint32_t number) const {
  if (!may.test(number % may.size())) return -1;
  const auto found = std::lower_bound(sorted.begin(), sorted.end(), number,
                                      [](const Key& key, std::uint32_t wanted) { return key.number < wanted; });
  return found != sorted.end() && found->number == number ? found->word : -1;
}

double covered_by(const WeighedNeed& need, const ReadArticle& article) {
  if (need.total <= 0) return 0;
  std::vector<std::pair<std::uint32_t, std::size_t>> roots;
  for (std::size_t i = 0; i < need.words.size(); ++i) {
    for (const std::string& term : need.words[i].terms) roots.emplace_back(short_number(term), i);
  }
  std::sort(roots.begin(), roots.end());
  std::vector<bool> found(need.words.size());
  const auto read = [&](const std::vector<ReadWord>& words) {
    for (const ReadWord& word : words) {
      for (auto root = std::lower_bound(roots.begin(), roots.end(), std::pair(word.root, std::size_t{0}));
           root != roots.end() && root->first == word.root; ++root) {
        found[root->second] = true;
      }
    }
  };
  read(article.title());
  read(article.keywords());
  for (const ReadPassage& passage : article.passages()) {
    read(passage.heading);
    read(passage.text);
  }
  double covered = 0;
  for (std::size_t i = 0; i < found.size(); ++i) covered += found[i] ? need.weights[i] * need.words[i].strength : 0;
  return std::min(1.0, covered / need.total);
}

ArticleScorer::ArticleScorer(const std::vector<NeedWord>& words, const Xapian::Database& articles,
                             const ArticleRanking& ranking)
    : ranking_(ranking) {
  const double documents = articles.get_doccount();
  for (std::size_t i = 0; i < std::min(words.size(), most_words_of_need); ++i) {
    const NeedWord& word = words[i];
    const auto index = static_cast<std::uint8_t>(i);
    double root = 0, beginning = 0;
    for (const std::string& term : word.terms) {
      root = std::max(root, static_cast<double>(articles.get_termfreq(term)));
      roots_.sorted.push_back({short_number(term), index});
    }
    for (const std::string& letters : word.beginnings) {
      beginning = std::max(beginning, static_cast<double>(articles.get_termfreq(beginning_term(letters))));
      beginnings_.sorted.push_back({short_number(letters), index});
    }
    rarity_of_root_.push_back(rarity(documents, root) * word.strength);
    rarity_of_beginning_.push_back(rarity(documents, beginning) * word.strength);
  }
  roots_.seal();
  beginnings_.seal();
}

double ArticleScorer::score(const ReadArticle& article) const {
  Counts counts;
  std::size_t length = 0, opened = 0;
  const auto read = [&](const std::vector<ReadWord>& words, bool may_open) {
    int last = -1, before_last = -1;
    for (const ReadWord& word : words) {
      ++length;
      const int root = roots_.find(word.root);
      const int beginning = beginnings_.find(word.beginning);
      if (root >= 0) ++counts.by_root[static_cast<std::size_t>(root)];
      if (beginning >= 0) {
        ++counts.by_beginning[static_cast<std::size_t>(beginning)];
        if (may_open && opened < opening_words) ++counts.in_opening[static_cast<std::size_t>(beginning)];
      }
      if (may_open) ++opened;
      const int here = root >= 0 ? root : beginning;
      if (here >= 0) {
        for (const int other : {last, before_last}) {
          if (other >= 0 && std::abs(other - here) == 1)
            ++counts.beside[static_cast<std::size_t>(std::min(other, here))];
        }
      }
      before_last = last;
      last = here;
    }
  };
  read(article.title(), false);
  // What its authors say it is about counts as its opening does.
  read(article.keywords(), true);
  opened = 0;
  for (const ReadPassage& passage : article.passages()) {
    read(passage.heading, true);
    read(passage.text, true);
  }

  const double half = base + a_word * static_cast<double>(length);
  double score = 0;
  for (std::size_t i = 0; i < rarity_of_root_.size(); ++i) {
    const double root = rarity_of_root_[i], beginning = rarity_of_beginning_[i];
    score += ranking_.roots * root * saturated(counts.by_root[i], half);
    score += ranking_.beginnings * beginning * saturated(counts.by_beginning[i], half);
    score += ranking_.opening * beginning * saturated(counts.in_opening[i], in_opening);
    if (i + 1 < rarity_of_root_.size() && counts.beside[i] > 0) {
      score += ranking_.pairs * (root + rarity_of_root_[i + 1]) * saturated(counts.beside[i], half);
    }
  }
  return score;
}

}  // namespace guichet::matching
