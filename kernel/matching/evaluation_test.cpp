// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/evaluation.hpp"

#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

TEST(RetrievalFigures, CountTheRankOfTheFirstRightAnswer) {
  const RetrievalFigures figures = retrieval_figures({1, 2, 4, 11, 0});
  EXPECT_DOUBLE_EQ(figures.first, 0.2);
  EXPECT_DOUBLE_EQ(figures.among_three, 0.4);
  EXPECT_DOUBLE_EQ(figures.among_five, 0.6);
  EXPECT_DOUBLE_EQ(figures.reciprocal, (1 + 0.5 + 0.25) / 5);
  EXPECT_DOUBLE_EQ(retrieval_figures({}).first, 0);
}

TEST(RoutingFigures, GiveSmallLabelsTheWeightOfLargeOnes) {
  // Nine of label 0, all right; one of label 1, taken for 0.
  std::vector<Decision> decisions(9, {0, 0, true});
  decisions.push_back({1, 0, true});
  const RoutingFigures figures = routing_figures(decisions);
  EXPECT_DOUBLE_EQ(figures.accuracy, 0.9);
  EXPECT_DOUBLE_EQ(figures.macro_f1, (2.0 * 9 / 19 + 0) / 2);
  EXPECT_DOUBLE_EQ(figures.among_three, 1);
}

TEST(Misspelt, ChangesLongWordsOnlyAndTheSameWayForASeed) {
  const std::string words = "Je n’arrive plus à me connecter à l’imprimante";
  EXPECT_EQ(misspelt(words, 0, 1), words);
  const std::string typed = misspelt(words, 1, 1);
  EXPECT_EQ(typed, misspelt(words, 1, 1));
  EXPECT_NE(typed, misspelt(words, 1, 2));
  EXPECT_EQ(typed.find("connecter"), std::string::npos);
  EXPECT_EQ(typed.find("imprimante"), std::string::npos);
  EXPECT_EQ(typed.substr(0, 3), "Je ") << "short words stay";
}

}  // namespace
}  // namespace guichet::matching
