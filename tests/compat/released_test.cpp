// SPDX-License-Identifier: GPL-3.0-or-later
// Every binary that was ever released, in a real worker: what it did on the day of its release it does for ever. A test
// here is never changed to suit the counter; it is the counter that is wrong.
#include "tests/plugin_host_fixture.hpp"

#include <guichet/error.h>

#include <future>

namespace guichet::plugins {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

class Released : public PluginHostTest, public testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    PluginHostTest::SetUp();
    port = [](const PluginCall& call, const HostRequest& request) -> domain::Result<json> {
      const domain::Error none{domain::ErrorKind::not_found, "error.none", {}, {}, {}};
      if (request.function == "get")
        return request.payload["name"] == "greeting" ? domain::Result<json>("bonjour") : none;
      if (request.function != "field") return json();
      return request.payload["name"] == "requester.name" ? domain::Result<json>("Dupont of " + call.job) : none;
    };
    WorkerSpec spec;
    spec.id = "sample";
    spec.version = "1.0.0";
    spec.bundle = std::string(GUICHET_RELEASED) + "/" + GetParam();
    spec.capabilities = {"settings", "requests"};
    spec.required_extensions = {"guichet.automation/1", "guichet.option-source/1", "guichet.validator/1"};
    ASSERT_TRUE(host->start(std::move(spec)));
    ASSERT_TRUE(ready("sample")) << health("sample").reason;
  }

  [[nodiscard]] AutomationOutcome automation(const std::string& name, json input = json::object()) const {
    return run("sample", name, std::move(input));
  }

  [[nodiscard]] PluginAnswer ask(const std::string& extension, const std::string& function, const std::string& name,
                                 json input) const {
    PluginCall call;
    call.plugin = "sample";
    call.extension = extension;
    call.function = function;
    call.name = name;
    call.input = std::move(input);
    call.deadline = 20s;
    return host->ask(call);
  }
};

INSTANTIATE_TEST_SUITE_P(Version10, Released,
                         testing::Values("1.0/sample-gcc12", "1.0/sample-clang14-libcxx", "1.0/sample-c11"));

TEST_P(Released, StartsWithItsSettingsAndLogs) {
  ASSERT_TRUE(eventually("sample", [](const WorkerHealth& health) { return health.log.size() >= 2; }));
  const auto log = health("sample").log;
  EXPECT_EQ(log[0], "started with \"bonjour\"");
  EXPECT_EQ(log[1], "a warning");
}

TEST_P(Released, ReadsItsInputAndItsCall) {
  const auto outcome = automation("echo", {{"words", "été à l'ENT"}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["input"], json({{"words", "été à l'ENT"}}));
  EXPECT_EQ(outcome.result["job"], "job-7");
  EXPECT_EQ(outcome.result["attempt"], 1);
  EXPECT_EQ(outcome.result["language"], "fr");
}

TEST_P(Released, CarriesALargeInputThereAndBack) {
  const json large = {{"text", std::string(900'000, 'x')}};
  const auto outcome = automation("echo", large);
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["input"], large);
}

TEST_P(Released, WorksOnItsRequest) {
  const auto outcome = automation("work");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result, json({{"name", "Dupont of job-7"}, {"none", GUICHET_E_NOT_FOUND}}));
  ASSERT_EQ(outcome.effects.size(), 4U);
  for (const HostRequest& effect : outcome.effects) EXPECT_EQ(effect.extension, "guichet.requests/1");
  EXPECT_EQ(outcome.effects[0].function, "comment");
  EXPECT_EQ(outcome.effects[0].payload,
            json({{"visibility", "public"}, {"text", {{"fr", "C'est fait."}, {"en", "It is done."}}}}));
  EXPECT_EQ(outcome.effects[1].payload["visibility"], "internal");
  EXPECT_EQ(outcome.effects[2].function, "set_field");
  EXPECT_EQ(outcome.effects[2].payload, json({{"name", "checked"}, {"value", true}}));
  EXPECT_EQ(outcome.effects[3].function, "complete_step");
  EXPECT_EQ(outcome.effects[3].payload, json({{"result", {{"ok", true}}}}));
}

TEST_P(Released, ResolvesItsRequest) {
  const auto outcome = automation("resolve");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["code"], GUICHET_OK);
  ASSERT_EQ(outcome.effects.size(), 1U);
  EXPECT_EQ(outcome.effects[0].function, "resolve");
  EXPECT_EQ(outcome.effects[0].payload, json({{"message", {{"fr", "Résolu."}, {"en", "Resolved."}}}}));
}

TEST_P(Released, ReadsASettingDuringACall) {
  const auto outcome = automation("settings");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result, json({{"greeting", "bonjour"}, {"none", GUICHET_E_NOT_FOUND}}));
}

