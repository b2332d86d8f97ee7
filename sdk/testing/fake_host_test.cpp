// SPDX-License-Identifier: Apache-2.0
// The sample plugin, as its author would test it.
#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

namespace guichet::sdk::testing {
namespace {

TEST(FakeHost, RecordsWhatThePluginAsksFor) {
  FakeHost host(guichet_plugin_entry());
  ASSERT_TRUE(host.started());
  const FakeRun run = host.run("unlock", {{"account", "dupont"}});
  EXPECT_EQ(run.outcome["outcome"], "done");
  ASSERT_EQ(run.effects.size(), 3U);
  EXPECT_EQ(run.effects[0].function, "unlock");
  EXPECT_EQ(run.effects[1].payload["text"]["fr"], "Votre compte est déverrouillé.");
}

TEST(FakeHost, PlaysARefusal) {
  FakeHost host(guichet_plugin_entry());
  host.refuse(GUICHET_EXT_DIRECTORY_MODIFY, "unlock", GUICHET_E_NOT_FOUND, "error.account.unknown");
  const FakeRun run = host.run("unlock", {{"account", "nobody"}});
  EXPECT_EQ(run.outcome["outcome"], "hand-over");
  EXPECT_EQ(run.effects.at(0).payload["text"]["en"], "Refused: error.account.unknown");
}

TEST(FakeHost, GivesTheSettingsAndFieldsThatTheTestSet) {
  FakeHost host(guichet_plugin_entry());
  host.set_setting("greeting", "bonjour");
  host.set_field("requester.name", "Dupont");
  const FakeRun run = host.run("reads", {});
  EXPECT_EQ(run.code, GUICHET_E_UNSUPPORTED);
  EXPECT_EQ(host.run("read", {}).outcome["result"]["field"], "Dupont");
}

TEST(FakeHost, DropsWhatAPluginThatBreaksHadAskedFor) {
  FakeHost host(guichet_plugin_entry());
  const FakeRun run = host.run("breaks", {});
  EXPECT_EQ(run.code, GUICHET_E_INTERNAL);
  EXPECT_EQ(run.why, "the plugin broke");
  EXPECT_TRUE(run.effects.empty());
}

TEST(FakeHost, CancelsACall) {
  FakeHost host(guichet_plugin_entry());
  host.cancel_calls();
  EXPECT_EQ(host.run("sleeps", {{"ms", 10000}}).outcome["outcome"], "failed");
}

}  // namespace
}  // namespace guichet::sdk::testing
