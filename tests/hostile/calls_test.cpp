// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

#include <guichet/error.h>

#include <gmock/gmock.h>

#include <atomic>

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;

struct Bad {
  std::string automation;
  AutomationOutcome::Kind kind;
  std::string told;    ///< with the call's outcome, in the log and in the request's history: a regular expression
  std::string reason;  ///< why the process ended, beside the module: likewise; empty when it lives on
};

/// Beside the bad plugin, a good one is called all the time and must answer all the time.
class HostileCall : public PluginHostTest, public ::testing::WithParamInterface<Bad> {
 protected:
  void SetUp() override {
    PluginHostTest::SetUp();
    start("bad_call", {"requests"});
    start("sample_in_c");
    ASSERT_TRUE(ready("bad_call"));
    ASSERT_TRUE(ready("sample_in_c"));
    good_ = std::thread([this] {
      while (!over_) {
        if (run("sample_in_c", "echo", {{"n", 1}}, 5s).kind != Kind::done) ++disturbed_;
        ++served_;
        std::this_thread::sleep_for(1ms);
      }
    });
  }
  void TearDown() override {
    // Some of the bad are over before the good one was called once; afterwards it has to answer all the same.
    for (const int before = served_; served_ < before + 2;) std::this_thread::sleep_for(1ms);
    over_ = true;
    good_.join();
    EXPECT_EQ(disturbed_, 0);
  }

 private:
  std::atomic<bool> over_ = false;
  std::atomic<int> disturbed_ = 0;
  std::atomic<int> served_ = 0;
  std::thread good_;
};

TEST_P(HostileCall, IsSurvived) {
  const Bad& bad = GetParam();
  const auto outcome = run("bad_call", bad.automation, nlohmann::json::object(), 1s);
  EXPECT_EQ(outcome.kind, bad.kind) << outcome.detail;
  EXPECT_THAT(outcome.detail, ::testing::ContainsRegex(bad.told));
  EXPECT_TRUE(outcome.effects.empty());
  if (bad.reason.empty()) {
    EXPECT_EQ(health("bad_call").restarts, 0U) << health("bad_call").last_failure;
  } else {
    EXPECT_TRUE(eventually("bad_call", [](const WorkerHealth& health) { return health.restarts >= 1; }));
    EXPECT_THAT(health("bad_call").last_failure, ::testing::ContainsRegex(bad.reason));
  }
  // Its own next call finds it well again.
  EXPECT_EQ(run("bad_call", "behaves").kind, Kind::done);
}

