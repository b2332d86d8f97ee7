// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_record.hpp"

#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"

namespace guichet::counter {
namespace {

constexpr int most_alike = 10'000;  // words that make the same id

}  // namespace

storage::ArticleVersion version_of(const ArticleKey& key, std::int64_t number, const ArticleText& text,
                                   const Asker& asker) {
  storage::ArticleVersion version;
  version.article = key.id;
  version.language = key.language;
  version.number = number;
  version.title = text.title;
  version.keywords = text.keywords;
  version.services = text.services;
  version.audience = json_of(text.audience);
  version.source = text.source;
  version.licence = text.licence;
  version.author = asker.id();
  version.at = asker.now;
  version.note = text.note;
  version.markdown = text.markdown;
  return version;
}

storage::StoredArticle new_article(const Counter& counter, const ArticleKey& key, const ArticleText& text,
                                   const Asker& asker) {
  storage::StoredArticle article;
  article.id = key.id;
  article.language = key.language;
  article.owner = text.owner;
  article.title = text.title;
  article.review_on = text.review_on.empty() ? in_a_year(counter, asker.now) : text.review_on;
  article.latest = 1;
  article.revision = 1;
  article.created = article.updated = asker.now;
  return article;
}

void announce_article(storage::Connection& connection, const Asker& asker, const ArticleKey& key, const char* kind) {
  const nlohmann::json about = {{"article", key.id}, {"language", std::string(domain::code_of(key.language))}};
  storage::Events(connection).append({0, asker.now, kind, 0, asker.id(), about});
  storage::Audit(connection).append({asker.now, asker.id(), kind, key.id, about.dump()});
}

std::string free_article_id(const Counter& counter, storage::Articles& articles, std::string_view words) {
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  const std::string base = std::string(domain::article_base) + "/" + plugins::authoring::slug_of(words);
  std::string id = base;
  for (int number = 2; number < most_alike; ++number) {
    if (!articles.knows(id) && snapshot->article(id, domain::Language::fr) == nullptr) break;
    id = base + "-" + std::to_string(number);
  }
  return id;
}

}  // namespace guichet::counter
