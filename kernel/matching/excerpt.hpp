// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/article.hpp"
#include "kernel/matching/matcher.hpp"
#include "kernel/matching/read_article.hpp"
#include "kernel/matching/scoring.hpp"

namespace guichet::matching {

/// The passage of an article that answers a need best, and the part of it to show.
struct Answer {
  const domain::Passage* passage = nullptr;  ///< null: the article has none
  double covered = 0;                        ///< share of the need's weight the passage covers
  std::vector<ArticleMatch::Piece> excerpt;
};

/// `read` is the article's own words.
[[nodiscard]] Answer best_answer(const domain::Article& article, const ReadArticle& read, const WeighedNeed& need);

}  // namespace guichet::matching
