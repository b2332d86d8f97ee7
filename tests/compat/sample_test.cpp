// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

#include <signal.h>

#include <atomic>
#include <future>

namespace guichet::plugins {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

class Sample : public PluginHostTest {};

TEST_F(Sample, AnswersWhatItWasAsked) {
  start("sample");
  const auto outcome = run("sample", "echo", {{"account", "dupont"}, {"words", "été à l'ENT"}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["input"]["words"], "été à l'ENT");
  EXPECT_EQ(outcome.result["job"], "job-7");
  EXPECT_EQ(outcome.result["attempt"], 1);
  EXPECT_TRUE(outcome.effects.empty());
}

TEST_F(Sample, AnswersInPureC) {
  start("sample_in_c");
  const auto outcome = run("sample_in_c", "echo", {{"account", "dupont"}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["input"]["account"], "dupont");
  EXPECT_EQ(run("sample_in_c", "nothing").kind, Kind::failed);
}

TEST_F(Sample, CarriesALargeInputThereAndBack) {
  start("sample");
  const std::string large(900'000, 'x');
  const auto outcome = run("sample", "echo", {{"text", large}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["input"]["text"], large);
}

TEST_F(Sample, IsNotGivenAnInputOverTheCaps) {
  start("sample");
  EXPECT_EQ(run("sample", "echo", {{"text", std::string(2'000'000, 'x')}}).kind, Kind::failed);
  json deep = 1;
  for (int level = 0; level < 100; ++level) deep = json::array({deep});
  EXPECT_EQ(run("sample", "echo", deep).kind, Kind::failed);
  EXPECT_EQ(run("sample", "echo").kind, Kind::done);
}

TEST_F(Sample, HoldsWhatItAsksUntilTheOutcome) {
  port = [](const PluginCall&, const HostRequest&) { return json({{"accepted", true}}); };
  start("sample", {"requests", "directory.modify"});
  const auto outcome = run("sample", "unlock", {{"account", "dupont"}});
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  ASSERT_EQ(outcome.effects.size(), 3U);
  EXPECT_EQ(outcome.effects[0].extension, "guichet.directory.modify/0");
  EXPECT_EQ(outcome.effects[0].payload, json({{"account", "dupont"}}));
  EXPECT_EQ(outcome.effects[1].function, "comment");
  EXPECT_EQ(outcome.effects[1].payload["visibility"], "public");
  EXPECT_EQ(outcome.effects[2].payload, json({{"name", "unlocked"}, {"value", true}}));
}

TEST_F(Sample, IsToldWhyTheCounterRefuses) {
  port = [](const PluginCall&, const HostRequest& request) -> domain::Result<json> {
    if (request.function == "unlock")
      return domain::Error{domain::ErrorKind::not_found, "error.account.unknown", {}, {}, {}};
    return json();
  };
  start("sample", {"requests", "directory.modify"});
  const auto outcome = run("sample", "unlock", {{"account", "nobody"}});
  ASSERT_EQ(outcome.kind, Kind::hand_over) << outcome.detail;
  ASSERT_EQ(outcome.effects.size(), 1U);
  EXPECT_EQ(outcome.effects[0].payload["text"]["en"], "Refused: error.account.unknown");
}

TEST_F(Sample, IsRefusedWhatItWasNotGranted) {
  std::atomic<int> asked = 0;
  port = [&](const PluginCall&, const HostRequest&) {
    ++asked;
    return json();
  };
  start("sample");
  const auto outcome = run("sample", "unlock", {{"account", "dupont"}});
  EXPECT_EQ(outcome.kind, Kind::hand_over) << outcome.detail;
  EXPECT_TRUE(outcome.effects.empty());
  EXPECT_EQ(asked, 0);
  ASSERT_FALSE(health("sample").refusals.empty());
  EXPECT_EQ(health("sample").refusals.front(), "guichet.settings/1 get without settings");
}

TEST_F(Sample, ReadsItsSettingsAndTheRequestItWorksFor) {
  port = [](const PluginCall& call, const HostRequest& request) -> domain::Result<json> {
    if (request.function == "get") return json("bonjour");
    return json(call.job + " of " + request.payload["name"].get<std::string>());
  };
  start("sample", {"settings", "requests"});
  const auto outcome = run("sample", "read");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["setting"], "bonjour");
  EXPECT_EQ(outcome.result["field"], "job-7 of requester.name");
  EXPECT_EQ(health("sample").log.front(), "started with \"bonjour\"");
}

TEST_F(Sample, ChoosesItsOutcome) {
  start("sample");
  const auto later = run("sample", "later");
  EXPECT_EQ(later.kind, Kind::retry);
  EXPECT_GT(later.retry_at.value_or(0), 1'700'000'000'000);
  const auto never = run("sample", "never");
  EXPECT_EQ(never.kind, Kind::failed);
  EXPECT_EQ(never.reason["fr"], "Impossible.");
  EXPECT_EQ(health("sample").errors, 0U);
}

TEST_F(Sample, LosesWhatItAskedWhenItThrows) {
  start("sample", {"requests"});
  const auto outcome = run("sample", "breaks");
  EXPECT_EQ(outcome.kind, Kind::failed);
  EXPECT_TRUE(outcome.effects.empty());
  EXPECT_NE(outcome.detail.find("the plugin broke"), std::string::npos) << outcome.detail;
  EXPECT_EQ(health("sample").errors, 1U);
  EXPECT_EQ(run("sample", "echo").kind, Kind::done);
}

TEST_F(Sample, IsUnknownWhenItsWorkerIsKilledInTheMiddleAndWorksAgainAfterwards) {
  start("sample");
  ASSERT_TRUE(ready("sample"));
  auto running = std::async(std::launch::async, [&] { return run("sample", "sleeps", {{"ms", 10000}}); });
  ASSERT_TRUE(eventually("sample", [](const WorkerHealth& health) { return health.running == 1; }));
  auto waiting = std::async(std::launch::async, [&] { return run("sample", "echo"); });
  ASSERT_TRUE(eventually("sample", [](const WorkerHealth& health) { return health.queued == 1; }));
  ASSERT_EQ(kill(health("sample").pid, SIGKILL), 0);
  const auto outcome = running.get();
  EXPECT_EQ(outcome.kind, Kind::unknown);
  EXPECT_EQ(outcome.detail, "the plugin ended by signal 9 (Killed)");
  EXPECT_EQ(waiting.get().kind, Kind::done);
  EXPECT_EQ(health("sample").restarts, 1U);
}

TEST_F(Sample, IsCancelledAtItsDeadlineAndKeepsItsProcessWhenItHeedsThat) {
  start("sample");
  ASSERT_TRUE(ready("sample"));
  const int pid = health("sample").pid;
  EXPECT_EQ(run("sample", "sleeps", {{"ms", 10000}}, 100ms).kind, Kind::unknown);
  EXPECT_EQ(run("sample", "echo").kind, Kind::done);
  EXPECT_EQ(health("sample").pid, pid);
}

TEST_F(Sample, RunsAsManyCallsAtATimeAsItsManifestSays) {
  start("sample", {}, 4);
  ASSERT_TRUE(ready("sample"));
  const auto from = std::chrono::steady_clock::now();
  std::vector<std::future<AutomationOutcome>> calls;
  for (int times = 0; times < 4; ++times) {
    calls.push_back(std::async(std::launch::async, [&] { return run("sample", "sleeps", {{"ms", 300}}); }));
  }
  for (auto& call : calls) EXPECT_EQ(call.get().kind, Kind::done);
  EXPECT_LT(std::chrono::steady_clock::now() - from, 1100ms);
}

TEST_F(Sample, TurnsCallsAwayAtOnceWhenItsQueueIsFull) {
  start("sample");
  ASSERT_TRUE(ready("sample"));
  std::vector<std::future<AutomationOutcome>> calls;
  for (int times = 0; times < 65; ++times) {
    calls.push_back(std::async(std::launch::async, [&] { return run("sample", "sleeps", {{"ms", 1500}}, 3s); }));
  }
  ASSERT_TRUE(eventually("sample", [](const WorkerHealth& health) { return health.queued == 64; }));
  const auto from = std::chrono::steady_clock::now();
  EXPECT_EQ(run("sample", "echo").kind, Kind::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - from, 200ms);
  int unavailable = 0;
  for (auto& call : calls) unavailable += call.get().kind == Kind::unavailable ? 1 : 0;
  // One or two have run; on a slow machine the last to come have time left for a try.
  EXPECT_GT(unavailable, 30);
}

TEST_F(Sample, FinishesItsCallsWhenItIsStopped) {
  start("sample");
  ASSERT_TRUE(ready("sample"));
  auto running = std::async(std::launch::async, [&] { return run("sample", "sleeps", {{"ms", 300}}); });
  ASSERT_TRUE(eventually("sample", [](const WorkerHealth& health) { return health.running == 1; }));
  host->stop("sample");
  EXPECT_EQ(running.get().kind, Kind::done);
  EXPECT_EQ(run("sample", "echo").kind, Kind::unavailable);
  EXPECT_TRUE(host->health().empty());
  start("sample");
  EXPECT_EQ(run("sample", "echo").kind, Kind::done);
}

TEST_F(Sample, IsNotStartedTwice) {
  start("sample");
  WorkerSpec again;
  again.id = "sample";
  const auto answer = host->start(again);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, domain::ErrorKind::conflict);
}

TEST_F(Sample, RunsUnderEveryFenceThisMachineHas) {
  start("sample");
  ASSERT_TRUE(ready("sample"));
  const json sandbox = health("sample").sandbox;
  for (const char* const fence : {"descriptors", "no-new-privileges", "dies-with-counter", "capabilities", "seccomp"}) {
    EXPECT_EQ(sandbox.value(fence, ""), "in force") << fence;
  }
  // Landlock may be missing from a kernel; then it has to say so.
  EXPECT_FALSE(sandbox.value("landlock", "").empty());
}

TEST_F(Sample, ServesManyThreadsAtOnceWithoutMixingAnswers) {
  start("sample", {}, 2);
  start("sample_in_c");
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int times = 0; times < 100; ++times) {
        const int number = thread * 1000 + times;
        const auto outcome = run(thread % 2 == 0 ? "sample" : "sample_in_c", "echo", {{"number", number}});
        if (outcome.kind != Kind::done || outcome.result["input"]["number"] != number) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace guichet::plugins
