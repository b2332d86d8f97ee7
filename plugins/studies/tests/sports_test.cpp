// SPDX-License-Identifier: GPL-3.0-or-later
#include "season.hpp"

#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using namespace guichet::sdk::testing;
using nlohmann::json;

namespace {

const json yoga_and_dance = {{"yoga", "tue-noon"}, {"dance", "mon-evening"}, {"swimming", nullptr}};

std::string key_of(const std::string& session) {
  return "sports/" + studies::season_at(std::time(nullptr)) + "/" + session;
}

const FakeEffect* comment_of(const FakeRun& run) {
  const auto found = std::find_if(run.effects.begin(), run.effects.end(),
                                  [](const FakeEffect& effect) { return effect.function == "comment"; });
  return found == run.effects.end() ? nullptr : &*found;
}

class Sports : public ::testing::Test {
 protected:
  Sports() : host(guichet_plugin_entry()) { ask_as("7K2-X9Q"); }
  void ask_as(const std::string& reference) { host.set_field("request.reference", reference); }
  [[nodiscard]] std::size_t held(const std::string& session) const {
    const json kept = host.stored(key_of(session));
    return kept.is_object() ? kept["holders"].size() : 0;
  }
  FakeHost host;
};

}  // namespace

TEST_F(Sports, TakesAPlaceInEverySessionChosen) {
  const FakeRun run = host.run("enrol-in-sports", yoga_and_dance);
  ASSERT_EQ(run.outcome["outcome"], "done") << run.outcome;
  EXPECT_EQ(run.outcome["result"]["sessions"], 2);
  EXPECT_EQ(held("yoga/tue-noon"), 1u);
  EXPECT_EQ(held("dance/mon-evening"), 1u);
  ASSERT_NE(comment_of(run), nullptr);
  const std::string said = comment_of(run)->payload.dump();
  EXPECT_NE(said.find("yoga, le mardi"), std::string::npos) << said;
}

TEST_F(Sports, TakesItOnceHoweverOftenItIsRun) {
  (void)host.run("enrol-in-sports", yoga_and_dance);
  const FakeRun again = host.run("enrol-in-sports", yoga_and_dance, 2);
  EXPECT_EQ(again.outcome["outcome"], "done");
  EXPECT_TRUE(again.effects.empty());
  EXPECT_EQ(held("yoga/tue-noon"), 1u);
}

TEST_F(Sports, NeverGivesMorePlacesThanThereAre) {
  host.set_setting("places", 2);
  for (const char* reference : {"A", "B"}) {
    ask_as(reference);
    EXPECT_EQ(host.run("enrol-in-sports", {{"yoga", "tue-noon"}}).outcome["outcome"], "done");
  }
  ask_as("C");
  const FakeRun run = host.run("enrol-in-sports", yoga_and_dance);
  EXPECT_EQ(run.outcome["outcome"], "hand-over");
  EXPECT_NE(run.outcome["reason"]["fr"].get<std::string>().find("yoga"), std::string::npos);
  EXPECT_EQ(held("yoga/tue-noon"), 2u);
  EXPECT_EQ(held("dance/mon-evening"), 0u) << "all that was chosen, or nothing";
}

TEST_F(Sports, GivesThePlacesBackForSomebodyElse) {
  host.set_setting("places", 1);
  const FakeRun enrolled = host.run("enrol-in-sports", yoga_and_dance);
  json input = yoga_and_dance;
  input["result"] = enrolled.outcome["result"];
  EXPECT_EQ(host.run("leave-sports", input).outcome["result"]["given_back"], 2);
  EXPECT_EQ(host.run("leave-sports", input).outcome["result"]["given_back"], 0);
  ask_as("B");
  EXPECT_EQ(host.run("enrol-in-sports", yoga_and_dance).outcome["outcome"], "done");
}

TEST_F(Sports, GivesBackNobodyElsesPlace) {
  ask_as("A");
  (void)host.run("enrol-in-sports", {{"yoga", "tue-noon"}});
  ask_as("B");
  const FakeRun run = host.run("leave-sports", {{"result", {{"places", {key_of("yoga/tue-noon")}}}}});
  EXPECT_EQ(run.outcome["result"]["given_back"], 0);
  EXPECT_EQ(held("yoga/tue-noon"), 1u);
}

TEST_F(Sports, TriesAgainWhenOthersEnrolAtTheSameMoment) {
  host.refuse("guichet.storage/0", "put", GUICHET_E_CONFLICT, "");
  EXPECT_EQ(host.run("enrol-in-sports", yoga_and_dance).outcome["outcome"], "retry");
}

TEST_F(Sports, GoesToTheTeamWhenNothingWasChosen) {
  EXPECT_EQ(host.run("enrol-in-sports", {{"yoga", nullptr}}).outcome["outcome"], "hand-over");
}

TEST(Season, BeginsInAugust) {
  constexpr std::time_t last_of_july = 1785456000, first_of_august = 1785542400;  // 2026
  EXPECT_EQ(studies::season_at(last_of_july), "2025");
  EXPECT_EQ(studies::season_at(first_of_august), "2026");
}
