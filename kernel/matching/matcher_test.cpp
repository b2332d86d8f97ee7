// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/matcher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <thread>

namespace guichet::matching {
namespace {

using domain::Language;

domain::Service service(std::string id, std::string title, std::vector<std::string> says,
                        std::vector<std::string> affiliation = {}, bool open_to_all = false) {
  domain::Service service;
  service.id = "it/" + std::move(id);
  service.title.fr = std::move(title);
  service.says_fr = std::move(says);
  service.audience.affiliation = std::move(affiliation);
  service.audience.open_to_all = open_to_all;
  return service;
}

domain::Article article(std::string id, Language language, std::string title, std::vector<domain::Passage> passages) {
  domain::Article article;
  article.id = "it/" + std::move(id);
  article.language = language;
  article.title = std::move(title);
  article.passages = std::move(passages);
  return article;
}

plugins::SnapshotPtr some_snapshot(std::string fingerprint = "one") {
  auto snapshot = std::make_shared<plugins::Snapshot>();
  snapshot->services = {
      service("account-unlock", "Débloquer mon compte",
              {"je n'arrive plus à me connecter à l'ENT", "mot de passe oublié"}, {}, true),
      service("printing", "Imprimer, copier, numériser", {"l'imprimante ne marche pas", "bourrage papier"}),
      service("mailing-list", "Créer une liste de diffusion", {"il me faut une liste de diffusion mail"}, {"staff"}),
      service("wifi-event", "Comptes WiFi pour un événement", {"des comptes wifi pour mon colloque"}, {"staff"}),
  };
  snapshot->articles = {
      article("eduroam", Language::fr, "Se connecter à eduroam",
              {{"Sur un téléphone", "telephone", "Ouvrez les réglages. Choisissez le réseau eduroam dans la liste."},
               {"Si cela échoue", "echec", "Oubliez le réseau, puis recommencez avec votre mot de passe."}}),
      article("eduroam", Language::en, "Connect to eduroam", {{"On a phone", "phone", "Choose the eduroam network."}}),
      article("vpn", Language::fr, "Installer le VPN", {{"", "", "Téléchargez le client VPN."}}),
  };
  snapshot->fingerprint = std::move(fingerprint);
  snapshot->index();
  return snapshot;
}

class MatcherTest : public testing::Test {
 protected:
  MatcherTest()
      : folder_(std::filesystem::temp_directory_path() / ("guichet-matcher-" + std::to_string(::getpid()))),
        matcher_(folder_.string()) {
    std::filesystem::remove_all(folder_);
    staff_.id = 1;
    staff_.affiliation = {"staff"};
    student_.id = 2;
    student_.affiliation = {"student"};
    EXPECT_TRUE(matcher_.rebuild(some_snapshot()).ok());
  }
  ~MatcherTest() override { std::filesystem::remove_all(folder_); }

  std::string best(std::string_view words, const domain::Person* person) const {
    const Suggestions found = matcher_.suggest(words, person, Language::fr);
    return found.services.empty() || found.abstains ? "" : found.services.front().service->id;
  }

