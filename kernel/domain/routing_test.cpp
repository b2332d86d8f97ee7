// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/routing.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using nlohmann::json;

Team branch(const char* id, std::vector<std::string> campus, std::vector<std::string> building = {},
            std::vector<std::string> component = {}) {
  Team team;
  team.id = id;
  team.title = {id, id};
  team.of = "facilities/local";
  team.covers_campus = std::move(campus);
  team.covers_building = std::move(building);
  team.covers_component = std::move(component);
  return team;
}

class Routing : public testing::Test {
 protected:
  Routing() {
    Team group;
    group.id = "facilities/local";
    group.group = true;
    Team desk;
    desk.id = "facilities/desk";
    desk.title = {"Accueil", "Desk"};
    teams = {group,
             branch("facilities/luminy", {"luminy"}),
             branch("facilities/aix", {"aix"}),
             branch("facilities/hall", {}, {"luminy/bat-a"}),
             branch("facilities/third-floor", {}, {"luminy/bat-a/3"}),
             branch("facilities/law", {}, {}, {"fdsp"}),
             desk};
    person.id = 7;
    person.campus = "aix";
    person.component = "fdsp";
  }

  RoutingInput input(const json* answers) { return {&person, answers, &places, words}; }

  static Route to(const char* team, std::vector<std::string> near = {}, json when = nullptr) {
    return {std::move(when), team, std::move(near), {}};
  }

  Places places{{{"luminy", "", PlaceKind::campus, "Luminy"},
                 {"luminy/bat-a", "luminy", PlaceKind::building, "Bâtiment A"},
                 {"luminy/bat-a/3", "luminy/bat-a", PlaceKind::floor, "3e étage"},
                 {"luminy/bat-ab", "luminy", PlaceKind::building, "Bâtiment AB"},
                 {"timone", "", PlaceKind::campus, "Timone"},
                 {"aix", "", PlaceKind::campus, "Aix"}}};
  Teams teams;
  Person person;
  std::string words;
};

TEST_F(Routing, SendsAnAlarmToTheCampusOfItsBuilding) {
  const json answers = {{"place", "luminy/bat-ab"}};
  const auto decision =
      follow_routes({to("facilities/local", {"answers.place", "requester.campus"})}, teams, input(&answers));
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->team, "facilities/luminy");
  EXPECT_EQ(decision->why.key, "route.near");
  EXPECT_EQ(decision->why.parameters["place"], "Luminy");
}

TEST_F(Routing, PrefersTheNarrowestBuilding) {
  const json hall = {{"place", "luminy/bat-a"}}, third = {{"place", "luminy/bat-a/3"}};
  const std::vector<Route> routes{to("facilities/local", {"answers.place"})};
  EXPECT_EQ(follow_routes(routes, teams, input(&hall))->team, "facilities/hall");
  EXPECT_EQ(follow_routes(routes, teams, input(&third))->team, "facilities/third-floor");
  EXPECT_EQ(follow_routes(routes, teams, input(&third))->why.parameters["place"], "Luminy, Bâtiment A, 3e étage");
}

TEST_F(Routing, FallsBackToTheRequesterWhenNoPlaceIsKnown) {
  const json nowhere = {{"place", "atlantis"}}, none = json::object();
  const std::vector<Route> routes{to("facilities/local", {"answers.place", "requester.campus"})};
  EXPECT_EQ(follow_routes(routes, teams, input(&nowhere))->team, "facilities/aix");
  EXPECT_EQ(follow_routes(routes, teams, input(&none))->team, "facilities/aix");
  EXPECT_EQ(follow_routes({to("facilities/local", {"requester.component"})}, teams, input(&none))->team,
            "facilities/law");
}

TEST_F(Routing, DoesNotSendAFaultToTheRequestersCampusWhenItIsElsewhere) {
  const json answers = {{"place", "timone"}};
  EXPECT_FALSE(follow_routes({to("facilities/local", {"answers.place", "requester.campus"})}, teams, input(&answers)));
  const std::vector<Route> with_fallback{to("facilities/local", {"answers.place"}), to("facilities/desk")};
  EXPECT_EQ(follow_routes(with_fallback, teams, input(&answers))->team, "facilities/desk");
}

TEST_F(Routing, TakesTheFirstRouteWhoseConditionHolds) {
  const json answers = {{"kind", "wifi"}};
  const json is_wifi = {{"==", {{{"var", "answers.kind"}}, "wifi"}}};
  const json is_print = {{"==", {{{"var", "answers.kind"}}, "print"}}};
  const std::vector<Route> routes{to("facilities/aix", {}, is_print), to("facilities/law", {}, is_wifi),
                                  to("facilities/desk")};
  EXPECT_EQ(follow_routes(routes, teams, input(&answers))->team, "facilities/law");
}

TEST_F(Routing, TriesServiceThenDepartmentThenMatchThenTriage) {
  Service service;
  service.title = {"Alarme", "Alarm"};
  service.route = {to("facilities/desk")};
  Route rule = to("facilities/law");
  rule.why = {"Le droit s'en occupe.", "Law takes care of it."};
  const MatchedRoute match{"Clés", "Keys", {to("facilities/aix")}, 0.8};
  const json answers = json::object();

  const RoutingDecision own = route(&service, {rule}, match, 0.6, teams, input(&answers));
  EXPECT_EQ(own.team, "facilities/desk");
  EXPECT_EQ(own.why.key, "route.service");
  EXPECT_EQ(own.why.parameters["service"]["fr"], "Alarme");

  const RoutingDecision department = route(nullptr, {rule}, match, 0.6, teams, input(nullptr));
  EXPECT_EQ(department.why.key, "route.department");
  EXPECT_EQ(department.why.text.en, "Law takes care of it.");

  const RoutingDecision matched = route(nullptr, {}, match, 0.6, teams, input(nullptr));
  EXPECT_EQ(matched.team, "facilities/aix");
  EXPECT_EQ(matched.why.key, "route.match");

  const RoutingDecision unsure = route(nullptr, {}, match, 0.9, teams, input(nullptr));
  EXPECT_EQ(unsure.team, triage_team);
  EXPECT_EQ(unsure.why.key, "route.triage");
}

TEST_F(Routing, LetsDepartmentsReadTheWordsOfAFreeRequest) {
  words = "un courriel de phishing";
  const Route rule = to("facilities/desk", {}, {{"in", {"phishing", {{"var", "request.words"}}}}});
  EXPECT_EQ(route(nullptr, {rule}, {}, 1, teams, input(nullptr)).team, "facilities/desk");
  words = "une clé";
  EXPECT_EQ(route(nullptr, {rule}, {}, 1, teams, input(nullptr)).team, triage_team);
}

TEST_F(Routing, IgnoresTeamsThatDoNotExistAndRequestersUnknown) {
  EXPECT_FALSE(follow_routes({to("gone/team")}, teams, input(nullptr)));
  EXPECT_FALSE(follow_routes({to("facilities/local", {"requester.campus"})}, teams, {}));
}

}  // namespace
}  // namespace guichet::domain
