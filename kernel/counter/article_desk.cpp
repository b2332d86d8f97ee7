// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_desk.hpp"

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/matching/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Language;
using domain::Result;

constexpr std::size_t comments_shown = 50;
constexpr std::size_t most_words = 10;

Language other(Language language) {
  return language == Language::fr ? Language::en : Language::fr;
}

std::vector<storage::StoredArticle> stored_for(storage::Connection& connection, const Asker& asker) {
  storage::Articles articles(connection);
  const identity::Viewer& viewer = *asker.viewer;
  const bool by_right = identity::may_write_all_articles(viewer, asker.now) ||
                        std::any_of(viewer.rights.begin(), viewer.rights.end(),
                                    [](const storage::Right& right) { return right.name == "author"; });
  auto rows = by_right ? articles.all() : articles.of_owners(viewer.team_ids());
  std::erase_if(rows, [&](const storage::StoredArticle& row) {
    return !identity::may_write_article(viewer, {row.owner, domain::plugin_of(row.id)}, asker.now);
  });
  return rows;
}

ArticleRow row_of(const storage::StoredArticle& article, const std::string& today) {
  ArticleRow row;
  row.key = {article.id, article.language};
  row.title = article.title;
  row.owner = article.owner;
  row.state = article.published == 0 ? ArticleState::draft
              : article.has_draft()  ? ArticleState::changed
                                     : ArticleState::published;
  row.asked = article.asked > 0;
  row.overdue = article.published > 0 && article.review_on <= today;
  row.review_on = article.review_on;
  return row;
}

/// A plugin's article is to be read again a year after its department did.
ArticleRow row_of(const domain::Article& article, const std::string& a_year_ago) {
  ArticleRow row;
  row.key = {article.id, article.language};
  row.title = article.title;
  row.owner = article.owner;
  row.state = ArticleState::of_plugin;
  row.review_on = article.reviewed;
  row.overdue = !article.reviewed.empty() && article.reviewed <= a_year_ago;
  return row;
}

bool passes(const ArticleRow& row, ArticleFilter filter) {
  switch (filter) {
    case ArticleFilter::drafts:
      return row.state == ArticleState::draft || row.state == ArticleState::changed;
    case ArticleFilter::asked:
      return row.asked;
    case ArticleFilter::overdue:
      return row.overdue;
    case ArticleFilter::published:
      return row.state != ArticleState::draft;
    case ArticleFilter::all:
      break;
  }
  return true;
}

std::string folded(std::string_view text) {
  std::string joined = " ";
  for (const auto& word : matching::words_of(text, 200)) joined += word.folded + " ";
  return joined;
}

/// Every word begins a word of the title.
bool has_words(const std::string& title, const std::vector<matching::Word>& words) {
  const std::string in = folded(title);
  return std::all_of(words.begin(), words.end(),
                     [&](const matching::Word& word) { return in.find(" " + word.folded) != std::string::npos; });
}

void add_opinions(storage::Connection& connection, std::vector<ArticleRow>& rows) {
  std::vector<std::string> ids;
  for (const ArticleRow& row : rows) ids.push_back(row.key.id);
  std::map<std::string, storage::ArticleOpinions> known;
  for (auto& opinions : storage::Articles(connection).opinions(ids)) known[opinions.article] = opinions;
  for (ArticleRow& row : rows) {
    row.solved = known[row.key.id].solved;
    row.not_solved = known[row.key.id].not_solved;
  }
}

ArticleText text_of(const storage::StoredArticle& article, const storage::ArticleVersion& version) {
  return {version.title,  version.markdown, version.keywords, version.services,  audience_of(version.audience),
          version.source, version.licence,  article.owner,    article.review_on, ""};
}

/// What is written anew in a language: whom it is for and which services it leads to are as in the other one.
ArticleText text_like(const domain::Article& article) {
  ArticleText text;
  text.services = article.services;
  text.audience = article.audience;
  text.owner = article.owner;
  text.source = article.source;
  text.licence = article.licence;
  return text;
}

}  // namespace

