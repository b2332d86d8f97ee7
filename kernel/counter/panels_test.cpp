// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/panels.hpp"

#include "kernel/counter/plugin_questions.hpp"
#include "tests/support/counter_fixture.hpp"

namespace guichet::counter {
namespace {

using nlohmann::json;
using plugins::PluginAnswer;

json text_of(const char* words) {
  return {{"fr", words}, {"en", words}};
}

TEST(Blocks, OfEveryTypeAreTaken) {
  EXPECT_TRUE(
      are_blocks(json::array({{{"type", "text"}, {"text", text_of("a")}},
                              {{"type", "figure"}, {"label", text_of("a")}, {"value", "1"}},
                              {{"type", "figure"}, {"label", text_of("a")}, {"value", "1"}, {"unit", text_of("h")}},
                              {{"type", "link"}, {"label", text_of("a")}, {"href", "mailto:a@b.example"}},
                              {{"type", "table"},
                               {"columns", json::array({text_of("a"), text_of("b")})},
                               {"rows", json::array({json::array({"1", ""})})}}})));
  EXPECT_TRUE(are_blocks(json::array()));
}

TEST(Blocks, ThatAreNotWhatTheySayAreRefused) {
  const json link{{"type", "link"}, {"label", text_of("a")}};
  for (const char* const address : {"javascript:alert(1)", "data:text/html,x", "//evil.example", "/demandes/1",
                                    "https://a b", "HTTPS:", "https://a\"onclick=", ""}) {
    json wrong = link;
    wrong["href"] = address;
    EXPECT_FALSE(are_blocks(json::array({wrong}))) << address;
  }
  for (const json& wrong :
       {json(nullptr), json::object(), json("text"), json::array({1}), json::array({json::object()}),
        json::array({{{"type", "html"}, {"html", "<b>"}}}), json::array({{{"type", "text"}, {"text", "a"}}}),
        json::array({{{"type", "text"}, {"text", {{"fr", "a"}}}}}),
        json::array({{{"type", "text"}, {"text", text_of(std::string(5000, 'x').c_str())}}}),
        json::array({{{"type", "figure"}, {"label", text_of("a")}, {"value", 1}}}),
        json::array(
            {{{"type", "table"}, {"columns", json::array({text_of("a")})}, {"rows", json::array({json::array()})}}}),
        json(21, {{"type", "text"}, {"text", text_of("a")}})}) {
    EXPECT_FALSE(are_blocks(wrong)) << wrong.dump().substr(0, 80);
  }
}

class Panels : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    plugins::Panel own{"it/printer", "it", {"Imprimante", "Printer"}, {}, 1000};
    plugins::Panel foreign{"other/spy", "other", {"Espion", "Spy"}, {"it/wifi", "health/harassment"}, 1000};
    snapshot->panels = {own, foreign};
    snapshot->index();
    registry.replace(snapshot);
    questions = std::make_unique<PluginQuestions>(
        [this](const plugins::PluginCall& call, const plugins::ShapeCheck& shape) {
          calls.push_back(call);
          PluginAnswer answer = next;
          if (answer.kind == PluginAnswer::Kind::answered && !shape(answer.value))
            answer.kind = PluginAnswer::Kind::unknown;
          return answer;
        },
        [] { return test::morning; });
    counter->questions = questions.get();
    next.kind = PluginAnswer::Kind::answered;
    next.value = json::array({{{"type", "text"}, {"text", text_of("en panne")}}});
  }
  std::unique_ptr<PluginQuestions> questions;
  PluginAnswer next;
  std::vector<plugins::PluginCall> calls;
};

TEST_F(Panels, AreShownToTheTeamAlone) {
  const auto request = send_wifi();
  const auto shown = panels(*counter, as("network"), request.id);
  ASSERT_TRUE(shown.ok());
  ASSERT_EQ(shown->panels.size(), 1U);
  EXPECT_TRUE(shown->panels[0].answered);
  EXPECT_EQ(shown->panels[0].blocks[0]["text"]["fr"], "en panne");
  EXPECT_EQ(calls[0].input["request"]["answers"]["event"], "Colloque");
  EXPECT_EQ(calls[0].input["viewer"]["login"], "network");
  EXPECT_EQ(calls[0].request, request.id);
  for (const char* const login : {"student", "friend", "identity"}) {
    EXPECT_FALSE(panels(*counter, as(login), request.id).ok()) << login;
  }
  EXPECT_FALSE(panels(*counter, as(""), request.id).ok());
}

TEST_F(Panels, SayThatTheirPluginIsSilentOrLies) {
  const auto request = send_wifi();
  next.value = json::array({{{"type", "html"}, {"html", "<script>"}}});
  EXPECT_FALSE(panels(*counter, as("network"), request.id)->panels[0].answered);
  next.kind = PluginAnswer::Kind::unavailable;
  EXPECT_FALSE(panels(*counter, as("network"), request.id)->panels[0].answered);
  counter->questions = nullptr;
  EXPECT_FALSE(panels(*counter, as("network"), request.id)->panels[0].answered);
}

TEST_F(Panels, OfOtherPluginsSeeNothing) {
  const auto request = send("student", "health/harassment", {{"what", "faits"}});
  const auto shown = panels(*counter, as("listener"), request.id);
  ASSERT_TRUE(shown.ok());
  EXPECT_TRUE(shown->panels.empty());
  EXPECT_TRUE(calls.empty());
  (void)panels(*counter, as("network"), send_wifi().id);
  for (const auto& call : calls) EXPECT_EQ(call.plugin, "it");
}

TEST_F(Panels, AreWaitedForNoLongerThanAPageMay) {
  auto snapshot = std::make_shared<plugins::Snapshot>(*registry.current());
  snapshot->panels[0].deadline = 5 * domain::minute;
  registry.replace(snapshot);
  (void)panels(*counter, as("network"), send_wifi().id);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_LE(calls[0].deadline, std::chrono::seconds(5));
}

}  // namespace
}  // namespace guichet::counter
