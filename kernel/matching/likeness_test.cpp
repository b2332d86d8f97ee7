// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/likeness.hpp"

#include "kernel/matching/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace guichet::matching {
namespace {

using ::testing::ElementsAre;

std::vector<std::vector<std::string>> roots_of(const std::vector<std::string>& sentences) {
  std::vector<std::vector<std::string>> roots;
  for (const std::string& each : sentences) roots.push_back(terms_of(each, domain::Language::fr));
  return roots;
}

TEST(Likeness, PutsTogetherWhatSaysTheSame) {
  const auto groups =
      group_alike(roots_of({"le micro-ondes de la salle de pause est sale", "je voudrais un casier pour mon vélo",
                            "micro-ondes sale", "casier vélo", "nettoyer le micro-ondes, il est très sale",
                            "un casier à vélo svp", "où garer une trottinette"}));
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_THAT(groups[0], ElementsAre(0, 2, 4));
  EXPECT_THAT(groups[1], ElementsAre(1, 3, 5));
  EXPECT_THAT(groups[2], ElementsAre(6));
}

TEST(Likeness, TakesAMisspeltWordForTheOneThatMostWrite) {
  const auto groups = group_alike(roots_of({"eduroam sur tablette", "tablette eduroam", "eduroam tablettes",
                                            "edurom tablette", "eduraom sur ma tablette", "trottinette sur tablette"}));
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_THAT(groups[0], ElementsAre(0, 1, 2, 3, 4));
}

TEST(Likeness, LeavesOutWhatSaysNothing) {
  EXPECT_TRUE(group_alike(roots_of({"", "bonjour", "???"})).empty());
  EXPECT_TRUE(group_alike({}).empty());
}

TEST(Likeness, DoesNotJoinThingsByOneCommonWord) {
  const auto groups = group_alike(roots_of({"salle de réunion trop petite", "salle informatique fermée",
                                            "salle de sport inscription", "salle blanche accès badge"}));
  EXPECT_EQ(groups.size(), 4U);
}

TEST(Likeness, IsTheSameEachTimeAndQuickOnFiveThousand) {
  std::vector<std::string> sentences;
  for (int i = 0; i < 5000; ++i) {
    sentences.push_back("besoin numero" + std::to_string(i % 700) + " objet" + std::to_string(i % 350) + " salle");
  }
  const auto roots = roots_of(sentences);
  const auto begun = std::chrono::steady_clock::now();
  const auto groups = group_alike(roots);
  const auto took = std::chrono::steady_clock::now() - begun;
  EXPECT_LT(took, std::chrono::seconds(5)) << "generous: a machine under load";
  EXPECT_EQ(groups, group_alike(roots));
  std::size_t placed = 0;
  for (const auto& group : groups) placed += group.size();
  EXPECT_EQ(placed, sentences.size());
}

}  // namespace
}  // namespace guichet::matching
