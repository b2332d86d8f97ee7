// SPDX-License-Identifier: GPL-3.0-or-later
// A worker exchanged for another one while calls go on, with real workers.
#include "tests/plugin_host_fixture.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;

class Replacement : public PluginHostTest {
 protected:
  static WorkerSpec spec_of(const std::string& bundle, const std::string& version, std::uint32_t threads = 2) {
    WorkerSpec spec;
    spec.id = "versioned";
    spec.version = version;
    spec.bundle = std::string(GUICHET_BUNDLES) + "/" + bundle;
    spec.threads = threads;
    return spec;
  }

  void begin_with_the_first() {
    ASSERT_TRUE(host->start(spec_of("versioned_1", "1.0.0")));
    ASSERT_TRUE(ready("versioned"));
  }

  [[nodiscard]] int version_that_answers(int ms = 0) const {
    const auto outcome = run("versioned", "answer", {{"ms", ms}});
    return outcome.kind == Kind::done ? outcome.result.value("version", 0) : -1;
  }
};

TEST_F(Replacement, LetsTheOldFinishWhatItHasAndGivesTheNewEverythingElse) {
  begin_with_the_first();
  std::atomic<int> old_answer{0};
  std::thread slow([&] { old_answer = version_that_answers(800); });
  ASSERT_TRUE(eventually("versioned", [](const WorkerHealth& health) { return health.running == 1; }));
  ASSERT_TRUE(host->replace(spec_of("versioned_2", "2.0.0"), 10s));
  EXPECT_EQ(version_that_answers(), 2);
  EXPECT_EQ(old_answer, 0) << "the old one was to be still at work";
  slow.join();
  EXPECT_EQ(old_answer, 1);
  EXPECT_EQ(health("versioned").version, "2.0.0");
}

TEST_F(Replacement, LosesNoCallUnderLoad) {
  begin_with_the_first();
  std::atomic<bool> stop{false};
  std::atomic<int> done{0}, lost{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!stop) (version_that_answers(3) > 0 ? done : lost)++;
    });
  }
  for (int round = 0; round < 6; ++round) {
    const int next = round % 2 == 0 ? 2 : 1;
    const auto replaced = host->replace(spec_of("versioned_" + std::to_string(next), std::to_string(next)), 10s);
    EXPECT_TRUE(replaced) << replaced.error().detail;
    std::this_thread::sleep_for(50ms);
  }
  stop = true;
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(lost, 0);
  EXPECT_GT(done, 0);
}

struct Unfit {
  std::string bundle;
  std::string reason;
};
class UnfitReplacement : public Replacement, public ::testing::WithParamInterface<Unfit> {};

TEST_P(UnfitReplacement, LeavesTheOldOneAtWorkAndSaysWhy) {
  begin_with_the_first();
  const int pid = health("versioned").pid;
  const auto replaced = host->replace(spec_of(GetParam().bundle, "2.0.0"), 1500ms);
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().message, "error.plugin.replace");
  EXPECT_EQ(replaced.error().parameters.at("reason"), GetParam().reason) << replaced.error().detail;
  EXPECT_FALSE(replaced.error().detail.empty());
  EXPECT_EQ(version_that_answers(), 1);
  EXPECT_EQ(health("versioned").pid, pid);
  // And it may be exchanged again, for one that is fit.
  EXPECT_TRUE(host->replace(spec_of("versioned_2", "2.0.1"), 10s));
  EXPECT_EQ(version_that_answers(), 2);
}

INSTANTIATE_TEST_SUITE_P(Plugins, UnfitReplacement,
                         ::testing::Values(Unfit{"throws_in_start", "start-failed"},
                                           Unfit{"crashes_in_start", "crashed"}, Unfit{"crashes_in_load", "crashed"},
                                           Unfit{"hangs_in_start", "slow"}, Unfit{"wrong_magic", "wrong-magic"},
                                           Unfit{"there_is_none", "not-loadable"}),
                         [](const auto& info) { return info.param.bundle; });

TEST_F(Replacement, RefusesOneThatLacksWhatItsManifestNeeds) {
  begin_with_the_first();
  WorkerSpec lacking = spec_of("versioned_2", "2.0.0");
  lacking.required_extensions = {"guichet.validator/1"};
  const auto replaced = host->replace(lacking, 10s);
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().parameters.at("reason"), "missing-extension");
  EXPECT_EQ(version_that_answers(), 1);
}

TEST_F(Replacement, StartsTheNewOneWhereNoneRuns) {
  ASSERT_TRUE(host->replace(spec_of("versioned_2", "2.0.0"), 10s));
  EXPECT_EQ(version_that_answers(), 2);
}

TEST_F(Replacement, ReplacesOneThatWasRefused) {
  ASSERT_TRUE(host->start(spec_of("throws_in_start", "1.0.0")));
  ASSERT_TRUE(eventually("versioned", [](const WorkerHealth& health) { return health.state == WorkerState::refused; }));
  ASSERT_TRUE(host->replace(spec_of("versioned_2", "2.0.0"), 10s));
  EXPECT_EQ(version_that_answers(), 2);
}

TEST_F(Replacement, RetiringFinishesWhatIsThereAndTakesNothingNew) {
  begin_with_the_first();
  std::vector<std::thread> callers;
  std::atomic<int> finished{0};
  // Two at work, two that wait for them.
  for (int i = 0; i < 4; ++i) callers.emplace_back([&] { finished += version_that_answers(300) == 1 ? 1 : 0; });
  ASSERT_TRUE(
      eventually("versioned", [](const WorkerHealth& health) { return health.running == 2 && health.queued == 2; }));
  const int pid = health("versioned").pid;
  host->retire("versioned");
  EXPECT_EQ(run("versioned", "answer").kind, Kind::unavailable);
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(finished, 4);
  bool gone = false;
  for (int times = 0; times < 500 && !gone; ++times) {
    gone = kill(pid, 0) != 0;
    if (!gone) std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(gone);
  EXPECT_TRUE(host->start(spec_of("versioned_2", "2.0.0")));
  EXPECT_EQ(version_that_answers(), 2);
}

}  // namespace
}  // namespace guichet::plugins
