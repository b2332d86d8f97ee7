// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/releases.hpp"

#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

using nlohmann::json;

json definition_of(const std::string& id, const std::string& title, const std::string& team = "desk") {
  return {{"id", id},
          {"title", {{"fr", title}, {"en", title}}},
          {"summary", {{"fr", "x"}, {"en", "x"}}},
          {"theme", "life"},
          {"kind", "request"},
          {"says", {{"fr", {"x"}}}},
          {"route", {{"team", team}}}};
}

Snapshot one_department() {
  Snapshot snapshot;
  snapshot.plugins.push_back({"school", "1.0.0", "f", {}, {}, {}, "", false, {}});
  domain::Team team;
  team.id = "school/desk";
  snapshot.teams.push_back(team);
  snapshot.service_definitions.push_back(definition_of("sit", "Une chaise"));
  snapshot.services.push_back(*domain::service_from_json(snapshot.service_definitions.back(), "school"));
  snapshot.fingerprint = "abc";
  snapshot.index();
  return snapshot;
}

TEST(PortalServices, StandInThePlaceOfThePluginsOwnAndBesideThem) {
  const Snapshot plain = one_department();
  std::vector<std::pair<std::string, std::string>> problems;
  const auto laid = with_services(plain,
                                  {{"school/sit", "school", definition_of("sit", "Un fauteuil")},
                                   {"school/stand", "school", definition_of("stand", "Debout")}},
                                  problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(laid->services.size(), 2U);
  EXPECT_EQ(laid->service("school/sit")->title.fr, "Un fauteuil");
  EXPECT_EQ((*laid->definition("school/stand"))["title"]["fr"], "Debout");
  EXPECT_NE(laid->fingerprint, plain.fingerprint);
  EXPECT_EQ(with_services(plain, {}, problems)->fingerprint, plain.fingerprint);
}

TEST(PortalServices, AreLeftOutWhenWhatTheyNameIsNotThere) {
  const Snapshot plain = one_department();
  std::vector<std::pair<std::string, std::string>> problems;
  json broken = definition_of("lie", "Couché");
  broken.erase("route");
  const auto laid = with_services(plain,
                                  {{"school/sit", "school", definition_of("sit", "Un fauteuil", "gone")},
                                   {"school/stand", "school", definition_of("stand", "Debout", "other/team")},
                                   {"school/lie", "school", broken},
                                   {"away/one", "away", definition_of("one", "Ailleurs")}},
                                  problems);
  ASSERT_EQ(laid->services.size(), 1U);
  EXPECT_EQ(laid->service("school/sit")->title.fr, "Une chaise") << "the plugin's own stays";
  EXPECT_EQ(laid->fingerprint, plain.fingerprint);
  EXPECT_EQ(problems.size(), 3U) << "a department that is away is no problem";
}

}  // namespace
}  // namespace guichet::plugins
