// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/vocabulary.hpp"

#include "kernel/matching/need.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Groups everyone = group_bit(0);
constexpr Groups staff = group_bit(1);

Vocabulary some_words() {
  Vocabulary vocabulary;
  for (const char* word : {"imprimante", "imprimante", "impression", "compte", "conte", "ordinateur", "batiment"}) {
    vocabulary.add(word, everyone);
  }
  vocabulary.add("harcelement", staff);
  vocabulary.add_root("imprim", everyone);
  vocabulary.seal();
  return vocabulary;
}

TEST(Distance, CountsExchangedNeighboursOnce) {
  EXPECT_EQ(distance("imprimante", "impirmante", 2), 1);
  EXPECT_EQ(distance("compte", "conte", 2), 2);
  EXPECT_EQ(distance("compte", "ordinateur", 2), 3);
}

TEST(Vocabulary, CorrectsASlip) {
  EXPECT_THAT(some_words().nearest("imprimente", everyone, 3), ElementsAre("imprimante"));
  EXPECT_THAT(some_words().nearest("ordinatuer", everyone, 3), ElementsAre("ordinateur"));
  EXPECT_THAT(some_words().nearest("cat", everyone, 3), IsEmpty());
}

TEST(Vocabulary, NeverOffersAWordThatThisPersonMayNotRead) {
  EXPECT_THAT(some_words().nearest("harcellement", everyone, 3), IsEmpty());
  EXPECT_THAT(some_words().nearest("harcellement", everyone | staff, 3), ElementsAre("harcelement"));
  EXPECT_THAT(some_words().completions("harc", everyone, 3), IsEmpty());
  EXPECT_FALSE(some_words().knows("harcelement", everyone));
}

TEST(Vocabulary, CompletesWithTheMostFrequentFirst) {
  EXPECT_THAT(some_words().completions("imp", everyone, 5), ElementsAre("imprimante", "impression"));
}

TEST(Vocabulary, ForgetsForOneGroupWhatOnlyAnotherOneStillHas) {
  Vocabulary vocabulary = some_words();
  vocabulary.add("compte", staff);
  vocabulary.seal();
  vocabulary.remove("compte", everyone);
  vocabulary.remove("conte", everyone);
  vocabulary.remove("imprimante", everyone);
  vocabulary.seal();
  EXPECT_FALSE(vocabulary.knows("compte", everyone));
  EXPECT_TRUE(vocabulary.knows("compte", staff));
  EXPECT_FALSE(vocabulary.knows("conte", everyone | staff));
  EXPECT_TRUE(vocabulary.knows("imprimante", everyone)) << "another document still has it";
}

TEST(Vocabulary, ComesBackFromItsText) {
  const Vocabulary again = Vocabulary::from_text(some_words().to_text());
  EXPECT_EQ(again.size(), some_words().size());
  EXPECT_TRUE(again.knows("compte", everyone));
  EXPECT_TRUE(again.knows_root("imprim", everyone));
  EXPECT_EQ(Vocabulary::from_text("not one of ours").size(), 0U);
  EXPECT_EQ(Vocabulary::from_text("garbage").size(), 0U);
}

TEST(Need, KeepsAKnownWordAsItIs) {
  const auto need = read_need("mon compte ", some_words(), everyone);
  ASSERT_EQ(need.size(), 1U);
  EXPECT_EQ(need[0].typed, "compte");
  EXPECT_EQ(need[0].strength, 1);
}

TEST(Need, TrustsACorrectionLess) {
  const auto need = read_need("imprimente ", some_words(), everyone);
  ASSERT_EQ(need.size(), 1U);
  EXPECT_TRUE(need[0].known);
  EXPECT_LT(need[0].strength, 1);
}

TEST(Need, FindsTheApostropheThatWasForgotten) {
  const auto need = read_need("lordinateur lordi", some_words(), everyone);
  ASSERT_EQ(need.size(), 1U);  // "ordi" is the same need
  EXPECT_EQ(need[0].strength, 1);
}

TEST(Need, KeepsAtMostFortyEightWords) {
  std::string words;
  for (int i = 0; i < 500; ++i) words += "mot" + std::to_string(i) + "x ";
  EXPECT_EQ(read_need(words, some_words(), everyone).size(), 48U);
}

}  // namespace
}  // namespace guichet::matching
