// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/articles.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<StoredArticle> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("language", row.language);
  column("owner", row.owner);
  column("title", row.title);
  column("review_on", row.review_on);
  column("latest", row.latest);
  column("published", row.published);
  column("reviewed_at", row.reviewed_at);
  column("revision", row.revision);
  column("asked", row.asked);
  column("origin", row.origin);
  column("origin_digest", row.origin_digest);
  column("created", row.created);
  column("updated", row.updated);
}

template <typename Visitor, Is<ArticleVersion> Row>
void columns(Visitor& column, Row& row) {
  column("article", row.article);
  column("language", row.language);
  column("number", row.number);
  column("title", row.title);
  column("keywords", row.keywords);
  column("services", row.services);
  column("audience", row.audience);
  column("source", row.source);
  column("licence", row.licence);
  column("author", row.author);
  column("at", row.at);
  column("published_at", row.published_at);
  column("note", row.note);
  column("markdown", row.markdown);
}

template <typename Visitor, Is<ArticleVersionRow> Row>
void columns(Visitor& column, Row& row) {
  column("number", row.number);
  column("title", row.title);
  column("author_name", row.author_name);
  column("at", row.at);
  column("published_at", row.published_at);
  column("note", row.note);
}

template <typename Visitor, Is<ArticleImage> Row>
void columns(Visitor& column, Row& row) {
  column("article", row.article);
  column("sha256", row.sha256);
  column("name", row.name);
  column("media_type", row.media_type);
  column("size", row.size);
  column("uploaded_by", row.uploaded_by);
  column("created", row.created);
}

template <typename Visitor, Is<ArticleComment> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("article", row.article);
  column("language", row.language);
  column("body", row.body);
  column("created", row.created);
}

template <typename Visitor, Is<ArticleOpinions> Row>
void columns(Visitor& column, Row& row) {
  column("article", row.article);
  column("solved", row.solved);
  column("not_solved", row.not_solved);
}

namespace {

const std::string& select_articles() {
  static const std::string sql = "SELECT " + names_of<StoredArticle>() + " FROM article";
  return sql;
}

const std::string& select_images() {
  static const std::string sql = "SELECT " + names_of<ArticleImage>() + " FROM article_image";
  return sql;
}

}  // namespace

std::optional<StoredArticle> Articles::find(std::string_view id, domain::Language language) {
  return ask_one<StoredArticle>(connection_, select_articles() + " WHERE id = ? AND language = ?", id, language);
}

std::optional<StoredArticle> Articles::by_origin(std::string_view origin) {
  return ask_one<StoredArticle>(connection_, select_articles() + " WHERE origin = ? AND origin <> ''", origin);
}

bool Articles::knows(std::string_view id) {
  return !ask<std::int64_t>(connection_, "SELECT 1 FROM article WHERE id = ? LIMIT 1", id).empty();
}

std::vector<StoredArticle> Articles::all() {
  return ask<StoredArticle>(connection_, select_articles() + " ORDER BY id, language");
}

std::vector<StoredArticle> Articles::of_owners(const std::vector<std::string>& teams) {
  return ask<StoredArticle>(
      connection_, select_articles() + " WHERE " + is_in_texts(connection_, "owner") + " ORDER BY id, language",
      list_of(teams));
}

std::vector<StoredArticle> Articles::published() {
  return ask<StoredArticle>(connection_, select_articles() + " WHERE published > 0 ORDER BY id, language");
}

void Articles::insert(const StoredArticle& article) {
  static const std::string sql =
      "INSERT INTO article (" + names_of<StoredArticle>() + ") VALUES (" + places_of<StoredArticle>() + ")";
  run(connection_, sql, article);
}

bool Articles::update(const StoredArticle& article, std::int64_t expected) {
  return run(connection_,
             "UPDATE article SET owner = ?, title = ?, review_on = ?, latest = ?, published = ?, reviewed_at = ?,"
             " revision = ?, asked = ?, origin = ?, origin_digest = ?, updated = ?"
             " WHERE id = ? AND language = ? AND revision = ?",
             article.owner, article.title, article.review_on, article.latest, article.published, article.reviewed_at,
             expected + 1, article.asked, article.origin, article.origin_digest, article.updated, article.id,
             article.language, expected) == 1;
}

void Articles::remove(std::string_view id, domain::Language language) {
  run(connection_, "DELETE FROM article WHERE id = ? AND language = ?", id, language);
  run(connection_, "DELETE FROM article_version WHERE article = ? AND language = ?", id, language);
  if (knows(id)) return;
  run(connection_, "DELETE FROM article_image WHERE article = ?", id);
  run(connection_, "DELETE FROM article_comment WHERE article = ?", id);
}

void Articles::insert_version(const ArticleVersion& version) {
  static const std::string sql =
      "INSERT INTO article_version (" + names_of<ArticleVersion>() + ") VALUES (" + places_of<ArticleVersion>() + ")";
  run(connection_, sql, version);
}