using Kind = AutomationOutcome::Kind;
INSTANTIATE_TEST_SUITE_P(
    Plugins, HostileCall,
    ::testing::Values(
        Bad{"throws", Kind::failed, "an exception crossed the border: thrown over the border", ""},
        Bad{"throws-a-number", Kind::failed, "an exception crossed the border", ""},
        Bad{"crashes", Kind::unknown, "the plugin e", "signal 11|status"},
        Bad{"aborts", Kind::unknown, "the plugin ended by signal 6", "signal 6 .Aborted"},
        Bad{"exits", Kind::unknown, "the plugin exited with status 7", "status 7"},
        Bad{"exits-quickly", Kind::unknown, "the plugin exited with status 0", "status 0"},
        Bad{"ends-its-thread", Kind::unknown, "the plugin ended by signal 6", "signal 6"},
        Bad{"overflows", Kind::unknown, "the plugin e", "signal 11|status"},
        Bad{"spins", Kind::unknown, "the deadline passed", "did not come back from spins after its deadline"},
        Bad{"hangs", Kind::unknown, "the deadline passed", "did not come back from hangs after its deadline"},
        Bad{"answers-late", Kind::unknown, "the deadline passed", ""}, Bad{"leaks-descriptors", Kind::done, "", ""},
        Bad{"starts-threads", Kind::done, "", ""}, Bad{"floods-log", Kind::unknown, "the deadline passed", ""},
        Bad{"floods-output", Kind::unknown, "the deadline passed", ""},
        Bad{"asks-without-end", Kind::unknown, "asked too much at a time", "asked too much at a time"},
        Bad{"answers-garbage", Kind::unknown, "what is no answer",
            "answered run answers-garbage with what is no answer"},
        Bad{"answers-nothing", Kind::unknown, "what is no answer", "with what is no answer"},
        Bad{"answers-deep", Kind::unknown, "what is no answer", "with what is no answer"},
        Bad{"answers-huge", Kind::failed, "the answer is over the cap", ""},
        Bad{"answers-other", Kind::unknown, "what is no answer", "with what is no answer"},
        Bad{"answers-twice", Kind::done, "", "answered a call that it was not given"},
        Bad{"answers-unknown-call", Kind::unknown, "not given", "answered a call that it was not given"},
        Bad{"sends-unknown-type", Kind::unknown, "unknown type", "sent a message of an unknown type"},
        Bad{"sends-no-json", Kind::unknown, "no message", "sent what is no message"},
        Bad{"sends-endless-length", Kind::unknown, "no message", "sent what is no message"},
        Bad{"sends-deep-head", Kind::unknown, "no message", "sent what is no message"},
        Bad{"asks-for-another-call", Kind::unknown, "not running", "asked on behalf of a call that is not running"},
        Bad{"asks-with-no-json", Kind::unknown, "no JSON", "asked for what is no JSON"},
        Bad{"says-hello-again", Kind::unknown, "hello wrongly", "said hello wrongly"},
        Bad{"says-bye", Kind::unknown, "bye before it was told", "said bye before it was told to end"},
        Bad{"asks-outside-calls", Kind::unknown, "the deadline passed|does not read",
            "did not come back|does not read"},
        Bad{"closes-socket", Kind::unknown, "the deadline passed|status 0|closed its socket",
            "status 0|closed its socket"}),
    [](const auto& info) {
      std::string name = info.param.automation;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

class HostilePlugin : public PluginHostTest {};

TEST_F(HostilePlugin, ThatCrashesAgainAndAgainIsQuarantinedWithItsReason) {
  start("bad_call");
  for (int times = 0; times < 5; ++times) EXPECT_EQ(run("bad_call", "aborts").kind, Kind::unknown);
  ASSERT_TRUE(
      eventually("bad_call", [](const WorkerHealth& health) { return health.state == WorkerState::quarantined; }));
  EXPECT_NE(health("bad_call").last_failure.find("signal 6"), std::string::npos);
  const auto outcome = run("bad_call", "behaves");
  EXPECT_EQ(outcome.kind, Kind::unavailable);
  EXPECT_NE(outcome.detail.find("quarantined"), std::string::npos) << outcome.detail;
  host->stop("bad_call");
  start("bad_call");
  EXPECT_EQ(run("bad_call", "behaves").kind, Kind::done);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(HostilePlugin, ThatAllocatesWithoutEndFailsAlone) {
  start("bad_call");
  const auto outcome = run("bad_call", "allocates");
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_THAT(outcome.detail, ::testing::HasSubstr("bad_alloc"));
  EXPECT_EQ(run("bad_call", "behaves").kind, Kind::done);
}
#endif

TEST_F(HostilePlugin, ThatUsesWhatItWasNotGrantedIsRefusedAndNoted) {
  start("bad_call");
  EXPECT_EQ(run("bad_call", "uses-ungranted").result["said"], std::to_string(GUICHET_E_FORBIDDEN));
  EXPECT_EQ(health("bad_call").refusals.at(0), "guichet.directory.modify/0 unlock without directory.modify");
}

// The one effect that an answer that came too late, or twice, could have had.
TEST_F(HostilePlugin, ThatAnswersAfterItsDeadlineChangesNothing) {
  port = [](const PluginCall&, const HostRequest&) { return domain::Result<nlohmann::json>(nlohmann::json()); };
  start("bad_call", {"requests"});
  const auto late = run("bad_call", "answers-late", {}, 300ms);
  EXPECT_EQ(late.kind, Kind::unknown);
  EXPECT_TRUE(late.effects.empty());
  ASSERT_TRUE(eventually("bad_call", [](const WorkerHealth& health) { return health.running == 0; }));
  EXPECT_EQ(health("bad_call").errors, 1U);
}

TEST_F(HostilePlugin, ThatAsksForMoreThanACallMayIsToldSo) {
  start("bad_call", {"requests"});
  const auto outcome = run("bad_call", "comments-without-end");
  EXPECT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["said"], std::to_string(GUICHET_E_LIMIT));
  EXPECT_EQ(outcome.effects.size(), 100U);
}

TEST_F(HostilePlugin, ThatFloodsKeepsOnlyItsLastLines) {
  start("bad_call");
  EXPECT_EQ(run("bad_call", "floods-log", {}, 500ms).kind, Kind::unknown);
  EXPECT_LE(health("bad_call").log.size(), 100U);
  EXPECT_LE(health("bad_call").log.back().size(), 1024U);
}

}  // namespace
}  // namespace guichet::plugins
