// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/settings.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

std::optional<std::string> Settings::get(std::string_view key) {
  return ask_one<std::string>(connection_, "SELECT value FROM setting WHERE key = ?", key);
}

void Settings::set(std::string_view key, std::string_view value) {
  run(connection_,
      "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key,
      value);
}

void ArticleCounts::add(std::string_view article, std::string_view what, std::string_view day, std::int64_t by) {
  run(connection_,
      "INSERT INTO article_count (article, what, day, number) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (article, what, day) DO UPDATE SET number = article_count.number + excluded.number",
      article, what, day, by);
}

namespace {

struct ArticleTotal {
  std::string article;
  std::int64_t number = 0;
};
template <typename Visitor, Is<ArticleTotal> Row>
void columns(Visitor& column, Row& row) {
  column("article", row.article);
  column("number", row.number);
}

}  // namespace

std::vector<std::pair<std::string, std::int64_t>> ArticleCounts::most(std::string_view what, std::size_t limit) {
  std::vector<std::pair<std::string, std::int64_t>> totals;
  each<ArticleTotal>(
      connection_,
      "SELECT article, CAST(SUM(number) AS bigint) AS number FROM article_count WHERE what = ? GROUP BY article"
      " ORDER BY number DESC, article LIMIT ?",
      [&totals](ArticleTotal row) { totals.emplace_back(std::move(row.article), row.number); }, what, limit);
  return totals;
}

std::int64_t ArticleCounts::total(std::string_view article, std::string_view what) {
  return ask_one<std::int64_t>(
             connection_,
             "SELECT CAST(COALESCE(SUM(number), 0) AS bigint) FROM article_count WHERE article = ? AND what = ?",
             article, what)
      .value_or(0);
}

}  // namespace guichet::storage