  std::filesystem::path folder_;
  Matcher matcher_;
  domain::Person staff_, student_;
};

TEST_F(MatcherTest, UnderstandsWhatPeopleWriteInAHurry) {
  EXPECT_EQ(best("bonjour, jarrive plus a me conecter a l’ent svp", &student_), "it/account-unlock");
  EXPECT_EQ(best("mdp oublié", &student_), "it/account-unlock");
  EXPECT_EQ(best("L'IMPRIMENTE MARCHE PAS", &student_), "it/printing");
  EXPECT_EQ(best("il me faut une liste de difusion mail", &staff_), "it/mailing-list");
  EXPECT_EQ(best("wi-fi colloque", &staff_), "it/wifi-event");
  EXPECT_EQ(best("imprim", &student_), "it/printing");
}

TEST_F(MatcherTest, FindsWhatPeopleSayWordForWordAlsoWhenNoWordOfItMeansMuch) {
  auto snapshot = std::make_shared<plugins::Snapshot>(*some_snapshot("two"));
  snapshot->services.push_back(
      service("wellbeing", "Parler à quelqu’un", {"je ne vais pas bien du tout"}, {"student"}));
  snapshot->index();
  ASSERT_TRUE(matcher_.rebuild(snapshot).ok());
  EXPECT_EQ(best("Je ne vais pas bien du tout…", &student_), "it/wellbeing");
  EXPECT_EQ(best("Je ne vais pas bien du tout…", &staff_), "") << "it is for students";
  EXPECT_EQ(best("je ne vais pas", &student_), "");
}

TEST_F(MatcherTest, OffersOnlyWhatIsForThisPerson) {
  for (const ServiceMatch& match :
       matcher_.suggest("liste de diffusion wifi colloque", &student_, Language::fr).services) {
    EXPECT_TRUE(match.service->audience.includes(&student_)) << match.service->id;
  }
  const Suggestions signed_out = matcher_.suggest("imprimante mot de passe", nullptr, Language::fr);
  ASSERT_EQ(signed_out.services.size(), 1U);
  EXPECT_EQ(signed_out.services[0].service->id, "it/account-unlock");
  EXPECT_TRUE(signed_out.articles.empty());
}

TEST_F(MatcherTest, AbstainsFromWhatItDoesNotKnow) {
  for (const char* words :
       {"", "   ", "bonjour", "merci beaucoup !", "asdfgh zxcvbn", "poser des congés", "???", "je veux"}) {
    EXPECT_TRUE(matcher_.suggest(words, &staff_, Language::fr).abstains) << words;
  }
}

TEST_F(MatcherTest, OneWordOfSomeSentenceIsNotConfident) {
  const auto found = matcher_.suggest("le bourrage ne marche pas", &staff_, Language::fr);
  for (const auto& service : found.services) EXPECT_LT(service.confidence, routing_threshold) << service.service->id;
}

TEST_F(MatcherTest, SaysWhichWordsMatched) {
  const Suggestions found = matcher_.suggest("mot de passe oublié", &student_, Language::fr);
  ASSERT_FALSE(found.services.empty());
  EXPECT_EQ(found.services[0].why.key, "match.says");
  EXPECT_EQ(found.services[0].why.parameters["words"], nlohmann::json({"mot", "passe", "oublié"}));
  EXPECT_GT(found.services[0].confidence, routing_threshold);
  EXPECT_LE(found.services[0].confidence, 1);
}

TEST_F(MatcherTest, ShowsThePassageThatAnswersInThePersonsLanguage) {
  const Suggestions found = matcher_.suggest("eduroam sur mon téléphone", &student_, Language::fr);
  ASSERT_FALSE(found.articles.empty());
  EXPECT_EQ(found.articles[0].article->language, Language::fr);
  EXPECT_EQ(found.articles[0].anchor, "telephone");
  EXPECT_THAT(found.articles[0].excerpt,
              testing::Contains(testing::AllOf(testing::Field(&ArticleMatch::Piece::text, "eduroam"),
                                               testing::Field(&ArticleMatch::Piece::marked, true))));
  const Suggestions english = matcher_.suggest("eduroam", &student_, Language::en);
  ASSERT_EQ(english.articles.size(), 1U);
  EXPECT_EQ(english.articles[0].article->language, Language::en);
  EXPECT_EQ(matcher_.suggest("vpn", &student_, Language::en).articles.size(), 1U)
      << "the French one when there is no other";
}

TEST_F(MatcherTest, IsUnharmedByHostileWords) {
  std::mt19937 random(1);
  std::vector<std::string> hostile = {std::string(1'000'000, 'a'),
                                      std::string(1'000'000, '\0'),
                                      "\xC3",
                                      "\xE2\x80",
                                      std::string(5000, '\''),
                                      "Pmot_passe G0 XO Lfr",
                                      "\xF4\x90\x80\x80"};
  for (int i = 0; i < 200; ++i) {
    std::string bytes;
    for (int k = 0; k < 300; ++k) bytes += static_cast<char>(random());
    hostile.push_back(bytes);
  }
  for (const std::string& words : hostile)
    EXPECT_LE(matcher_.suggest(words, &staff_, Language::fr).services.size(), 5U);
}

TEST_F(MatcherTest, ReopensTheIndexOfTheSameSnapshot) {
  Matcher again(folder_.string());
  EXPECT_TRUE(again.suggest("mdp", &staff_, Language::fr).abstains) << "before the first rebuild";
  ASSERT_TRUE(again.rebuild(some_snapshot()).ok());
  EXPECT_EQ(again.suggest("mdp oublié", &staff_, Language::fr).services.at(0).service->id, "it/account-unlock");
}

TEST_F(MatcherTest, BuildsADamagedIndexAgain) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    if (entry.path().filename() == "iamglass") std::filesystem::resize_file(entry.path(), 10);
  }
  Matcher again(folder_.string());
  ASSERT_TRUE(again.rebuild(some_snapshot()).ok());
  EXPECT_FALSE(again.suggest("mdp oublié", &staff_, Language::fr).services.empty());
}

TEST_F(MatcherTest, GoesOnAnsweringWhileASnapshotIsReplaced) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int k = 0; k < 200; ++k) EXPECT_EQ(best("mot de passe oublié", &student_), "it/account-unlock");
    });
  }
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(matcher_.rebuild(some_snapshot("other" + std::to_string(i))).ok());
  for (std::thread& thread : threads) thread.join();
}

TEST(Matcher, SaysWhenItsFolderCannotBeWritten) {
  Matcher matcher("/proc/guichet-cannot-be-here");
  EXPECT_FALSE(matcher.rebuild(some_snapshot()).ok());
}

}  // namespace
}  // namespace guichet::matching
