// SPDX-License-Identifier: GPL-3.0-or-later
// Two plugins, each with its own copy of the same library in another version, in one counter.
#include "tests/plugin_host_fixture.hpp"

namespace guichet::plugins {
namespace {

class PrivateLibrary : public PluginHostTest {
 protected:
  nlohmann::json count(const std::string& plugin, int times) {
    const auto outcome = run(plugin, "count", {{"times", times}});
    EXPECT_EQ(outcome.kind, Kind::done) << outcome.detail;
    return outcome.result;
  }
};

TEST_F(PrivateLibrary, IsEachPluginsOwnInItsVersion) {
  start("counts_with_1");
  start("counts_with_2");
  ASSERT_TRUE(ready("counts_with_1"));
  ASSERT_TRUE(ready("counts_with_2"));
  for (int turn = 1; turn <= 3; ++turn) {  // in turn, so that what one keeps would show in the other
    const nlohmann::json first = {{"version", "1.4.2"}, {"total", 5}, {"calls", 5 * turn}};
    const nlohmann::json second = {{"version", "2.0.1"}, {"total", 6}, {"calls", 3 * turn}};
    EXPECT_EQ(count("counts_with_1", 5), first);
    EXPECT_EQ(count("counts_with_2", 3), second);
  }
}

}  // namespace
}  // namespace guichet::plugins
