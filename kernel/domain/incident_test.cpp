// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Telling telling(RequestId request, std::vector<std::string> roots, std::string place = "luminy") {
  return {request, "person:" + std::to_string(request), std::move(roots), std::move(place), request};
}

TEST(Likeness, IsTheShareOfWordsInCommon) {
  EXPECT_DOUBLE_EQ(likeness({"wifi"}, {"wifi"}), 1);
  EXPECT_NEAR(likeness({"connect", "wifi"}, {"wifi"}), 0.707, 0.001);
  EXPECT_DOUBLE_EQ(likeness({"imprim"}, {"wifi"}), 0);
  EXPECT_DOUBLE_EQ(likeness({}, {}), 0) << "two requests without words are not alike";
}

TEST(Incident, IsToldByFiveDifferentPeopleOfOnePlace) {
  std::vector<Telling> told{telling(1, {"wifi"}),
                            telling(2, {"connect", "wifi"}),
                            telling(3, {"wifi"}),
                            telling(4, {"imprim"}),
                            telling(5, {"wifi"}, "aix"),
                            telling(6, {"wifi"}, ""),
                            telling(7, {"wifi"}, "luminy/bat-a")};
  EXPECT_THAT(told_by_many(told, 6), ElementsAre(0, 1, 2, 5, 6));
  told[0].who = told[2].who;
  EXPECT_THAT(told_by_many(told, 6), IsEmpty()) << "one person who insists counts once";
}

TEST(Incident, IsSeenAlsoWhenTheLastOneSaysItInAnUnusualWay) {
  const std::vector<Telling> told{telling(1, {"wifi"}), telling(2, {"eduroam", "wifi"}), telling(3, {"coup", "wifi"}),
                                  telling(4, {"rame", "wifi"}), telling(5, {"capt", "wifi"})};
  EXPECT_THAT(told_by_many(told, 4), ElementsAre(0, 1, 2, 3, 4));
}

TEST(Incident, KeepsWhatItsTellingsHaveInCommon) {
  const Telling one = telling(1, {"connect", "wifi"}, "luminy/bat-a/1"), two = telling(2, {"wifi"}, "luminy/bat-a"),
                three = telling(3, {"eduroam", "wifi"}, "");
  EXPECT_THAT(common_roots({&one, &two, &three}), ElementsAre("wifi"));
  EXPECT_EQ(common_place({&one, &two, &three}), "luminy/bat-a");
  const Telling other = telling(4, {"wifi"}, "luminy/bat-b");
  EXPECT_EQ(common_place({&one, &other}), "luminy");
  EXPECT_EQ(common_place({&three}), "");
}

TEST(Incident, ConcernsThoseOfItsPlaceComponentAndAudience) {
  Incident incident;
  incident.place = "luminy/bat-a";
  Person person;
  person.campus = "luminy";
  person.component = "sciences";
  person.affiliation = {"student"};
  EXPECT_TRUE(concerns(incident, nullptr, &person));
  EXPECT_FALSE(concerns(incident, nullptr, nullptr)) << "nothing was said of those who are not signed in";
  incident.open_to_all = true;
  EXPECT_TRUE(concerns(incident, nullptr, nullptr));
  incident.component = "fss";
  EXPECT_FALSE(concerns(incident, nullptr, &person));
  incident.component = "sciences";
  Audience staff;
  staff.affiliation = {"staff"};
  EXPECT_FALSE(concerns(incident, &staff, &person));
  person.campus = "aix";
  EXPECT_FALSE(concerns(incident, nullptr, &person));
}

TEST(Incident, IsToldOfByWordsAlikeAtItsPlace) {
  Incident incident;
  incident.place = "luminy";
  incident.roots = {"wifi"};
  EXPECT_TRUE(tells_of(incident, {"connect", "wifi"}, "luminy/bat-b"));
  EXPECT_TRUE(tells_of(incident, {"wifi"}, ""));
  EXPECT_FALSE(tells_of(incident, {"wifi"}, "aix"));
  EXPECT_FALSE(tells_of(incident, {"imprim"}, "luminy"));
}

}  // namespace
}  // namespace guichet::domain
