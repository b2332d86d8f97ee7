// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/write_article.hpp"

/// Rows of articles, for those who write them: permission was checked before. Internal to the counter.
namespace guichet::counter {

[[nodiscard]] storage::ArticleVersion version_of(const ArticleKey& key, std::int64_t number, const ArticleText& text,
                                                 const Asker& asker);
/// With its first version as a draft; neither is written.
[[nodiscard]] storage::StoredArticle new_article(const Counter& counter, const ArticleKey& key, const ArticleText& text,
                                                 const Asker& asker);
/// Every node then offers what readers see now; kinds begin with "article.".
void announce_article(storage::Connection& connection, const Asker& asker, const ArticleKey& key, const char* kind);
/// An id of the base that nothing has yet, made of `words`.
[[nodiscard]] std::string free_article_id(const Counter& counter, storage::Articles& articles, std::string_view words);

}  // namespace guichet::counter
