// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/person.hpp"

#include "kernel/domain/audience.hpp"
#include "kernel/domain/place.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

TEST(Person, IsAnEmployeeWhenTheyWorkHere) {
  Person person;
  person.affiliation = {"researcher"};
  EXPECT_TRUE(has_affiliation(person, "employee"));
  EXPECT_EQ(variables_of(person)["affiliation"], nlohmann::json({"researcher", "employee"}));
  person.affiliation = {"student"};
  EXPECT_FALSE(has_affiliation(person, "employee"));
  EXPECT_EQ(variables_of(person)["affiliation"], nlohmann::json({"student"}));
  EXPECT_TRUE(variables_of(Person{})["affiliation"].is_array());
}

TEST(Audience, HoldsWhoMatchesEveryList) {
  Person person;
  person.affiliation = {"staff"};
  person.campus = "luminy";
  EXPECT_TRUE(Audience{}.includes(&person));
  EXPECT_TRUE((Audience{{"employee"}, {"luminy", "aix"}, {}, false}.includes(&person)));
  EXPECT_FALSE((Audience{{"employee"}, {"aix"}, {}, false}.includes(&person)));
  EXPECT_FALSE((Audience{{"student"}, {}, {}, false}.includes(&person)));
  EXPECT_FALSE((Audience{{}, {}, {"sciences"}, false}.includes(&person)));
}

TEST(Audience, HoldsTheSignedOutOnlyWhenPublic) {
  EXPECT_FALSE(Audience{}.includes(nullptr));
  EXPECT_TRUE((Audience{{}, {}, {}, true}.includes(nullptr)));
}

TEST(Places, NameThePathToARoom) {
  const Places places{{{"luminy", "", PlaceKind::campus, "Luminy"},
                       {"luminy/a", "luminy", PlaceKind::building, "Bâtiment A"},
                       {"luminy/a/301", "luminy/a", PlaceKind::room, "salle A301"}}};
  EXPECT_EQ(places.label("luminy/a/301"), "Luminy, Bâtiment A, salle A301");
  EXPECT_EQ(places.campus_of("luminy/a/301"), "luminy");
  EXPECT_EQ(places.campus_of("mars"), "");
  EXPECT_EQ(places.path_to("luminy/a").size(), 2U);
  ASSERT_EQ(places.children_of("luminy").size(), 1U);
  EXPECT_EQ(places.children_of("")[0]->id, "luminy");
}

TEST(Places, DoNotTurnInARing) {
  const Places places{{{"a", "b", PlaceKind::building, "A"}, {"b", "a", PlaceKind::building, "B"}}};
  EXPECT_EQ(places.campus_of("a"), "");
  EXPECT_LE(places.path_to("a").size(), 8U);
}

TEST(LocalText, FallsBackToTheOtherLanguage) {
  EXPECT_EQ((LocalText{"un", ""}.in(Language::en)), "un");
  EXPECT_EQ((LocalText{"un", "one"}.in(Language::en)), "one");
  const nlohmann::json json = LocalText{"un", "one"};
  EXPECT_EQ(json.get<LocalText>(), (LocalText{"un", "one"}));
}

TEST(Explanation, SurvivesBeingWrittenDown) {
  const Explanation why{"route.near", {{"place", "Luminy"}}, {"parce que", ""}};
  const auto read = nlohmann::json(why).get<Explanation>();
  EXPECT_EQ(read.key, why.key);
  EXPECT_EQ(read.parameters, why.parameters);
  EXPECT_EQ(read.text, why.text);
}

}  // namespace
}  // namespace guichet::domain
