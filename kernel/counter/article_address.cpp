// SPDX-License-Identifier: GPL-3.0-or-later
// The address of an article while nobody has read it.
#include "kernel/counter/article_record.hpp"
#include "kernel/counter/write_article.hpp"
#include "kernel/plugins/authoring/markdown.hpp"

namespace guichet::counter {
namespace {

using domain::Language;
using domain::Result;

bool was_seen(const storage::StoredArticle& article) {
  return article.published > 0 || article.reviewed_at > 0;
}

bool wrote_all(storage::Articles& articles, const Asker& asker, const storage::StoredArticle& article) {
  for (std::int64_t number = 1; number <= article.latest; ++number) {
    const auto version = articles.version(article.id, article.language, number);
    if (version && version->author != asker.id()) return false;
  }
  return true;
}

/// "base/eduroam" or "base/eduroam-2", for the words "Eduroam".
bool is_made_from(std::string_view id, std::string_view words) {
  const std::string wanted = std::string(domain::article_base) + "/" + plugins::authoring::slug_of(words);
  if (id.substr(0, wanted.size()) != wanted) return false;
  const std::string_view rest = id.substr(wanted.size());
  return rest.empty() ||
         (rest.size() > 1 && rest.front() == '-' && rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

}  // namespace

Result<ArticleKey> follow_title(const Counter& counter, const Asker& asker, const ArticleKey& key, bool publishes) {
  return counter.database.write([&](storage::Connection& connection) -> Result<ArticleKey> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    storage::Articles articles(connection);
    const auto stored = articles.find(key.id, key.language);
    const auto other = articles.find(key.id, key.language == Language::fr ? Language::en : Language::fr);
    const bool in_base = key.id.rfind(std::string(domain::article_base) + "/", 0) == 0;
    const bool is_plain = in_base && stored && !was_seen(*stored) && stored->origin.empty();
    const bool other_lets = !other || (!was_seen(*other) && other->origin.empty() && key.language == Language::fr);
    if (!is_plain || !other_lets || is_made_from(key.id, stored->title)) return key;
    if (!publishes && (!wrote_all(articles, asker, *stored) || (other && !wrote_all(articles, asker, *other))))
      return key;
    ArticleKey moved{free_article_id(counter, articles, stored->title), key.language};
    articles.rename(key.id, moved.id);
    return moved;
  });
}

}  // namespace guichet::counter
