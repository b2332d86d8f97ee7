// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/place_mentions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace guichet::matching {
namespace {

using domain::Place;
using domain::PlaceKind;

/// Two campuses alike, and what only one of them has.
std::vector<Place> university() {
  std::vector<Place> all;
  for (const auto& [id, name] : {std::pair("luminy", "Luminy"), std::pair("saint-charles", "Saint-Charles"),
                                 std::pair("aix", "Aix"), std::pair("etoile", "Étoile")}) {
    const std::string campus = id;
    all.push_back({campus, "", PlaceKind::campus, name});
    for (const char letter : {'a', 'b'}) {
      const std::string building = campus + "/bat-" + letter;
      const std::string upper(1, static_cast<char>(letter - 'a' + 'A'));
      all.push_back({building, campus, PlaceKind::building, "Bâtiment " + upper});
      for (const std::string floor : {"0", "3"}) {
        const std::string level = building + "/" + floor;
        all.push_back({level, building, PlaceKind::floor, floor == "0" ? "Rez-de-chaussée" : "Étage " + floor});
        all.push_back({level + "/" + letter + floor + "04", level, PlaceKind::room, "Salle " + upper + floor + "04"});
      }
    }
  }
  all.push_back({"luminy/bat-5", "luminy", PlaceKind::building, "Bâtiment 5"});
  all.push_back({"luminy/bat-5/0", "luminy/bat-5", PlaceKind::floor, "Rez-de-chaussée"});
  all.push_back({"luminy/bat-5/0/massiani", "luminy/bat-5/0", PlaceKind::room, "Amphithéâtre Massiani"});
  all.push_back({"luminy/bat-5/0/a2", "luminy/bat-5/0", PlaceKind::room, "Amphithéâtre 2"});
  return all;
}

class Mentions : public ::testing::Test {
 protected:
  [[nodiscard]] std::string place(std::string_view words, const std::string& home = "") const {
    return mentions.find(words, home).place;
  }
  domain::Places places{university()};
  PlaceMentions mentions{places};
};

TEST_F(Mentions, FindsACampusHoweverItIsWritten) {
  EXPECT_EQ(place("plus de wifi à Luminy"), "luminy");
  EXPECT_EQ(place("un accès voiture au campus St-Charles"), "saint-charles");
  EXPECT_EQ(place("parking saint charles"), "saint-charles");
  EXPECT_EQ(place("je suis à saintcharles"), "saint-charles");
  EXPECT_EQ(place("panne à l'ETOILE"), "etoile");
  EXPECT_EQ(place("plus rien a lumini"), "luminy");
  EXPECT_EQ(place("badge pour saint charlse"), "saint-charles");
}

TEST_F(Mentions, FindsABuildingByItsShortName) {
  for (const char* words : {"alarme du Bt. 5", "alarme bât 5", "alarme bat5", "alarme au bâtiment 5", "building 5"}) {
    EXPECT_EQ(place(words), "luminy/bat-5") << words;
  }
}

TEST_F(Mentions, TakesOfTwoBuildingsTheOneOnTheCampusThatIsNamedElseOnTheirs) {
  EXPECT_EQ(place("L'alarme du bât A à Luminy", "aix"), "luminy/bat-a");
  EXPECT_EQ(place("L'alarme du bât A", "aix"), "aix/bat-a");
  EXPECT_EQ(place("L'alarme du bât A"), "") << "four buildings have this name";
  EXPECT_EQ(place("L'alarme du bât Z à Luminy"), "luminy") << "only the campus is sure";
}

TEST_F(Mentions, FindsARoomWithinWhatElseIsNamed) {
  EXPECT_EQ(place("salle B304 à Luminy"), "luminy/bat-b/3/b304");
  EXPECT_EQ(place("le vidéoproj de l'amphi Massiani"), "luminy/bat-5/0/massiani");
  EXPECT_EQ(place("amphi masiani"), "luminy/bat-5/0/massiani");
  EXPECT_EQ(place("panne en amphi 2"), "luminy/bat-5/0/a2");
  EXPECT_EQ(place("salle 304 à Luminy"), "luminy") << "the room may be in A or B";
  EXPECT_EQ(place("salle 304 du bât A à Luminy"), "luminy/bat-a/3/a304");
  EXPECT_EQ(place("b304", "aix"), "aix/bat-b/3/b304");
}

TEST_F(Mentions, FindsAFloorOfABuildingOnly) {
  EXPECT_EQ(place("L'alarme du 3e étage Bt A est en panne", "luminy"), "luminy/bat-a/3");
  EXPECT_EQ(place("étage 3 du bâtiment A", "luminy"), "luminy/bat-a/3");
  EXPECT_EQ(place("au rdc du bat b", "luminy"), "luminy/bat-b/0");
  EXPECT_EQ(place("au troisième étage", "luminy"), "");
}

TEST_F(Mentions, StopsWhereItIsNotSure) {
  EXPECT_EQ(place("je déménage de Luminy à Aix", "luminy"), "");
  EXPECT_EQ(place("bonjour, mon mot de passe", "luminy"), "");
  EXPECT_EQ(place("une salle pour un colloque", "luminy"), "");
  EXPECT_EQ(place("la lumière est cassée", "luminy"), "");
  EXPECT_EQ(place(""), "");
  EXPECT_EQ(place("\xff\xfe bât"), "");
}

TEST_F(Mentions, TellsWhichWordsNamedThePlace) {
  EXPECT_THAT(mentions.find("plus de wifi bât. A à Luminy", "").folded, ::testing::ElementsAre("bat", "a", "luminy"));
}

/// The quickest of some turns of finding a room among those of so many buildings, in nanoseconds.
std::int64_t quickest_among(int buildings) {
  std::vector<Place> all{{"c", "", PlaceKind::campus, "Campus"}};
  for (int building = 0; building < buildings; ++building) {
    const std::string id = "c/b" + std::to_string(building);
    all.push_back({id, "c", PlaceKind::building, "Bâtiment " + std::to_string(building)});
    for (int room = 0; room < 100; ++room) {
      all.push_back({id + "/" + std::to_string(room), id, PlaceKind::room, "Salle " + std::to_string(room)});
    }
  }
  const domain::Places places(all);
  const PlaceMentions mentions(places);
  auto quickest = std::numeric_limits<std::int64_t>::max();
  for (int turn = 0; turn < 50; ++turn) {
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(mentions.find("la salle 42 du bâtiment 7 est fermée", "c").place, "c/b7/42");
    const auto took = std::chrono::steady_clock::now() - began;
    quickest = std::min(quickest, std::chrono::duration_cast<std::chrono::nanoseconds>(took).count());
  }
  return quickest;
}

TEST(MentionsOfManyPlaces, CostFarLessThanThereAreMorePlaces) {
  EXPECT_LT(quickest_among(200), 10 * quickest_among(10)) << "twenty times the rooms";
}

}  // namespace
}  // namespace guichet::matching
