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

std::vector<Sentence> sentences() {
  std::ifstream file(GUICHET_TEST_DATA "/distress.tsv");
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

TEST(Distress, IsHeardAsPeopleReallyWriteIt) {
  std::size_t told = 0;
  std::vector<std::string> missed;
  for (const Sentence& sentence : sentences()) {
    if (sentence.kind == "none") continue;
    ++told;
    if (distress_in(sentence.words) == Distress::none) missed.push_back(sentence.words);
  }
  ASSERT_GE(told, 150U);
  EXPECT_LE(static_cast<double>(missed.size()), 0.03 * static_cast<double>(told)) << list_of(missed);
}

TEST(Distress, IsNotHeardInOrdinaryNeeds) {
  std::size_t told = 0;
  std::vector<std::string> alarms;
  for (const Sentence& sentence : sentences()) {
    if (sentence.kind != "none") continue;
    ++told;
    if (distress_in(sentence.words) != Distress::none) alarms.push_back(sentence.words);
  }
  ASSERT_GE(told, 200U);
  EXPECT_LE(static_cast<double>(alarms.size()), 0.02 * static_cast<double>(told)) << list_of(alarms);
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
