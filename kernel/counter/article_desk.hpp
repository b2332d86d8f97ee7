// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/write_article.hpp"

#include <optional>
#include <string>
#include <vector>

/// What agents see of the articles of their teams.
namespace guichet::counter {

enum class ArticleState {
  draft,      ///< readers never saw it, or no longer do
  published,  ///< what readers see is what there is
  changed,    ///< readers see it, and a draft is being written
  of_plugin   ///< readers see the plugin's own
};

struct ArticleRow {
  ArticleKey key;
  std::string title, owner;
  ArticleState state = ArticleState::draft;
  bool asked = false;                       ///< somebody is asked to publish it
  bool overdue = false;                     ///< to be read again: the review date is past
  std::string review_on;                    ///< ISO date; of a plugin's article, when it was reviewed
  std::int64_t solved = 0, not_solved = 0;  ///< of all its languages
};

enum class ArticleFilter { all, drafts, asked, overdue, published };
struct ArticleDesk {
  plugins::SnapshotPtr snapshot;
  std::vector<ArticleRow> rows;                             ///< of this page, by title
  std::size_t found = 0;                                    ///< on all pages
  std::size_t drafts = 0, asked = 0, overdue = 0, all = 0;  ///< whatever the filter is
};
/// Articles that this asker may write, of the base and of plugins. forbidden for those who write none.
[[nodiscard]] domain::Result<ArticleDesk> article_desk(const Counter& counter, const Asker& asker, ArticleFilter filter,
                                                       std::string_view words, std::size_t page,
                                                       std::size_t limit = 50);

/// An article as its editor shows it. With no `stored` the text is the plugin's, or that of nobody yet in this
/// language.
struct ArticleToEdit {
  plugins::SnapshotPtr snapshot;
  ArticleKey key;
  std::optional<storage::StoredArticle> stored;
  ArticleText text;
  std::int64_t revision = 0;
  bool by_plugin = false;       ///< a plugin brings one with this id and language
  bool other_language = false;  ///< there is one in the other language
  bool may_publish = false;
  std::vector<storage::ArticleImage> images;
  std::vector<storage::ArticleComment> comments;  ///< newest first, the latest 50
  storage::ArticleOpinions opinions;
};
[[nodiscard]] domain::Result<ArticleToEdit> article_to_edit(const Counter& counter, const Asker& asker,
                                                            const ArticleKey& key);

struct ArticleHistory {
  storage::StoredArticle article;
  bool may_publish = false;
  std::vector<storage::ArticleVersionRow> versions;  ///< newest first
  std::int64_t before = 0;                           ///< where the next page begins; 0: this was the last
};
[[nodiscard]] domain::Result<ArticleHistory> article_history(const Counter& counter, const Asker& asker,
                                                             const ArticleKey& key, std::int64_t before,
                                                             std::size_t limit = 30);
/// One version as it was, rendered.
[[nodiscard]] domain::Result<domain::Article> article_version(const Counter& counter, const Asker& asker,
                                                              const ArticleKey& key, std::int64_t number);

/// Teams that this asker may write articles for, groups left out.
[[nodiscard]] std::vector<const domain::Team*> teams_to_write_for(const plugins::Snapshot& snapshot,
                                                                  const Asker& asker);

}  // namespace guichet::counter
