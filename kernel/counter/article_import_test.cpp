// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_import.hpp"

#include "kernel/counter/article_desk.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace guichet::counter {
namespace {

namespace fs = std::filesystem;
using domain::Language;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class ArticleImporting : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    folder = fs::path(place->folder()) / "pages";
    fs::copy(GUICHET_SOURCE_FOLDER "/tests/data/articles", folder, fs::copy_options::recursive);
    write_file("abime.md", "caf\xE9\n");
    viewers.at("admin").rights.push_back({"centre-admin", "", 0});
    import.folder = folder.string();
    import.owner = "it/network";
    import.source = "https://wiki.example.org";
    import.publish = true;
  }

  std::map<std::string, ImportedFile> run() {
    const auto files = import_articles(*counter, as("admin"), import);
    EXPECT_TRUE(files.ok());
    std::map<std::string, ImportedFile> by_path;
    if (files) {
      for (const auto& file : *files) by_path[file.path] = file;
    }
    return by_path;
  }
  storage::ArticleVersion latest(const std::string& id, Language language = Language::fr) {
    storage::Reader reader = database->read();
    storage::Articles articles(reader);
    const auto stored = articles.find(id, language);
    if (!stored) return {};
    return articles.version(id, language, stored->latest).value_or(storage::ArticleVersion());
  }
  void write_file(const std::string& name, const std::string& content) {
    std::ofstream(folder / name, std::ios::binary) << content;
  }

  fs::path folder;
  ArticleImport import;
};

TEST_F(ArticleImporting, TakesMarkdownAndHtmlWithTheirSourceAndLicence) {
  const auto taken = run();
  ASSERT_THAT(taken, SizeIs(5));
  EXPECT_EQ(taken.at("wifi/eduroam.md").outcome, ImportOutcome::added);
  EXPECT_EQ(taken.at("wifi/eduroam.md").key.id, "base/wifi-eduroam");
  EXPECT_EQ(taken.at("wifi/eduroam.en.md").key.id, "base/wifi-eduroam");
  EXPECT_EQ(taken.at("wifi/eduroam.en.md").key.language, Language::en);
  EXPECT_THAT(taken.at("wifi/eduroam.md").lost, ElementsAre("perdue.md"));
  const auto markdown = latest("base/wifi-eduroam");
  EXPECT_EQ(markdown.title, "Eduroam sur Linux");
  EXPECT_EQ(markdown.source, "https://wiki.example.org");
  EXPECT_EQ(markdown.licence, "CC BY 4.0");
  EXPECT_EQ(audience_of(markdown.audience).affiliation, (std::vector<std::string>{"student", "staff"}));
  EXPECT_THAT(markdown.markdown, HasSubstr("[les imprimantes](article:base/impression#recto)"));
  EXPECT_THAT(markdown.markdown, HasSubstr("une page perdue."));
  const auto html = latest("base/impression");
  EXPECT_EQ(html.title, "Imprimer sur un copieur");
  EXPECT_THAT(html.keywords, ElementsAre("imprimante", "copieur"));
  EXPECT_THAT(html.markdown, HasSubstr("[eduroam](article:base/wifi-eduroam)"));
  EXPECT_THAT(html.markdown, Not(HasSubstr("alert")));
  EXPECT_THAT(html.markdown, Not(HasSubstr("espion")));

  storage::Reader reader = database->read();
  const auto images = storage::Articles(reader).images("base/wifi-eduroam");
  ASSERT_THAT(images, SizeIs(1));
  EXPECT_THAT(html.markdown, HasSubstr("![La fenêtre](image:" + images[0].sha256 + ")"));
  EXPECT_NE(files->path_of(images[0].sha256), "");
}

TEST_F(ArticleImporting, NamesTheFilesItCannotTakeAndTakesTheOthers) {
  const auto files = run();
  EXPECT_EQ(files.at("abime.md").outcome, ImportOutcome::refused);
  EXPECT_EQ(files.at("abime.md").why, "error.import.unclean");
  EXPECT_EQ(files.at("entete.md").why, "error.import.header");
  EXPECT_EQ(files.at("impression.html").outcome, ImportOutcome::added);
}

TEST_F(ArticleImporting, LeavesWhatDidNotChangeAndMakesNothingTwice) {
  (void)run();
  auto again = run();
  EXPECT_EQ(again.at("wifi/eduroam.md").outcome, ImportOutcome::unchanged);
  write_file("wifi/eduroam.md", "# Eduroam\n\nAutrement.\n");
  again = run();
  EXPECT_EQ(again.at("wifi/eduroam.md").outcome, ImportOutcome::changed);
  EXPECT_FALSE(again.at("wifi/eduroam.md").was_edited);
  EXPECT_EQ(again.at("impression.html").outcome, ImportOutcome::unchanged);
  EXPECT_EQ(latest("base/wifi-eduroam").number, 2);
  EXPECT_EQ(latest("base/wifi-eduroam").title, "Eduroam");
  storage::Reader reader = database->read();
  EXPECT_THAT(storage::Articles(reader).all(), SizeIs(3));
}

TEST_F(ArticleImporting, SaysThatItReplacesWhatSomebodyWroteHere) {
  (void)run();
  const ArticleKey key{"base/wifi-eduroam", Language::fr};
  auto article = article_to_edit(*counter, as("network"), key);
  ASSERT_TRUE(article.ok());
  article->text.markdown = "Écrit ici";
  article->text.note = "";
  ASSERT_TRUE(save_article(*counter, as("network"), key, article->revision, article->text).ok());
  write_file("wifi/eduroam.md", "# Eduroam\n\nAutrement.\n");
  EXPECT_TRUE(run().at("wifi/eduroam.md").was_edited);
  EXPECT_EQ(latest("base/wifi-eduroam").number, 3);
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::Articles(reader).version(key.id, key.language, 2)->markdown, "Écrit ici");
}

TEST_F(ArticleImporting, WritesNothingWhenOnlyTried) {
  import.dry_run = true;
  EXPECT_EQ(run().at("wifi/eduroam.md").outcome, ImportOutcome::added);
  storage::Reader reader = database->read();
  EXPECT_THAT(storage::Articles(reader).all(), SizeIs(0));
}

TEST_F(ArticleImporting, LeavesTheFolderBehindItself) {
  const fs::path secret = fs::path(place->folder()) / "secret.png";
  fs::copy_file(folder / "wifi/img/fenetre.png", secret);
  fs::create_symlink(secret, folder / "lien.png");
  fs::create_symlink("/etc/hostname", folder / "lien.md");
  write_file("dehors.md", "# Dehors\n\n![a](../secret.png) ![b](lien.png) ![c](/etc/passwd)\n");
  const auto files = run();
  EXPECT_EQ(files.count("lien.md"), 0U);
  EXPECT_THAT(files.at("dehors.md").lost, ElementsAre("../secret.png", "lien.png", "/etc/passwd"));
  EXPECT_THAT(latest("base/dehors").markdown, Not(HasSubstr("image:")));
}

TEST_F(ArticleImporting, TriesNothingWithoutATeamAFolderOrTheRight) {
  import.owner = "it/nobody";
  EXPECT_EQ(import_articles(*counter, as("admin"), import).error().message, "error.import.owner");
  import.owner = "it/network";
  EXPECT_EQ(import_articles(*counter, as("student"), import).error().kind, domain::ErrorKind::forbidden);
  import.folder = "/nowhere/at/all";
  EXPECT_EQ(import_articles(*counter, as("admin"), import).error().message, "error.import.folder");
}

}  // namespace
}  // namespace guichet::counter