Result<ArticleDesk> article_desk(const Counter& counter, const Asker& asker, ArticleFilter filter,
                                 std::string_view words, std::size_t page, std::size_t limit) {
  if (asker.viewer == nullptr || !identity::may_write_articles(*asker.viewer, asker.now)) {
    return Error{ErrorKind::forbidden, "error.article.agents-only", nlohmann::json::object(), {}, ""};
  }
  ArticleDesk desk;
  desk.snapshot = counter.registry.current();
  const std::string today = domain::local_date(asker.now, counter.calendar.zone);
  constexpr int days = 365;
  const std::string a_year_ago = domain::local_date(asker.now - days * domain::day, counter.calendar.zone);
  storage::Reader reader = counter.database.read();
  std::set<std::pair<std::string, Language>> written;
  std::vector<ArticleRow> rows;
  for (const auto& article : stored_for(reader, asker)) {
    written.emplace(article.id, article.language);
    rows.push_back(row_of(article, today));
  }
  for (const domain::Article& article : desk.snapshot->articles) {
    if (article.from_base || written.contains({article.id, article.language})) continue;
    if (!identity::may_write_article(*asker.viewer, {article.owner, article.plugin}, asker.now)) continue;
    rows.push_back(row_of(article, a_year_ago));
  }
  const auto count = [&](ArticleFilter of) {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const ArticleRow& row) { return passes(row, of); }));
  };
  desk.all = rows.size();
  desk.drafts = count(ArticleFilter::drafts);
  desk.asked = count(ArticleFilter::asked);
  desk.overdue = count(ArticleFilter::overdue);
  const auto wanted = matching::words_of(words, most_words);
  std::erase_if(rows, [&](const ArticleRow& row) { return !passes(row, filter) || !has_words(row.title, wanted); });
  desk.found = rows.size();
  std::sort(rows.begin(), rows.end(), [](const ArticleRow& left, const ArticleRow& right) {
    return std::tie(left.title, left.key.id, left.key.language) <
           std::tie(right.title, right.key.id, right.key.language);
  });
  const std::size_t begin = std::min(page * limit, rows.size());
  const std::size_t end = std::min(begin + limit, rows.size());
  desk.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end));
  add_opinions(reader, desk.rows);
  return desk;
}

Result<ArticleToEdit> article_to_edit(const Counter& counter, const Asker& asker, const ArticleKey& key) {
  storage::Reader reader = counter.database.read();
  const auto owner = writable_owner(counter, reader, asker, key);
  if (!owner) return owner.error();
  ArticleToEdit shown;
  shown.snapshot = counter.registry.current();
  shown.key = key;
  shown.may_publish = identity::may_publish_article(*asker.viewer, *owner, asker.now);
  storage::Articles articles(reader);
  std::string source;
  const plugins::PluginInfo* plugin = shown.snapshot->plugin(owner->plugin);
  if (plugin != nullptr) {
    auto found = plugins::article_source(*plugin, key.id, key.language);
    shown.by_plugin = found.ok();
    if (found) source = std::move(*found);
  }
  const domain::Article* seen = shown.snapshot->article(key.id, key.language);
  const domain::Article* in_other = shown.snapshot->article(key.id, other(key.language));
  const auto stored_other = articles.find(key.id, other(key.language));
  shown.other_language = stored_other.has_value() || (in_other != nullptr && in_other->language != key.language);
  shown.stored = articles.find(key.id, key.language);
  if (shown.stored) {
    const auto version = articles.version(key.id, key.language, shown.stored->latest);
    if (!version) return no_such_article();
    shown.text = text_of(*shown.stored, *version);
    shown.revision = shown.stored->revision;
  } else if (seen != nullptr && seen->language == key.language) {
    shown.text = text_like(*seen);
    shown.text.title = seen->title;
    shown.text.keywords = seen->keywords;
    shown.text.markdown = std::move(source);
  } else if (seen != nullptr) {
    shown.text = text_like(*seen);
  } else if (stored_other) {
    if (const auto version = articles.version(key.id, stored_other->language, stored_other->latest)) {
      shown.text = text_of(*stored_other, *version);
      shown.text.title = shown.text.markdown = "";
      shown.text.keywords.clear();
    }
  }
  shown.text.owner = owner->team;
  if (shown.text.review_on.empty()) shown.text.review_on = in_a_year(counter, asker.now);
  shown.images = articles.images(key.id);
  shown.comments = articles.comments(key.id, comments_shown);
  for (auto& opinions : articles.opinions({key.id})) shown.opinions = opinions;
  return shown;
}

Result<ArticleHistory> article_history(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                       std::int64_t before, std::size_t limit) {
  storage::Reader reader = counter.database.read();
  const auto owner = writable_owner(counter, reader, asker, key);
  if (!owner) return owner.error();
  storage::Articles articles(reader);
  auto stored = articles.find(key.id, key.language);
  if (!stored) return no_such_article();
  ArticleHistory history{std::move(*stored), identity::may_publish_article(*asker.viewer, *owner, asker.now),
                         articles.history(key.id, key.language, before, limit + 1), 0};
  if (history.versions.size() > limit) {
    history.versions.pop_back();
    history.before = history.versions.back().number;
  }
  return history;
}

Result<domain::Article> article_version(const Counter& counter, const Asker& asker, const ArticleKey& key,
                                        std::int64_t number) {
  storage::Reader reader = counter.database.read();
  const auto owner = writable_owner(counter, reader, asker, key);
  if (!owner) return owner.error();
  storage::Articles articles(reader);
  const auto stored = articles.find(key.id, key.language);
  const auto version = articles.version(key.id, key.language, number);
  if (!stored || !version) return no_such_article();
  return article_of(*stored, *version, "");
}

std::vector<const domain::Team*> teams_to_write_for(const plugins::Snapshot& snapshot, const Asker& asker) {
  std::vector<const domain::Team*> teams;
  if (asker.viewer == nullptr) return teams;
  for (const domain::Team& team : snapshot.teams) {
    if (!identity::may_write_article(*asker.viewer, {team.id, domain::article_base}, asker.now)) continue;
    if (!team.group) teams.push_back(&team);
  }
  return teams;
}

}  // namespace guichet::counter
