// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/linear_classifier.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace guichet::matching {
namespace {

const std::vector<std::string_view> texts = {"bourrage papier imprimante couloir",
                                             "toner vide imprimante bureau",
                                             "imprimante bloquée papier",
                                             "wifi coupe amphithéâtre",
                                             "réseau wifi lent bureau",
                                             "wifi impossible couloir"};
const std::vector<std::uint32_t> labels = {0, 0, 0, 1, 1, 1};

std::size_t best(const std::vector<double>& scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

TEST(LinearClassifier, TellsLabelsApartByTheirWords) {
  const FeatureTable table(texts, false);
  const auto learned = LinearClassifier::learn({table, labels, 2});
  EXPECT_EQ(best(learned.scores("plus de papier dans l'imprimante")), 0U);
  EXPECT_EQ(best(learned.scores("pas de wifi")), 1U);
}

TEST(LinearClassifier, ScoresARowAsItsText) {
  const FeatureTable table(texts, false);
  const auto learned = LinearClassifier::learn({table, labels, 2});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto by_row = learned.scores(table, table.rows()[i]), by_text = learned.scores(texts[i]);
    for (std::size_t k = 0; k < 2; ++k) EXPECT_DOUBLE_EQ(by_row[k], by_text[k]) << texts[i];
  }
}

TEST(LinearClassifier, KnowsNothingOfWhatIsLeftOut) {
  const FeatureTable table(texts, false);
  const auto learned = LinearClassifier::learn({table, labels, 2, {0, 1, 0, 0, 0, 0}});
  const auto unknown = learned.scores("zorglub"), left_out = learned.scores("toner");
  for (std::size_t k = 0; k < 2; ++k) EXPECT_DOUBLE_EQ(left_out[k], unknown[k]);
}

TEST(LinearClassifier, EndsNearTheSamePlaceWhereverItBegins) {
  const FeatureTable table(texts, false);
  LearningState state;
  (void)LinearClassifier::learn({table, labels, 2, {0, 1, 0, 0, 1, 0}}, &state);
  const auto warm = LinearClassifier::learn({table, labels, 2}, &state).scores("toner wifi");
  const auto cold = LinearClassifier::learn({table, labels, 2}).scores("toner wifi");
  for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(warm[k], cold[k], 0.1);
}

TEST(FeatureTable, HasARowForTheOpeningOfALongTextAlone) {
  const std::string_view rest = "un deux trois quatre cinq six sept huit neuf dix onze douze treize";
  const std::vector<std::string_view> both = {"congés annuels", rest};
  const FeatureTable table(both, true);
  ASSERT_EQ(table.rows().size(), 3U);
  EXPECT_EQ(table.rows()[2].text, 1U);
  EXPECT_FALSE(table.rows()[2].whole);
  EXPECT_LT(table.indices(table.rows()[2]).size(), table.indices(table.rows()[1]).size());
  EXPECT_EQ(opening_of(both[0]), "");
  EXPECT_TRUE(rest.starts_with(opening_of(rest)));
  EXPECT_EQ(FeatureTable(both, false).rows().size(), 2U);
}

TEST(FeatureTable, LeavesOutWhatOccursOnceAmongMany) {
  std::vector<std::string> many;
  for (int i = 0; i < 6000; ++i) many.push_back(i == 17 ? "imprimante zorglub" : "imprimante");
  const FeatureTable table({many.begin(), many.end()}, false);
  EXPECT_EQ(table.indices(table.rows()[17]).size(), table.indices(table.rows()[18]).size());
  for (const auto& row : table.rows()) EXPECT_EQ(row.end - row.begin, 3U);  // the word, its beginning, and as the first
}

}  // namespace
}  // namespace guichet::matching
