// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

using domain::Language;
using testing::ElementsAre;

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> words;
  for (const Word& word : words_of(text)) words.push_back(word.folded);
  return words;
}

TEST(Text, FoldsAccentsAndCase) {
  EXPECT_THAT(folded("Étage ŒUVRE Noël façade Łódź"), ElementsAre("etage", "oeuvre", "noel", "facade", "lodz"));
}

TEST(Text, FoldsAccentsWrittenApart) {
  EXPECT_THAT(folded("e\xCC\x81tage"), ElementsAre("etage"));
}

TEST(Text, SeparatesAtEveryApostrophe) {
  EXPECT_THAT(folded("l'ENT j’arrive d`accès"), ElementsAre("l", "ent", "j", "arrive", "d", "acces"));
}

TEST(Text, KeepsWifiAndEmailWhole) {
  EXPECT_THAT(folded("Wi-Fi e-mail mot-de-passe"), ElementsAre("wifi", "email", "mot", "de", "passe"));
}

TEST(Text, TellsWhereAWordStands) {
  const std::string text = "à l’étage.";
  const std::vector<Word> words = words_of(text);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(text.substr(words[2].begin, words[2].end - words[2].begin), "étage");
}

TEST(Text, AcceptsAnyBytes) {
  EXPECT_THAT(folded("b\xE2timent"), ElementsAre("batiment"));  // Latin-1
  EXPECT_TRUE(folded(std::string("\0\xFF\xFE\x80 \xF0", 6)).size() <= 3);
  EXPECT_TRUE(folded(std::string(1'000'000, 'x')).empty());
  EXPECT_EQ(words_of(std::string(1'000'000, '.') + "mot").size(), 1U);
}

TEST(Text, CutsBetweenCharacters) {
  EXPECT_EQ(cut_at_character("été", 4), "ét");
  EXPECT_EQ(cut_at_character("été", 100), "été");
  EXPECT_EQ(cut_at_character("\x80\x80\x80\x80\x80\x80", 5).size(), 2U);
}

TEST(Text, GivesOneRootToAFamily) {
  EXPECT_EQ(stem("connecter", Language::fr), stem("connexion", Language::fr));
  EXPECT_EQ(stem("connecte", Language::fr), stem("connectee", Language::fr));
  EXPECT_EQ(stem("imprimante", Language::fr), stem("impression", Language::fr));
  EXPECT_EQ(stem("password", Language::en), stem("passwords", Language::en));
}

TEST(Text, LeavesOutPolitenessAndSpellsOutAbbreviations) {
  EXPECT_EQ(terms_of("Bonjour, mdp svp", Language::fr), terms_of("le mot de passe", Language::fr));
  EXPECT_TRUE(terms_of("Bonjour, je voudrais, merci !", Language::fr).empty());
}

}  // namespace
}  // namespace guichet::matching