TEST_P(Released, ChoosesItsOutcome) {
  const auto later = automation("later");
  EXPECT_EQ(later.kind, Kind::retry);
  EXPECT_EQ(later.retry_at, 1'900'000'000'000);
  EXPECT_EQ(later.reason, json({{"fr", "Plus tard."}, {"en", "Later."}}));
  EXPECT_EQ(automation("never").kind, Kind::failed);
  EXPECT_EQ(automation("never").reason["en"], "Impossible.");
  EXPECT_EQ(automation("person").kind, Kind::hand_over);
  EXPECT_EQ(automation("person").reason["fr"], "À voir.");
}

TEST_P(Released, LosesWhatItAskedWhenItSaysThatItBroke) {
  const auto outcome = automation("breaks");
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_TRUE(outcome.effects.empty());
  EXPECT_NE(outcome.detail.find("the server does not answer"), std::string::npos) << outcome.detail;
  EXPECT_EQ(automation("echo").kind, Kind::done);
}

TEST_P(Released, GivesUpWhenNobodyWaitsAnyMore) {
  // It sees the deadline pass by itself; whether its answer or the counter's patience comes first is a matter of luck.
  const auto outcome = run("sample", "waits", json::object(), 300ms);
  EXPECT_TRUE(outcome.kind == Kind::unknown || outcome.reason["en"] == "Interrupted.") << outcome.detail;
  EXPECT_EQ(automation("echo").kind, Kind::done);
  EXPECT_EQ(health("sample").restarts, 0U);
}

TEST_P(Released, ListsOptions) {
  const auto answer = ask("guichet.option-source/1", "list", "fruits", {{"text", "poire"}, {"limit", 50}});
  ASSERT_EQ(answer.kind, PluginAnswer::Kind::answered) << answer.detail;
  EXPECT_EQ(answer.value, json::parse(R"([{"value": "poire", "label": {"fr": "Tapé", "en": "Typed"}},
                                          {"value": "fig", "label": {"fr": "Figue", "en": "Fig"}}])"));
}

TEST_P(Released, JudgesAnswers) {
  const auto even = ask("guichet.validator/1", "check", "even", {{"count", 4}});
  ASSERT_EQ(even.kind, PluginAnswer::Kind::answered) << even.detail;
  EXPECT_EQ(even.value, json::array());
  const auto odd = ask("guichet.validator/1", "check", "even", {{"count", 3}});
  ASSERT_EQ(odd.kind, PluginAnswer::Kind::answered) << odd.detail;
  EXPECT_EQ(odd.value[0]["field"], "count");
  EXPECT_EQ(odd.value[0]["message"]["fr"], "Un nombre pair, s'il vous plaît.");
}

TEST_P(Released, SaysThatItDoesNotKnowAName) {
  EXPECT_EQ(automation("nothing").kind, Kind::failed);
  EXPECT_EQ(ask("guichet.option-source/1", "list", "nothing", json::object()).code, GUICHET_E_UNSUPPORTED);
  EXPECT_EQ(ask("guichet.validator/1", "check", "nothing", json::object()).code, GUICHET_E_UNSUPPORTED);
  EXPECT_EQ(ask("guichet.panel/0", "render", "nothing", json::object()).code, GUICHET_E_UNSUPPORTED);
}

}  // namespace
}  // namespace guichet::plugins
