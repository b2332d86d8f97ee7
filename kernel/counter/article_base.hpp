// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/articles.hpp"

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

/// The documentation base as readers see it.
namespace guichet::counter {

[[nodiscard]] nlohmann::json json_of(const domain::Audience& audience);
[[nodiscard]] domain::Audience audience_of(const nlohmann::json& json);

/// One version as a page, a search result and a service's answer show it.
[[nodiscard]] domain::Article article_of(const storage::StoredArticle& article, const storage::ArticleVersion& version,
                                         const std::string& reviewed);

/// What readers see, for the snapshot. Each version is rendered once and kept, so that publishing one article among
/// thousands costs one. Thread-safe.
class PublishedArticles {
 public:
  [[nodiscard]] std::vector<domain::Article> read(storage::Connection& connection, const std::string& zone);

 private:
  struct Rendered {
    std::int64_t number = 0;
    domain::Article article;
  };
  std::mutex mutex_;
  std::map<std::pair<std::string, domain::Language>, Rendered> rendered_;
};

}  // namespace guichet::counter
