// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_base.hpp"

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/markdown.hpp"

namespace guichet::counter {

nlohmann::json json_of(const domain::Audience& audience) {
  return {{"affiliation", audience.affiliation},
          {"campus", audience.campus},
          {"component", audience.component},
          {"public", audience.open_to_all}};
}

domain::Audience audience_of(const nlohmann::json& json) {
  using Strings = std::vector<std::string>;
  return {json.value("affiliation", Strings{}), json.value("campus", Strings{}), json.value("component", Strings{}),
          json.value("public", false)};
}

domain::Article article_of(const storage::StoredArticle& article, const storage::ArticleVersion& version,
                           const std::string& reviewed) {
  domain::Article shown;
  shown.id = article.id;
  shown.plugin = domain::plugin_of(article.id);
  shown.language = article.language;
  shown.title = version.title;
  shown.audience = audience_of(version.audience);
  shown.keywords = version.keywords;
  shown.services = version.services;
  shown.owner = article.owner;
  shown.reviewed = reviewed;
  shown.source = version.source;
  shown.licence = version.licence;
  shown.from_base = true;
  auto page =
      plugins::authoring::render_markdown(version.markdown, shown.plugin, plugins::authoring::Images::of_the_base);
  shown.html = std::move(page.html);
  shown.passages = std::move(page.passages);
  return shown;
}

std::vector<domain::Article> PublishedArticles::read(storage::Connection& connection, const std::string& zone) {
  storage::Articles articles(connection);
  const std::lock_guard lock(mutex_);
  std::map<std::pair<std::string, domain::Language>, Rendered> now;
  std::vector<domain::Article> published;
  for (const auto& row : articles.published()) {
    const std::pair key(row.id, row.language);
    auto known = rendered_.extract(key);
    if (known.empty() || known.mapped().number != row.published) {
      const auto version = articles.version(row.id, row.language, row.published);
      if (!version) continue;
      now[key] = {row.published, article_of(row, *version, "")};
    } else {
      now.insert(std::move(known));
    }
    domain::Article& article = now[key].article;
    article.owner = row.owner;
    article.reviewed = domain::local_date(row.reviewed_at, zone);
    published.push_back(article);
  }
  rendered_ = std::move(now);
  return published;
}

}  // namespace guichet::counter
