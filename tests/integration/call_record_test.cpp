// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody who writes a plugin sees of its calls: automations and questions alike.
#include "web/guichet/call_record.hpp"

#include "tests/plugin_host_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::plugins {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using web::CallRecord;

/// The sample that answers questions is the released one.
class Recorded : public PluginHostTest {
 protected:
  void SetUp() override {
    PluginHostTest::SetUp();
    WorkerSpec spec;
    spec.id = "sample";
    spec.version = "1.0.0";
    spec.bundle = GUICHET_SAMPLE;
    ASSERT_TRUE(host->start(std::move(spec)));
    ASSERT_TRUE(ready("sample")) << health("sample").reason;
  }
  static PluginCall question(const std::string& extension, const std::string& function, const std::string& name,
                             nlohmann::json input) {
    PluginCall call;
    call.plugin = "sample";
    call.extension = extension;
    call.function = function;
    call.name = name;
    call.input = std::move(input);
    return call;
  }
  static domain::Instant noon() { return 1000; }
};

TEST_F(Recorded, KeepsTheChoicesOfAFieldAndTheVerdictOnAnswers) {
  CallRecord record("sample", noon);
  const auto fruits =
      record.ask(*host, question("guichet.option-source/1", "list", "fruits", {{"text", "poire"}, {"limit", 50}}), {});
  ASSERT_EQ(fruits.kind, PluginAnswer::Kind::answered) << fruits.detail;
  const auto even = record.ask(*host, question("guichet.validator/1", "check", "even", {{"count", 3}}), {});
  ASSERT_EQ(even.kind, PluginAnswer::Kind::answered) << even.detail;
  const auto calls = record.latest();
  ASSERT_THAT(calls, SizeIs(2));
  EXPECT_EQ(calls[0].function, "even");
  EXPECT_THAT(calls[0].outcome, HasSubstr("answered: [{"));
  EXPECT_EQ(calls[1].function, "fruits");
  EXPECT_THAT(calls[1].outcome, HasSubstr("\"value\":\"poire\""));
  EXPECT_EQ(calls[1].at, 1000);
  EXPECT_GT(calls[1].took.count(), 0);
}

TEST_F(Recorded, SaysWhyAQuestionHasNoAnswer) {
  CallRecord record("sample", noon);
  const auto unknown = record.ask(*host, question("guichet.option-source/1", "list", "nothing", {}), {});
  EXPECT_EQ(unknown.kind, PluginAnswer::Kind::refused);
  const auto lied = record.ask(*host, question("guichet.option-source/1", "list", "fruits", {{"limit", 50}}),
                               [](const nlohmann::json&) { return false; });
  EXPECT_EQ(lied.kind, PluginAnswer::Kind::unknown);
  const auto calls = record.latest();
  ASSERT_THAT(calls, SizeIs(2));
  EXPECT_EQ(calls[1].outcome.rfind("refused ", 0), 0U) << calls[1].outcome;
  EXPECT_EQ(calls[0].outcome.rfind("unknown: ", 0), 0U) << calls[0].outcome;
}

TEST_F(Recorded, KeepsAutomationsToo) {
  CallRecord record("sample", noon);
  PluginCall call;
  call.plugin = "sample";
  call.name = "echo";
  call.input = {{"account", "dupont"}};
  call.job = "job-7";
  EXPECT_EQ(record.run(*host, call).kind, Kind::done);
  ASSERT_THAT(record.latest(), SizeIs(1));
  EXPECT_EQ(record.latest().front().outcome.rfind("done: ", 0), 0U);
}

TEST_F(Recorded, KeepsNothingOfAnotherPlugin) {
  CallRecord record("library", noon), nobody("", noon);
  for (CallRecord* each : {&record, &nobody}) {
    EXPECT_EQ(each->ask(*host, question("guichet.validator/1", "check", "even", {{"count", 4}}), {}).kind,
              PluginAnswer::Kind::answered);
    EXPECT_THAT(each->latest(), IsEmpty());
  }
}

}  // namespace
}  // namespace guichet::plugins
