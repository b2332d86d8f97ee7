// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/write_article.hpp"

#include "kernel/counter/article_record.hpp"
#include "kernel/domain/ids.hpp"

#include <tuple>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Language;
using domain::Result;

constexpr std::int64_t drafts_kept = 50;

Error changed_meanwhile() {
  return {ErrorKind::conflict, "error.article.changed", nlohmann::json::object(), {}, ""};
}

Error invalid(std::vector<domain::FieldError> wrong) {
  return {ErrorKind::invalid, "error.article.wrong", nlohmann::json::object(), std::move(wrong), ""};
}

Error publish_refused() {
  return {ErrorKind::forbidden, "error.article.publish", nlohmann::json::object(), {}, ""};
}

bool says_the_same(const storage::ArticleVersion& one, const storage::ArticleVersion& other) {
  return std::tie(one.title, one.markdown, one.keywords, one.services, one.audience, one.source, one.licence) ==
         std::tie(other.title, other.markdown, other.keywords, other.services, other.audience, other.source,
                  other.licence);
}

/// Whether `asker` may give the article to the team that `text` names.
bool may_give(const Asker& asker, const std::string& id, const std::string& team) {
  return identity::may_write_article(*asker.viewer, {team, domain::plugin_of(id)}, asker.now);
}

}  // namespace

Error no_such_article() {
  return {ErrorKind::not_found, "error.article.unknown", nlohmann::json::object(), {}, ""};
}

Result<identity::ArticleOwner> writable_owner(const Counter& counter, storage::Connection& connection,
                                              const Asker& asker, const ArticleKey& key) {
  if (asker.viewer == nullptr) return no_such_article();
  storage::Articles articles(connection);
  auto stored = articles.find(key.id, key.language);
  if (!stored) stored = articles.find(key.id, key.language == Language::fr ? Language::en : Language::fr);
  identity::ArticleOwner owner{"", domain::plugin_of(key.id)};
  if (stored) {
    owner.team = stored->owner;
  } else {
    const plugins::SnapshotPtr snapshot = counter.registry.current();
    const domain::Article* article = snapshot->article(key.id, key.language);
    if (article == nullptr) return no_such_article();
    owner.team = article->owner;
  }
  if (!identity::may_write_article(*asker.viewer, owner, asker.now)) return no_such_article();
  return owner;
}

Result<ArticleKey> create_article(const Counter& counter, const Asker& asker, const ArticleText& text,
                                  Language language) {
  if (asker.viewer == nullptr || !identity::may_write_articles(*asker.viewer, asker.now)) {
    return Error{ErrorKind::forbidden, "error.article.agents-only", nlohmann::json::object(), {}, ""};
  }
  auto wrong = wrong_parts(counter, text);
  if (wrong.empty() && !may_give(asker, domain::article_base, text.owner)) {
    wrong.push_back({"owner", "error.article.owner"});
  }
  if (!wrong.empty()) return invalid(std::move(wrong));
  return counter.database.write([&](storage::Connection& connection) -> Result<ArticleKey> {
    storage::Articles articles(connection);
    const ArticleKey key{free_article_id(counter, articles, text.title), language};
    articles.insert(new_article(counter, key, text, asker));
    articles.insert_version(version_of(key, 1, text, asker));
    return key;
  });
}

Result<std::int64_t> save_article(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                  std::int64_t revision, const ArticleText& text) {
  const auto wrong = wrong_parts(counter, text);
  return counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    if (!wrong.empty()) return invalid(wrong);
    storage::Articles articles(connection);
    auto stored = articles.find(key.id, key.language);
    if ((stored ? stored->revision : 0) != revision) return changed_meanwhile();
    const bool given = owner->team != text.owner;
    if (given && !may_give(asker, key.id, text.owner)) return invalid({{"owner", "error.article.owner"}});
    if (!stored) {
      articles.insert(new_article(counter, key, text, asker));
      articles.insert_version(version_of(key, 1, text, asker));
      return 1;
    }
    const bool seen = stored->published > 0;
    if (given && seen && !identity::may_publish_article(*asker.viewer, *owner, asker.now)) return publish_refused();
    const auto latest = articles.version(key.id, key.language, stored->latest);
    const bool rewritten = !latest || !says_the_same(*latest, version_of(key, stored->latest, text, asker));
    const bool reviewed = !text.review_on.empty() && text.review_on != stored->review_on;
    if (!rewritten && !given && !reviewed) return revision;
    stored->owner = text.owner;
    stored->title = text.title;
    if (reviewed) stored->review_on = text.review_on;
    if (rewritten) stored->latest += 1;
    stored->updated = asker.now;
    if (!articles.update(*stored, revision)) return changed_meanwhile();
    if (rewritten) articles.insert_version(version_of(key, stored->latest, text, asker));
    articles.trim_versions(key.id, key.language, drafts_kept);
    if (given && seen) announce_article(connection, asker, key, "article.given");
    return revision + 1;
  });
}

