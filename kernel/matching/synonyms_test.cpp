// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/synonyms.hpp"

#include "kernel/matching/matcher.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace guichet::matching {
namespace {

using domain::Language;

plugins::Snapshot offers() {
  plugins::Snapshot snapshot;
  domain::Service laptop, card;
  laptop.id = "it/laptop";
  laptop.title.fr = "Emprunter un ordinateur";
  laptop.says_fr = {"je voudrais un ordinateur pour la semaine"};
  laptop.audience.open_to_all = true;
  card.id = "life/card";
  card.title.fr = "Carte du restaurant";
  card.says_fr = {"recharger ma carte de restaurant"};
  card.audience.open_to_all = true;
  snapshot.services = {laptop, card};
  snapshot.fingerprint = "abc";
  snapshot.index();
  return snapshot;
}

class SynonymsInANeed : public testing::Test {
 protected:
  SynonymsInANeed()
      : folder_(std::filesystem::temp_directory_path() / ("guichet-synonyms-" + std::to_string(::getpid()))),
        matcher_(folder_.string()) {
    std::filesystem::remove_all(folder_);
  }
  ~SynonymsInANeed() override { std::filesystem::remove_all(folder_); }

  std::string first(std::vector<plugins::Synonym> synonyms, std::string_view words) {
    EXPECT_TRUE(matcher_.rebuild(plugins::with_synonyms(offers(), std::move(synonyms))).ok());
    const Suggestions found = matcher_.suggest(words, nullptr, Language::fr);
    return found.abstains || found.services.empty() ? "" : found.services.front().service->id;
  }

  std::filesystem::path folder_;
  Matcher matcher_;
};

TEST_F(SynonymsInANeed, LetAWordStandForOthersInTheWholeUniversity) {
  EXPECT_EQ(first({}, "une bécane"), "");
  EXPECT_EQ(first({{"", "Bécane", "ordinateur"}}, "il me faudrait des becanes"), "it/laptop");
}

TEST_F(SynonymsInANeed, LetAPhraseStandForOthers) {
  EXPECT_EQ(first({{"", "gamelle du midi", "carte restaurant"}}, "ma gamelle du midi"), "life/card");
}

TEST_F(SynonymsInANeed, AreKeywordsOfTheServiceOfADepartment) {
  EXPECT_EQ(first({{"life/card", "izly", ""}}, "recharger izly"), "life/card");
  EXPECT_EQ(first({{"life/gone", "izly", ""}}, "izly"), "");
}

TEST_F(SynonymsInANeed, LeaveAWordThatIsKnownItsOwnMeaning) {
  EXPECT_EQ(first({{"", "carte", "ordinateur"}}, "recharger ma carte de restaurant"), "life/card");
}

TEST(WithSynonyms, ChangesTheFingerprintWithWhatTheySay) {
  const plugins::Snapshot plain = offers();
  const auto one = plugins::with_synonyms(plain, {{"", "a", "b"}, {"", "c", "d"}});
  EXPECT_NE(one->fingerprint, plain.fingerprint);
  EXPECT_EQ(plugins::with_synonyms(plain, {{"", "c", "d"}, {"", "a", "b"}})->fingerprint, one->fingerprint);
  EXPECT_NE(plugins::with_synonyms(plain, {{"", "a", "bc"}, {"", "", "d"}})->fingerprint, one->fingerprint);
  EXPECT_EQ(plugins::with_synonyms(*one, {})->fingerprint, plain.fingerprint);
  EXPECT_EQ(plugins::with_synonyms(plain, {{"it/none", "a", ""}})->fingerprint, plain.fingerprint);
}

}  // namespace
}  // namespace guichet::matching
