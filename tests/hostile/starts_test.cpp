// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;

/// A plugin that cannot be used: the short name of why, and the sentence that says more.
struct Unusable {
  std::string bundle;
  std::string reason;
  std::string said;
};

class UnusablePlugin : public PluginHostTest, public ::testing::WithParamInterface<Unusable> {};

TEST_P(UnusablePlugin, IsRefusedOnceWithItsReason) {
  start(GetParam().bundle);
  const auto outcome = run(GetParam().bundle, "anything", {}, 5s);
  EXPECT_EQ(outcome.kind, Kind::unavailable);
  const WorkerHealth seen = health(GetParam().bundle);
  EXPECT_EQ(seen.state, WorkerState::refused);
  EXPECT_EQ(seen.reason, GetParam().reason) << seen.last_failure;
  EXPECT_THAT(seen.last_failure, ::testing::HasSubstr(GetParam().said));
  EXPECT_EQ(outcome.detail, seen.last_failure);
  EXPECT_EQ(seen.restarts, 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Plugins, UnusablePlugin,
    ::testing::Values(Unusable{"throws_in_create", "create-failed", "an exception left create()"},
                      Unusable{"refuses_create", "create-failed", "create() answered"},
                      Unusable{"throws_in_start", "start-failed", "an exception left start(): thrown in start"},
                      Unusable{"newer_contract", "wrong-version", "built for contract 2.0, this counter speaks 1."},
                      Unusable{"wrong_magic", "wrong-magic", "does not answer the entry of a plugin"},
                      Unusable{"null_entry", "wrong-magic", "does not answer the entry of a plugin"},
                      Unusable{"no_functions", "incomplete", "without all its functions"},
                      Unusable{"there_is_none", "not-loadable", "there_is_none/plugin.so"}),
    [](const auto& info) { return info.param.bundle; });

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(PluginHostTest, APluginThatTakesAllMemoryWhenItStartsIsRefused) {
  WorkerSpec spec;
  spec.id = "allocates_in_start";
  spec.bundle = std::string(GUICHET_BUNDLES) + "/allocates_in_start";
  spec.memory_mib = 32;
  ASSERT_TRUE(host->start(std::move(spec)));
  EXPECT_FALSE(ready("allocates_in_start"));
  EXPECT_EQ(health("allocates_in_start").reason, "start-failed");
  EXPECT_THAT(health("allocates_in_start").last_failure, ::testing::HasSubstr("bad_alloc"));
}
#endif

class CrashingPlugin : public PluginHostTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(CrashingPlugin, IsQuarantinedWhileOthersServe) {
  start("sample_in_c");
  start(GetParam());
  ASSERT_TRUE(
      eventually(GetParam(), [](const WorkerHealth& health) { return health.state == WorkerState::quarantined; }));
  const std::string end = GetParam() == "exits_in_load" ? "exited with status 0" : "ended by signal 6 (Aborted)";
  EXPECT_EQ(health(GetParam()).last_failure, end);
  const auto outcome = run(GetParam(), "anything");
  EXPECT_EQ(outcome.kind, Kind::unavailable);
  EXPECT_EQ(outcome.detail, "the plugin is quarantined: " + end);
  EXPECT_EQ(run("sample_in_c", "echo").kind, Kind::done);
}

INSTANTIATE_TEST_SUITE_P(Plugins, CrashingPlugin,
                         ::testing::Values("crashes_in_load", "crashes_in_start", "exits_in_load"),
                         [](const auto& info) { return info.param; });

PluginHost& with_short_patience(std::unique_ptr<PluginHost>& host) {
  HostOptions options;
  options.worker = GUICHET_WORKER;
  options.timings.hello = 500ms;
  options.timings.drain_grace = 300ms;
  options.timings.crashes_to_quarantine = 1;
  host = std::move(PluginHost::create(std::move(options))).value();
  return *host;
}

WorkerSpec spec_of(const std::string& bundle) {
  WorkerSpec spec;
  spec.id = bundle;
  spec.bundle = std::string(GUICHET_BUNDLES) + "/" + bundle;
  return spec;
}

TEST(HangingPlugin, InLoadOrStartIsGivenUpAfterItsTime) {
  for (const char* const bundle : {"hangs_in_load", "hangs_in_start"}) {
    std::unique_ptr<PluginHost> holder;
    PluginHost& host = with_short_patience(holder);
    ASSERT_TRUE(host.start(spec_of(bundle)));
    EXPECT_FALSE(host.wait_until_ready(bundle, 10s));
    EXPECT_EQ(host.health().at(0).state, WorkerState::quarantined);
    EXPECT_EQ(host.health().at(0).last_failure, "was not ready in time");
  }
}

TEST(HangingPlugin, InStopIsEndedAfterTheGrace) {
  std::unique_ptr<PluginHost> holder;
  PluginHost& host = with_short_patience(holder);
  ASSERT_TRUE(host.start(spec_of("hangs_in_stop")));
  ASSERT_TRUE(host.wait_until_ready("hangs_in_stop", 10s));
  const auto from = std::chrono::steady_clock::now();
  host.stop("hangs_in_stop");
  EXPECT_LT(std::chrono::steady_clock::now() - from, 3s);
}

// A plugin that is stopped is gone, whatever it does about it; and the next start finds nothing of it.
TEST(BadStop, IsAnEndAllTheSame) {
  for (const char* const bundle : {"crashes_in_stop", "throws_in_stop", "hangs_in_stop"}) {
    std::unique_ptr<PluginHost> holder;
    PluginHost& host = with_short_patience(holder);
    for (int times = 0; times < 2; ++times) {
      ASSERT_TRUE(host.start(spec_of(bundle)));
      ASSERT_TRUE(host.wait_until_ready(bundle, 10s)) << bundle;
      host.stop(bundle);
      EXPECT_TRUE(host.health().empty());
    }
  }
}

TEST(MissingWorker, IsSaidAndNotTriedForEver) {
  HostOptions options;
  options.worker = "/nowhere/guichet-worker";
  options.timings.crashes_to_quarantine = 2;
  options.timings.back_off = 10ms;
  const auto host = std::move(PluginHost::create(std::move(options))).value();
  ASSERT_TRUE(host->start(spec_of("sample_in_c")));
  EXPECT_FALSE(host->wait_until_ready("sample_in_c", 10s));
  EXPECT_NE(host->health().at(0).last_failure.find("posix_spawn"), std::string::npos);
}

TEST(MissingExtension, RefusesThePluginThatItsManifestNeedsItFrom) {
  std::unique_ptr<PluginHost> holder;
  PluginHost& host = with_short_patience(holder);
  WorkerSpec spec = spec_of("sample_in_c");
  spec.required_extensions = {"guichet.automation/1", "guichet.validator/1"};
  ASSERT_TRUE(host.start(spec));
  EXPECT_FALSE(host.wait_until_ready("sample_in_c", 10s));
  EXPECT_EQ(host.health().at(0).reason, "missing-extension");
  EXPECT_EQ(host.health().at(0).last_failure, "the manifest needs guichet.validator/1, the library does not offer it");
}

TEST(MissingExtension, IsNotReplacedByATableThatIsSmallerThanItSays) {
  std::unique_ptr<PluginHost> holder;
  PluginHost& host = with_short_patience(holder);
  WorkerSpec spec = spec_of("table_too_small");
  spec.required_extensions = {"guichet.automation/1"};
  ASSERT_TRUE(host.start(spec));
  EXPECT_FALSE(host.wait_until_ready("table_too_small", 10s));
  EXPECT_EQ(host.health().at(0).reason, "missing-extension");
}

}  // namespace
}  // namespace guichet::plugins
