// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/need.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

using ::testing::Contains;
using ::testing::Not;

class ElidedNeed : public ::testing::Test {
 protected:
  ElidedNeed() {
    for (const char* word : {"ent", "reseau", "wifi", "oral", "inscription", "agenda", "ouverture", "vent"}) {
      vocabulary_.add(word, group_bit(0));
    }
    vocabulary_.seal();
  }
  [[nodiscard]] std::vector<NeedWord> read(std::string_view words) const {
    return read_need(words, vocabulary_, group_bit(0));
  }
  /// What stands for the word that was typed so; null: nothing does.
  [[nodiscard]] NeedWord read_as(std::string_view words, const std::string& typed) const {
    for (const NeedWord& word : read(words)) {
      if (word.typed == typed) return word;
    }
    ADD_FAILURE() << typed << " is lost";
    return {};
  }

  Vocabulary vocabulary_;
};

TEST_F(ElidedNeed, DoesNotTakeASlowNetworkForTheEnt) {
  for (const char* words : {"le réseau est lent", "wifi trop lent", "pourquoi c'est si lent"}) {
    const NeedWord lent = read_as(words, "lent");
    EXPECT_THAT(lent.terms, Not(Contains("ent"))) << words;
    EXPECT_THAT(lent.terms, Contains("lent")) << words;
  }
}

TEST_F(ElidedNeed, GivesBothReadingsOfAWordThatMayBeElidedWithLessStrength) {
  for (const char* words : {"lent ne marche pas", "accès à lent", "je peux plus aller sur lent"}) {
    const NeedWord lent = read_as(words, "lent");
    EXPECT_THAT(lent.terms, Contains("ent")) << words;
    EXPECT_THAT(lent.terms, Contains("lent")) << words;
    EXPECT_LT(lent.strength, 1) << words;
    EXPECT_TRUE(lent.known) << words;
  }
}

TEST_F(ElidedNeed, ReadsAnElisionThatCanBeNothingElse) {
  EXPECT_THAT(read_as("linscription", "linscription").terms, Contains(read("inscription").front().terms.front()));
  EXPECT_DOUBLE_EQ(read_as("lagenda", "lagenda").strength, 1);
  const NeedWord capitals = read_as("lENT est en panne", "lENT");
  EXPECT_THAT(capitals.terms, Contains("ent"));
  EXPECT_DOUBLE_EQ(capitals.strength, 1);
  EXPECT_THAT(read_as("l'ent", "ent").terms, Contains("ent"));
}

TEST_F(ElidedNeed, NeitherLosesNorCorrectsAFrequentWordThatLooksElided) {
  EXPECT_THAT(read_as("la lune", "lune").terms, Contains("lun"));
  const NeedWord couverture = read_as("couverture du réseau", "couverture");
  EXPECT_LT(couverture.strength, 1) << "it may be the opening";
  Vocabulary without;
  without.add("vent", group_bit(0));
  without.seal();
  const auto lent = read_need("le réseau est lent", without, group_bit(0));
  EXPECT_EQ(lent.back().terms.front(), "lent") << "not the wind";
}

}  // namespace
}  // namespace guichet::matching
