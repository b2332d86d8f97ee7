// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/index.hpp"

#include "kernel/matching/index_layout.hpp"
#include "kernel/matching/matcher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <random>

namespace guichet::matching {
namespace {

using domain::Language;

const std::vector<std::string>& some_words() {
  static const std::vector<std::string> words = {
      "compte",  "imprimante", "badge",   "messagerie",      "réseau",   "salle",
      "bourse",  "diplôme",    "stage",   "inscription",     "facture",  "mission",
      "serrure", "casier",     "parking", "visioconférence", "logiciel", "licence"};
  return words;
}

class FollowedIndex : public testing::Test {
 protected:
  FollowedIndex() { std::filesystem::remove_all(folder_); }
  ~FollowedIndex() override { std::filesystem::remove_all(folder_); }

  std::string sentence(int length) {
    std::string text;
    for (int i = 0; i < length; ++i) text += some_words()[random_() % some_words().size()] + ' ';
    return text;
  }

  domain::Audience audience() {
    domain::Audience audience;
    if (random_() % 3 == 0) audience.affiliation = {"staff"};
    if (random_() % 4 == 0) audience.campus = {random_() % 2 == 0 ? "luminy" : "aix"};
    return audience;
  }

  domain::Article article() {
    domain::Article article;
    article.id = "it/article-" + std::to_string(++made_);
    article.language = random_() % 5 == 0 ? Language::en : Language::fr;
    article.title = sentence(3);
    article.audience = audience();
    article.passages = {{sentence(2), "a", sentence(20)}, {"", "b", sentence(12)}};
    return article;
  }

  domain::Service service() {
    domain::Service service;
    service.id = "it/service-" + std::to_string(++made_);
    service.title.fr = sentence(2);
    service.says_fr = {sentence(4), sentence(5)};
    service.audience = audience();
    if (!articles_.empty()) service.answers = {articles_[random_() % articles_.size()].id};
    return service;
  }

  void change_something() {
    switch (random_() % 5) {
      case 0:
        articles_.insert(articles_.begin() + static_cast<std::ptrdiff_t>(random_() % articles_.size()), article());
        break;
      case 1:
        articles_.erase(articles_.begin() + static_cast<std::ptrdiff_t>(random_() % articles_.size()));
        break;
      case 2:
        articles_[random_() % articles_.size()].title += " " + sentence(2);
        break;
      case 3:
        articles_[random_() % articles_.size()].audience = audience();
        break;
      default:
        services_[random_() % services_.size()] = service();
    }
  }

  plugins::SnapshotPtr snapshot() {
    auto snapshot = std::make_shared<plugins::Snapshot>();
    snapshot->services = services_;
    snapshot->articles = articles_;
    snapshot->fingerprint = "snapshot " + std::to_string(++made_);
    snapshot->index();
    return snapshot;
  }

  // All that is found, with how sure it is of each; without the order of what is equally sure.
  static std::map<std::string, int> found_by(const Matcher& matcher, const std::string& words) {
    domain::Person person;
    person.affiliation = {"staff"};
    person.campus = "luminy";
    const Suggestions found = matcher.suggest(words, &person, Language::fr, 50, 50);
    std::map<std::string, int> all;
    for (const auto& match : found.services) all[match.service->id] = static_cast<int>(match.confidence * 1e6);
    for (const auto& match : found.articles) all[match.article->id] = static_cast<int>(match.confidence * 1e6);
    return all;
  }

  std::string folder(const char* name) const { return (folder_ / name).string(); }

  std::mt19937 random_{7};
  int made_ = 0;
  std::vector<domain::Article> articles_;
  std::vector<domain::Service> services_;
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("guichet-index-" + std::to_string(::getpid()));
};

TEST_F(FollowedIndex, FindsWhatOneBuiltAnewFinds) {
  for (int i = 0; i < 40; ++i) articles_.push_back(article());
  for (int i = 0; i < 8; ++i) services_.push_back(service());
  Matcher followed(folder("followed"));
  ASSERT_TRUE(followed.rebuild(snapshot()).ok());
  for (int round = 0; round < 30; ++round) {
    for (unsigned changes = random_() % 4; changes > 0; --changes) change_something();
    const plugins::SnapshotPtr now = snapshot();
    ASSERT_TRUE(followed.rebuild(now).ok());
    Matcher anew(folder("anew"));
    ASSERT_TRUE(anew.rebuild(now).ok());
    Matcher reopened(folder("followed"));
    ASSERT_TRUE(reopened.rebuild(now).ok());
    for (int i = 0; i < 10; ++i) {
      const std::string words = sentence(1 + i % 4) + (i % 3 == 0 ? "imprimente" : "");
      EXPECT_EQ(found_by(followed, words), found_by(anew, words)) << words;
      EXPECT_EQ(found_by(reopened, words), found_by(anew, words)) << words;
    }
  }
}

TEST_F(FollowedIndex, ForgetsTheWordsOfWhatIsWithdrawn) {
  for (int i = 0; i < 10; ++i) articles_.push_back(article());
  services_ = {service()};
  articles_[3].title = "zygomatique";
  articles_[3].audience = {};
  auto before = Index::open(folder("one"), snapshot());
  ASSERT_TRUE(before.ok());
  EXPECT_TRUE(before.value()->vocabulary().knows("zygomatique", ~Groups{0}));
  articles_[3].audience.affiliation = {"staff"};
  auto restricted = Index::open(folder("one"), snapshot(), before.value().get());
  ASSERT_TRUE(restricted.ok());
  domain::Person student;
  student.affiliation = {"student"};
  const Index& index = *restricted.value();
  EXPECT_TRUE(index.vocabulary().knows("zygomatique", ~Groups{0}));
  EXPECT_FALSE(index.vocabulary().knows("zygomatique", index.readable(index.groups_of(&student))));
  articles_.erase(articles_.begin() + 3);
  auto without = Index::open(folder("one"), snapshot(), &index);
  ASSERT_TRUE(without.ok());
  EXPECT_FALSE(without.value()->vocabulary().knows("zygomatique", ~Groups{0}));
}

TEST(IndexLayout, IsReadAsItWasWritten) {
  IndexLayout layout;
  layout.services = {3, 1};
  layout.articles = {7};
  layout.audiences.resize(2);
  layout.audiences[1].affiliation = {"staff"};
  layout.audiences[1].open_to_all = true;
  const auto read = IndexLayout::from_text(layout.to_text());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->services, layout.services);
  EXPECT_EQ(read->articles, layout.articles);
  EXPECT_EQ(read->audiences.at(1).affiliation, layout.audiences[1].affiliation);
  EXPECT_TRUE(read->audiences.at(1).open_to_all);
  EXPECT_FALSE(IndexLayout::from_text("{}").has_value());
  EXPECT_FALSE(IndexLayout::from_text("").has_value());
}

}  // namespace
}  // namespace guichet::matching