std::optional<ArticleVersion> Articles::version(std::string_view id, domain::Language language, std::int64_t number) {
  static const std::string sql = "SELECT " + names_of<ArticleVersion>() +
                                 " FROM article_version WHERE article = ? AND language = ? AND number = ?";
  return ask_one<ArticleVersion>(connection_, sql, id, language, number);
}

std::vector<ArticleVersionRow> Articles::history(std::string_view id, domain::Language language, std::int64_t before,
                                                 std::size_t limit) {
  return ask<ArticleVersionRow>(
      connection_,
      "SELECT v.number, v.title, COALESCE(p.given_name || ' ' || p.family_name, '') AS author_name, v.at,"
      " v.published_at, v.note FROM article_version v LEFT JOIN person p ON p.id = v.author"
      " WHERE v.article = ? AND v.language = ? AND (CAST(? AS bigint) = 0 OR v.number < ?)"
      " ORDER BY v.number DESC LIMIT ?",
      id, language, before, before, limit);
}

void Articles::mark_published(std::string_view id, domain::Language language, std::int64_t number, domain::Instant at) {
  run(connection_,
      "UPDATE article_version SET published_at = ? WHERE article = ? AND language = ? AND number = ?"
      " AND published_at = 0",
      at, id, language, number);
}

void Articles::remove_versions_above(std::string_view id, domain::Language language, std::int64_t number) {
  run(connection_, "DELETE FROM article_version WHERE article = ? AND language = ? AND number > ?", id, language,
      number);
}

void Articles::rename(std::string_view from, std::string_view to) {
  run(connection_, "UPDATE article SET id = ? WHERE id = ?", to, from);
  run(connection_, "UPDATE article_version SET article = ? WHERE article = ?", to, from);
  run(connection_, "UPDATE article_image SET article = ? WHERE article = ?", to, from);
  run(connection_, "UPDATE article_comment SET article = ? WHERE article = ?", to, from);
}

void Articles::trim_versions(std::string_view id, domain::Language language, std::int64_t kept) {
  run(connection_,
      "DELETE FROM article_version WHERE article = ? AND language = ? AND published_at = 0 AND number <="
      " (SELECT MAX(number) FROM article_version WHERE article = ? AND language = ?) - ?",
      id, language, id, language, kept);
}

void Articles::save_image(const ArticleImage& image) {
  static const std::string sql = "INSERT INTO article_image (" + names_of<ArticleImage>() + ") VALUES (" +
                                 places_of<ArticleImage>() + ") ON CONFLICT (article, sha256) DO NOTHING";
  run(connection_, sql, image);
}

std::vector<ArticleImage> Articles::images(std::string_view article) {
  return ask<ArticleImage>(connection_, select_images() + " WHERE article = ? ORDER BY created, sha256", article);
}

std::vector<ArticleImage> Articles::images_with_file(std::string_view sha256) {
  return ask<ArticleImage>(connection_, select_images() + " WHERE sha256 = ? ORDER BY article", sha256);
}

bool Articles::names_file(std::string_view sha256) {
  return !ask<std::int64_t>(connection_, "SELECT 1 FROM article_image WHERE sha256 = ? LIMIT 1", sha256).empty();
}

std::vector<std::string> Articles::files_named() {
  return ask<std::string>(connection_, "SELECT DISTINCT sha256 FROM article_image ORDER BY sha256");
}

void Articles::add_comment(const ArticleComment& comment) {
  run(connection_, "INSERT INTO article_comment (article, language, body, created) VALUES (?, ?, ?, ?)",
      comment.article, comment.language, comment.body, comment.created);
}

std::vector<ArticleComment> Articles::comments(std::string_view article, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<ArticleComment>() + " FROM article_comment WHERE article = ? ORDER BY id DESC LIMIT ?";
  return ask<ArticleComment>(connection_, sql, article, limit);
}

void Articles::trim_comments(std::string_view article, std::int64_t kept) {
  run(connection_,
      "DELETE FROM article_comment WHERE article = ? AND id NOT IN"
      " (SELECT id FROM article_comment WHERE article = ? ORDER BY id DESC LIMIT ?)",
      article, article, kept);
}

void Articles::remove_comment(std::string_view article, std::int64_t id) {
  run(connection_, "DELETE FROM article_comment WHERE article = ? AND id = ?", article, id);
}

std::vector<ArticleOpinions> Articles::opinions(const std::vector<std::string>& articles) {
  return ask<ArticleOpinions>(connection_,
                              "SELECT article,"
                              " CAST(SUM(CASE WHEN what = 'solved' THEN number ELSE 0 END) AS bigint) AS solved,"
                              " CAST(SUM(CASE WHEN what = 'not-solved' THEN number ELSE 0 END) AS bigint) AS not_solved"
                              " FROM article_count WHERE " +
                                  is_in_texts(connection_, "article") + " GROUP BY article ORDER BY article",
                              list_of(articles));
}

}  // namespace guichet::storage
