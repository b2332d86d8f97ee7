// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin_host_fixture.hpp"

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;

/// A plugin that cannot be used, and the short name of why.
struct Unusable {
  std::string bundle;
  std::string reason;
};

class UnusablePlugin : public PluginHostTest, public ::testing::WithParamInterface<Unusable> {};

TEST_P(UnusablePlugin, IsRefusedOnceWithItsReason) {
  start(GetParam().bundle);
  const auto outcome = run(GetParam().bundle, "anything", {}, 5s);
  EXPECT_EQ(outcome.kind, Kind::unavailable);
  const WorkerHealth seen = health(GetParam().bundle);
  EXPECT_EQ(seen.state, WorkerState::refused);
  EXPECT_EQ(seen.reason, GetParam().reason) << seen.last_failure;
  EXPECT_FALSE(seen.last_failure.empty());
  EXPECT_EQ(seen.restarts, 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Plugins, UnusablePlugin,
    ::testing::Values(Unusable{"throws_in_create", "create-failed"}, Unusable{"refuses_create", "create-failed"},
                      Unusable{"throws_in_start", "start-failed"}, Unusable{"newer_contract", "wrong-version"},
                      Unusable{"wrong_magic", "wrong-magic"}, Unusable{"null_entry", "wrong-magic"},
                      Unusable{"no_functions", "incomplete"}, Unusable{"there_is_none", "not-loadable"}),
    [](const auto& info) { return info.param.bundle; });

class CrashingPlugin : public PluginHostTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(CrashingPlugin, IsQuarantinedWhileOthersServe) {
  start("sample_in_c");
  start(GetParam());
  ASSERT_TRUE(
      eventually(GetParam(), [](const WorkerHealth& health) { return health.state == WorkerState::quarantined; }));
  EXPECT_NE(health(GetParam()).last_failure.find("signal 6"), std::string::npos) << health(GetParam()).last_failure;
  EXPECT_EQ(run(GetParam(), "anything").kind, Kind::unavailable);
  EXPECT_EQ(run("sample_in_c", "echo").kind, Kind::done);
}

INSTANTIATE_TEST_SUITE_P(Plugins, CrashingPlugin, ::testing::Values("crashes_in_load", "crashes_in_start"),
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

TEST(HangingPlugin, InStartIsGivenUpAfterItsTime) {
  std::unique_ptr<PluginHost> holder;
  PluginHost& host = with_short_patience(holder);
  ASSERT_TRUE(host.start(spec_of("hangs_in_start")));
  EXPECT_FALSE(host.wait_until_ready("hangs_in_start", 10s));
  EXPECT_EQ(host.health().at(0).state, WorkerState::quarantined);
  EXPECT_EQ(host.health().at(0).last_failure, "was not ready in time");
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
}

}  // namespace
}  // namespace guichet::plugins
