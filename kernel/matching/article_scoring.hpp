// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/article_ranking.hpp"
#include "kernel/matching/read_article.hpp"
#include "kernel/matching/scoring.hpp"

#include <xapian.h>

#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

namespace guichet::matching {

/// The share of the need's weight that occurs in an article by its root, 0 to 1.
[[nodiscard]] double covered_by(const WeighedNeed& need, const ReadArticle& article);

/// Scores articles for one need: words by their roots and by their beginnings anywhere in the page, words in its
/// opening (a page that answers says so at once), and words of the need that stand side by side. Each is BM25
/// (Robertson and Zaragoza, 2009) with a length that is counted in words and not in average pages, so that a base of
/// long pages and a catalogue of short ones are ranked alike.
class ArticleScorer {
 public:
  ArticleScorer(const std::vector<NeedWord>& words, const Xapian::Database& articles, const ArticleRanking& ranking);

  /// Of any size; comparable between the articles of one need.
  [[nodiscard]] double score(const ReadArticle& article) const;

 private:
  struct Key {
    std::uint32_t number;  // of a root or a beginning
    std::uint8_t word;     // of the need
  };
  struct Keys {
    std::vector<Key> sorted;
    std::bitset<16384> may;  // most words of a page are in no need: told apart without a search
    void seal();
    [[nodiscard]] int find(std::uint32_t number) const;  // -1: none
  };

  ArticleRanking ranking_;
  Keys roots_, beginnings_;
  std::vector<double> rarity_of_root_, rarity_of_beginning_;  // beside the need's words, with their strength
};

}  // namespace guichet::matching