Result<Done> move_article(const Counter& counter, const Asker& asker, const ArticleKey& key, std::int64_t revision,
                          ArticleMove move) {
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    storage::Articles articles(connection);
    auto stored = articles.find(key.id, key.language);
    if (!stored) return no_such_article();
    if (stored->revision != revision) return changed_meanwhile();
    const bool publishes = identity::may_publish_article(*asker.viewer, *owner, asker.now);
    const bool seen = stored->published > 0;
    stored->updated = asker.now;
    switch (move) {
      case ArticleMove::ask:
        stored->asked = asker.now;
        break;
      case ArticleMove::confirm:
        stored->review_on = in_a_year(counter, asker.now);
        if (!seen) break;
        stored->reviewed_at = asker.now;
        announce_article(connection, asker, key, "article.confirmed");
        break;
      case ArticleMove::publish: {
        if (!publishes) return publish_refused();
        const auto version = articles.version(key.id, key.language, stored->latest);
        if (!version || version->markdown.find_first_not_of(" \n\t") == std::string::npos) {
          return invalid({{"markdown", "error.article.empty"}});
        }
        // It may be from before a bound was set.
        if (auto wrong = wrong_markdown(version->markdown)) return invalid({std::move(*wrong)});
        stored->published = stored->latest;
        stored->reviewed_at = asker.now;
        stored->asked = 0;
        articles.mark_published(key.id, key.language, stored->latest, asker.now);
        announce_article(connection, asker, key, "article.published");
        break;
      }
      case ArticleMove::withdraw:
        if (!publishes) return publish_refused();
        stored->published = 0;
        announce_article(connection, asker, key, "article.withdrawn");
        break;
      case ArticleMove::discard:
        if (seen) {
          articles.remove_versions_above(key.id, key.language, stored->published);
          stored->latest = stored->published;
          stored->asked = 0;
          if (const auto version = articles.version(key.id, key.language, stored->latest)) {
            stored->title = version->title;
          }
          break;
        }
        [[fallthrough]];
      case ArticleMove::remove:
        // Whatever readers once saw is not for everybody to forget.
        if (stored->reviewed_at > 0 && !publishes) return publish_refused();
        articles.remove(key.id, key.language);
        if (seen) announce_article(connection, asker, key, "article.removed");
        return Done{};
    }
    if (!articles.update(*stored, revision)) return changed_meanwhile();
    return Done{};
  });
}

Result<std::int64_t> restore_article(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                     std::int64_t revision, std::int64_t number) {
  return counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    const auto owner = writable_owner(counter, connection, asker, key);
    if (!owner) return owner.error();
    storage::Articles articles(connection);
    auto stored = articles.find(key.id, key.language);
    auto version = articles.version(key.id, key.language, number);
    if (!stored || !version) return no_such_article();
    if (stored->revision != revision) return changed_meanwhile();
    stored->latest += 1;
    stored->title = version->title;
    stored->updated = asker.now;
    if (!articles.update(*stored, revision)) return changed_meanwhile();
    version->number = stored->latest;
    version->author = asker.id();
    version->at = asker.now;
    version->published_at = 0;
    version->note = "";
    articles.insert_version(*version);
    articles.trim_versions(key.id, key.language, drafts_kept);
    return revision + 1;
  });
}

}  // namespace guichet::counter
