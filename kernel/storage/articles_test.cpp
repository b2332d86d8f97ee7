// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/articles.hpp"

#include "kernel/storage/settings.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using domain::Language;
using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ArticleStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(ArticleStore);

StoredArticle article_of(const std::string& id, const std::string& owner = "it/network") {
  StoredArticle article;
  article.id = id;
  article.owner = owner;
  article.title = "L’été à l’université";
  article.review_on = "2027-11-28";
  article.latest = 1;
  article.revision = 1;
  article.created = article.updated = now;
  return article;
}

ArticleVersion version_of(const std::string& id, std::int64_t number) {
  ArticleVersion version;
  version.article = id;
  version.number = number;
  version.title = "Version " + std::to_string(number);
  version.keywords = {"wifi", "réseau"};
  version.services = {"it/wifi"};
  version.audience = {{"affiliation", {"staff"}}};
  version.author = 1;
  version.at = now + number;
  version.markdown = "# Texte \"cité\"\n\n" + std::to_string(number);
  return version;
}

TEST_P(ArticleStore, KeepsWhatWasWritten) {
  write([&](Connection& connection) {
    Articles articles(connection);
    articles.insert(article_of("base/wifi"));
    articles.insert_version(version_of("base/wifi", 1));
    const auto found = articles.find("base/wifi", Language::fr);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->title, "L’été à l’université");
    EXPECT_TRUE(found->has_draft());
    EXPECT_FALSE(articles.find("base/wifi", Language::en));
    EXPECT_TRUE(articles.knows("base/wifi"));
    const auto version = articles.version("base/wifi", Language::fr, 1);
    ASSERT_TRUE(version);
    EXPECT_THAT(version->keywords, ElementsAre("wifi", "réseau"));
    EXPECT_EQ(version->audience, (nlohmann::json{{"affiliation", {"staff"}}}));
    EXPECT_EQ(version->markdown, "# Texte \"cité\"\n\n1");
  });
}

TEST_P(ArticleStore, LetsNobodyOverwriteWhatSomebodyElseChanged) {
  write([&](Connection& connection) {
    Articles articles(connection);
    articles.insert(article_of("base/wifi"));
    StoredArticle seen = article_of("base/wifi");
    seen.title = "Autre";
    EXPECT_TRUE(articles.update(seen, 1));
    EXPECT_FALSE(articles.update(seen, 1));
    EXPECT_EQ(articles.find("base/wifi", Language::fr)->revision, 2);
  });
}

TEST_P(ArticleStore, ListsThoseOfTeamsAndThoseThatReadersSee) {
  write([&](Connection& connection) {
    Articles articles(connection);
    articles.insert(article_of("base/a"));
    StoredArticle published = article_of("base/b", "it/identity");
    published.published = 1;
    articles.insert(published);
    EXPECT_THAT(articles.of_owners({"it/network", "x"}), SizeIs(1));
    EXPECT_THAT(articles.of_owners({}), IsEmpty());
    ASSERT_THAT(articles.published(), SizeIs(1));
    EXPECT_EQ(articles.published().front().id, "base/b");
    EXPECT_THAT(articles.all(), SizeIs(2));
  });
}

TEST_P(ArticleStore, ForgetsOldDraftsAndKeepsWhatReadersSaw) {
  write([&](Connection& connection) {
    Articles articles(connection);
    articles.insert(article_of("base/a"));
    for (std::int64_t number = 1; number <= 6; ++number) articles.insert_version(version_of("base/a", number));
    articles.mark_published("base/a", Language::fr, 2, now + 50);
    articles.mark_published("base/a", Language::fr, 2, now + 60);
    articles.trim_versions("base/a", Language::fr, 2);
    const auto history = articles.history("base/a", Language::fr, 0, 10);
    ASSERT_THAT(history, SizeIs(3));
    EXPECT_EQ(history[0].number, 6);
    EXPECT_EQ(history[2].number, 2);
    EXPECT_EQ(history[2].published_at, now + 50);
    EXPECT_THAT(articles.history("base/a", Language::fr, 6, 1), SizeIs(1));
    articles.remove_versions_above("base/a", Language::fr, 2);
    EXPECT_THAT(articles.history("base/a", Language::fr, 0, 10), SizeIs(1));
  });
}

TEST_P(ArticleStore, KeepsAnImageWhileAnArticleNamesIt) {
  write([&](Connection& connection) {
    Articles articles(connection);
    articles.insert(article_of("base/a"));
    StoredArticle english = article_of("base/a");
    english.language = Language::en;
    articles.insert(english);
    const ArticleImage image{"base/a", std::string(64, 'a'), "écran.png", "image/png", 12, 1, now};
    articles.save_image(image);
    articles.save_image(image);
    EXPECT_THAT(articles.images("base/a"), SizeIs(1));
    EXPECT_THAT(articles.files_named(), ElementsAre(std::string(64, 'a')));
    articles.remove("base/a", Language::fr);
    EXPECT_TRUE(articles.names_file(std::string(64, 'a')));
    articles.remove("base/a", Language::en);
    EXPECT_FALSE(articles.names_file(std::string(64, 'a')));
  });
}

TEST_P(ArticleStore, BoundsCommentsAndAddsUpOpinions) {
  write([&](Connection& connection) {
    Articles articles(connection);
    for (int i = 0; i < 5; ++i) articles.add_comment({0, "base/a", Language::fr, "c" + std::to_string(i), now + i});
    articles.trim_comments("base/a", 3);
    const auto comments = articles.comments("base/a", 10);
    ASSERT_THAT(comments, SizeIs(3));
    EXPECT_EQ(comments.front().body, "c4");
    articles.remove_comment("base/a", comments.front().id);
    EXPECT_THAT(articles.comments("base/a", 10), SizeIs(2));
    ArticleCounts counts(connection);
    counts.add("base/a", "solved", "2026-11-28");
    counts.add("base/a", "solved", "2026-11-29");
    counts.add("base/a", "not-solved", "2026-11-29");
    counts.add("base/b", "read", "2026-11-29");
    const auto opinions = articles.opinions({"base/a", "base/c"});
    ASSERT_THAT(opinions, SizeIs(1));
    EXPECT_EQ(opinions[0].solved, 2);
    EXPECT_EQ(opinions[0].not_solved, 1);
  });
}

}  // namespace
}  // namespace guichet::storage
