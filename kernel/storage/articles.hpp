// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The documentation base. Each repository works within a read or write of the database; throws soci::soci_error.
namespace guichet::storage {

/// One article in one language, as lists and editors need it. Its texts are in its versions.
struct StoredArticle {
  std::string id;  ///< "base/eduroam-sur-linux", or that of the plugin's article it stands for
  domain::Language language = domain::Language::fr;
  std::string owner;                ///< team, full id
  std::string title;                ///< of the latest version
  std::string review_on;            ///< ISO date
  std::int64_t latest = 0;          ///< number of the latest version
  std::int64_t published = 0;       ///< of the one readers see; 0: none
  domain::Instant reviewed_at = 0;  ///< published, or found still right
  std::int64_t revision = 0;        ///< rises with each change
  domain::Instant asked = 0;        ///< since when somebody is asked to publish it; 0: nobody is
  std::string origin;               ///< file it was imported from; empty: it was written here
  std::string origin_digest = {};   ///< of what was imported
  domain::Instant created = 0, updated = 0;

  [[nodiscard]] bool has_draft() const { return latest > published; }
};

struct ArticleVersion {
  std::string article;
  domain::Language language = domain::Language::fr;
  std::int64_t number = 0;
  std::string title;
  std::vector<std::string> keywords;  ///< without commas
  std::vector<std::string> services;  ///< full ids
  nlohmann::json audience = nlohmann::json::object();
  std::string source;   ///< where it was taken from; may be empty
  std::string licence;  ///< may be empty
  domain::PersonId author = 0;
  domain::Instant at = 0;
  domain::Instant published_at = 0;  ///< when readers first saw it; 0: never
  std::string note;                  ///< of the author, or a key "article.note..." of ours
  std::string markdown;
};

/// A version as the history lists it, without its text.
struct ArticleVersionRow {
  std::int64_t number = 0;
  std::string title;
  std::string author_name;
  domain::Instant at = 0, published_at = 0;
  std::string note;
};

struct ArticleImage {
  std::string article;
  std::string sha256;
  std::string name;
  std::string media_type;
  std::int64_t size = 0;
  domain::PersonId uploaded_by = 0;
  domain::Instant created = 0;
};

struct ArticleComment {
  std::int64_t id = 0;
  std::string article;
  domain::Language language = domain::Language::fr;
  std::string body;
  domain::Instant created = 0;
};

/// How often an article was said to have answered, or not.
struct ArticleOpinions {
  std::string article;
  std::int64_t solved = 0, not_solved = 0;
};

class Articles {
 public:
  explicit Articles(Connection& connection) : connection_(connection) {}

  [[nodiscard]] std::optional<StoredArticle> find(std::string_view id, domain::Language language);
  [[nodiscard]] std::optional<StoredArticle> by_origin(std::string_view origin);
  [[nodiscard]] bool knows(std::string_view id);  ///< in any language
  [[nodiscard]] std::vector<StoredArticle> all();
  [[nodiscard]] std::vector<StoredArticle> of_owners(const std::vector<std::string>& teams);
  [[nodiscard]] std::vector<StoredArticle> published();
  void insert(const StoredArticle& article);
  /// Writes everything but id, language and created; revision becomes `expected` + 1. False: somebody changed it
  /// meanwhile.
  [[nodiscard]] bool update(const StoredArticle& article, std::int64_t expected);
  /// Gives it another id, in every language, with all that is its own. The new one must be free.
  void rename(std::string_view from, std::string_view to);
  /// With its versions; images and comments go with the last language.
  void remove(std::string_view id, domain::Language language);

  void insert_version(const ArticleVersion& version);
  [[nodiscard]] std::optional<ArticleVersion> version(std::string_view id, domain::Language language,
                                                      std::int64_t number);
  /// Newest first, those below `before` (0: from the newest).
  [[nodiscard]] std::vector<ArticleVersionRow> history(std::string_view id, domain::Language language,
                                                       std::int64_t before, std::size_t limit);
  void mark_published(std::string_view id, domain::Language language, std::int64_t number, domain::Instant at);
  /// Forgets the versions above `number`.
  void remove_versions_above(std::string_view id, domain::Language language, std::int64_t number);
  /// Forgets versions that readers never saw, but for the latest `kept` of all.
  void trim_versions(std::string_view id, domain::Language language, std::int64_t kept);

  void save_image(const ArticleImage& image);
  [[nodiscard]] std::vector<ArticleImage> images(std::string_view article);
  [[nodiscard]] std::vector<ArticleImage> images_with_file(std::string_view sha256);
  [[nodiscard]] bool names_file(std::string_view sha256);
  [[nodiscard]] std::vector<std::string> files_named();  ///< sorted

  void add_comment(const ArticleComment& comment);
  [[nodiscard]] std::vector<ArticleComment> comments(std::string_view article, std::size_t limit);  ///< newest first
  /// Keeps the latest `kept` of an article.
  void trim_comments(std::string_view article, std::int64_t kept);
  void remove_comment(std::string_view article, std::int64_t id);

  /// Of those of `articles` that somebody had an opinion of.
  [[nodiscard]] std::vector<ArticleOpinions> opinions(const std::vector<std::string>& articles);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
