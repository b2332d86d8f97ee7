// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/restart_policy.hpp"

#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

using namespace std::chrono_literals;
using Clock = RestartPolicy::Clock;

TEST(RestartPolicy, DoublesItsPatienceAndQuarantinesTheFifthCrash) {
  RestartPolicy policy{HostTimings{}};
  Clock::time_point now{};
  for (const auto wait : {1s, 2s, 4s, 8s}) {
    EXPECT_EQ(policy.crashed(now), wait);
    now += wait;
  }
  EXPECT_EQ(policy.crashed(now), std::nullopt);
}

TEST(RestartPolicy, WaitsAMinuteAtMostForAPluginThatKeepsCrashingSlowly) {
  RestartPolicy policy{HostTimings{}};
  Clock::time_point now{};
  std::chrono::milliseconds last{};
  for (int crash = 0; crash < 40; ++crash) {
    const auto wait = policy.crashed(now);
    ASSERT_TRUE(wait);
    last = *wait;
    now += 100s;
  }
  EXPECT_EQ(last, 60s);
}

TEST(RestartPolicy, ForgivesAfterAQuietWindow) {
  RestartPolicy policy{HostTimings{}};
  Clock::time_point now{};
  for (int crash = 0; crash < 4; ++crash) EXPECT_TRUE(policy.crashed(now));
  now += 6min;
  EXPECT_EQ(policy.crashed(now), 1s);
}

}  // namespace
}  // namespace guichet::plugins
