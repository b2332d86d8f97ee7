// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/distress.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace guichet::matching {
namespace {

struct Sentence {
  std::string kind, words;
};

std::vector<Sentence> sentences(const std::string& name = "distress.tsv") {
  std::ifstream file(GUICHET_TEST_DATA "/" + name);
  std::vector<Sentence> all;
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos && line[0] != '#') all.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return all;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& each : words) list += "\n  " + each;
  return list;
}

// What of a list was not heard, and what was heard that should not be.
struct Outcome {
  std::size_t told = 0, ordinary = 0;
  std::vector<std::string> missed, alarms;
};

Outcome outcome_of(const std::string& list) {
  Outcome outcome;
  for (const Sentence& sentence : sentences(list)) {
    const bool heard = distress_in(sentence.words) != Distress::none;
    if (sentence.kind == "none") {
      ++outcome.ordinary;
      if (heard) outcome.alarms.push_back(sentence.words);
    } else {
      ++outcome.told;
      if (!heard) outcome.missed.push_back(sentence.words);
    }
  }
  return outcome;
}

void expect_at_most(const std::vector<std::string>& wrong, double share, std::size_t all) {
  EXPECT_LE(static_cast<double>(wrong.size()), share * static_cast<double>(all)) << list_of(wrong);
}

TEST(Distress, IsHeardAsPeopleReallyWriteIt) {
  const Outcome outcome = outcome_of("distress.tsv");
  ASSERT_GE(outcome.told, 150U);
  expect_at_most(outcome.missed, 0.03, outcome.told);
}

TEST(Distress, IsNotHeardInOrdinaryNeeds) {
  const Outcome outcome = outcome_of("distress.tsv");
  ASSERT_GE(outcome.ordinary, 200U);
  expect_at_most(outcome.alarms, 0.02, outcome.ordinary);
}

TEST(Distress, IsHeardByIdeasInASecondList) {
  const Outcome outcome = outcome_of("distress-development.tsv");
  ASSERT_GE(outcome.told, 60U);
  ASSERT_GE(outcome.ordinary, 60U);
  expect_at_most(outcome.missed, 0.03, outcome.told);
  expect_at_most(outcome.alarms, 0.03, outcome.ordinary);
}

TEST(Distress, IsHeardInHintsThatItWasMendedFor) {
  const Outcome outcome = outcome_of("distress-indirect.tsv");
  ASSERT_GE(outcome.told, 80U);
  expect_at_most(outcome.missed, 0.04, outcome.told);
  expect_at_most(outcome.alarms, 0.04, outcome.ordinary);
}

// Nothing was mended for this list: the figures in docs/matching.md are its own.
TEST(Distress, IsHeardInAListThatNothingWasMendedFor) {
  const Outcome outcome = outcome_of("distress-unseen.tsv");
  ASSERT_GE(outcome.told, 60U);
  ASSERT_GE(outcome.ordinary, 60U);
  EXPECT_LE(static_cast<double>(outcome.missed.size()), 0.08 * static_cast<double>(outcome.told));
  EXPECT_LE(static_cast<double>(outcome.alarms.size()), 0.04 * static_cast<double>(outcome.ordinary));
}

TEST(Distress, IsHeardInEveryFormOfAVerbAndAnySpellingThatSoundsSo) {
  for (const char* words : {"mon copain me frape", "mon mari me frappait", "mes colocs m'ont frappés",
                            "mon conjoint me gifflait", "il m'a étranglé"}) {
    EXPECT_NE(distress_in(words), Distress::none) << words;
  }
}

TEST(Distress, IsNotHeardInACourseOrAPaperAboutIt) {
  for (const char* words :
       {"comment m'inscrire au cours sur les violences conjugales",
        "my thesis on domestic violence: access to the journals", "droit pénal le viol, cours en ligne"}) {
    EXPECT_EQ(distress_in(words), Distress::none) << words;
  }
  EXPECT_NE(distress_in("violences conjugales"), Distress::none);
  EXPECT_NE(distress_in("je suis victime de violences conjugales et je rate mes cours"), Distress::none);
}

TEST(Distress, SaysWhichHelpComesFirst) {
  EXPECT_EQ(distress_in("il m'a violée et je veux mourir"), Distress::danger);
  EXPECT_EQ(distress_in("mon copain me frappe"), Distress::violence);
  EXPECT_EQ(distress_in("mon prof me harcèle"), Distress::harassment);
  EXPECT_EQ(name_of(Distress::harassment), "harassment");
  EXPECT_EQ(name_of(Distress::none), "");
}

TEST(Distress, IsHeardBesideAnOrdinaryNeed) {
  EXPECT_EQ(distress_in("mon wifi ne marche plus et de toute façon je veux mourir"), Distress::danger);
  EXPECT_EQ(distress_in("changer de mot de passe, mon ex me harcèle sur ma messagerie"), Distress::harassment);
}

TEST(Distress, ReadsAnyBytesAndStopsSomewhere) {
  EXPECT_EQ(distress_in(""), Distress::none);
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::string bytes;
    for (int k = 0; k < 500; ++k) bytes += static_cast<char>(random());
    (void)distress_in(bytes);
  }
  std::string long_text;
  for (int i = 0; i < 100'000; ++i) long_text += "je veux plus de ";
  (void)distress_in(long_text);
  SUCCEED();
}

}  // namespace
}  // namespace guichet::matching
