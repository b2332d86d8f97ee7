#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

using namespace guichet::sdk::testing;

TEST(PrepareCertificate, IsDoneForANumberInPairs) {
  FakeHost host(guichet_plugin_entry());
  host.set_setting("signatory", "La présidence");
  const FakeRun run = host.run("prepare-certificate", {{"number", "12 34 56 78"}});
  EXPECT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(run.outcome["result"]["signed_by"], "La présidence");
  ASSERT_EQ(run.effects.size(), 1u);
  EXPECT_EQ(run.effects[0].function, "comment");
}

TEST(PrepareCertificate, HandsOverWhatIsNoNumber) {
  FakeHost host(guichet_plugin_entry());
  const FakeRun run = host.run("prepare-certificate", {{"number", "abc"}});
  EXPECT_EQ(run.outcome["outcome"], "hand-over");
  EXPECT_TRUE(run.effects.empty());
}
