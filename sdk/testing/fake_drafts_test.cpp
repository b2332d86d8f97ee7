// SPDX-License-Identifier: Apache-2.0
// Every draft of the contract, as the author of a plugin would test it.
#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

namespace guichet::sdk::testing {
namespace {

using nlohmann::json;

TEST(FakeDrafts, AreReadAsTheTestSetThem) {
  FakeHost host(guichet_plugin_entry());
  host.set_secret("key", "s3cret");
  host.set_person("requester", {{"login", "dupont"}});
  host.store("count", 41);
  host.store("other", 1);
  const FakeRun run = host.run("reads", json::object());
  ASSERT_EQ(run.code, GUICHET_OK) << run.why;
  const json& result = run.outcome["result"];
  EXPECT_EQ(result["secret"], "s3cret");
  EXPECT_EQ(result["person"]["login"], "dupont");
  EXPECT_EQ(result["kept"], json({{"value", 41}, {"revision", 1}}));
  EXPECT_EQ(result["keys"], json::parse(R"({"keys": [{"key": "count", "revision": 1}]})"));
  EXPECT_EQ(result["unset"], GUICHET_E_NOT_FOUND);
}

TEST(FakeDrafts, RecordWhatWouldBeHeldAndKeepWhatIsStored) {
  FakeHost host(guichet_plugin_entry());
  const FakeRun first = host.run("changes", json::object());
  ASSERT_EQ(first.code, GUICHET_OK) << first.why;
  EXPECT_EQ(first.outcome["result"]["codes"], json({0, 0, 0, 0, 0, GUICHET_E_CONFLICT}));
  ASSERT_EQ(first.effects.size(), 5U);
  EXPECT_EQ(first.effects[0].payload["message"], json({{"to", "requester"}, {"values", {{"where", "Aix"}}}}));
  EXPECT_EQ(first.effects[1].payload, json({{"name", "expire"}, {"when", 0}, {"input", {{"n", 1}}}}));
  EXPECT_EQ(first.effects[2].payload["request"]["answers"]["room"], "12");
  EXPECT_EQ(host.stored("count"), 1);
  EXPECT_EQ(host.run("changes", json::object()).effects[4].payload["revision"], 1);
  EXPECT_EQ(host.stored("count"), 2);
}

TEST(FakeDrafts, GiveConnectionsThatTheTestPlays) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("connects", json::object()).outcome["outcome"], "failed");
  host.set_connection("ldap.univ.example", 636, "hello");
  EXPECT_EQ(host.run("connects", json::object()).outcome["result"]["said"], "hello");
  host.refuse(GUICHET_EXT_CONNECT, "open", GUICHET_E_UNAVAILABLE, "error.connect");
  EXPECT_EQ(host.run("connects", json::object()).outcome["reason"]["en"], "No connection: error.connect");
}

TEST(FakeDrafts, CarryFilesBothWays) {
  FakeHost host(guichet_plugin_entry());
  host.set_file("a-1", {{"name", "photo.png"}, {"type", "image/png"}, {"size", 4}}, "data");
  const FakeRun run = host.run("copies-file", {{"file", "a-1"}});
  ASSERT_EQ(run.code, GUICHET_OK) << run.why;
  EXPECT_EQ(run.outcome["result"], json({{"type", "image/png"}, {"written", true}}));
  ASSERT_EQ(run.effects.size(), 1U);
  EXPECT_EQ(run.effects[0].payload, json({{"name", "copy of photo.png"}, {"content", "data"}}));
}

TEST(FakeDrafts, AskThePluginForWhatItOffers) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run_schedule("expire", {{"due", 5}, {"input", json::object()}}).outcome["result"]["due"], 5);
  const FakeRun panel = host.render_panel("history", {{"request", {{"reference", "R-1"}}}});
  ASSERT_EQ(panel.outcome.size(), 4U);
  EXPECT_EQ(panel.outcome[1]["unit"]["fr"], "badges");
  EXPECT_EQ(panel.outcome[2]["rows"], json::parse(R"([["R-1"]])"));
  EXPECT_EQ(host.begin_sign_in("by-badge", {{"back", "https://b"}}).outcome["go"],
            "https://sso.example/?service=https://b");
  EXPECT_EQ(host.finish_sign_in("by-badge", {{"query", {{"ticket", "good"}}}}).outcome,
            json({{"login", "dupont"}, {"name", "Jeanne Dupont"}, {"assurance", "two-factor"}}));
  EXPECT_EQ(host.finish_sign_in("by-badge", {{"query", {{"ticket", "bad"}}}}).code, GUICHET_E_FORBIDDEN);
  EXPECT_EQ(host.find_in_directory("holders", {{"login", "dupont"}}).outcome["login"], "dupont");
  EXPECT_EQ(host.find_in_directory("holders", {{"login", "nobody"}}).code, GUICHET_E_NOT_FOUND);
  EXPECT_EQ(host.list_directory("holders", json::object()).outcome["people"].size(), 1U);
  EXPECT_EQ(host.send_notice("sms", {{"to", {{"phone", "06"}}}}).outcome["result"]["to"], "06");
  EXPECT_EQ(
      host.ask_assistant("guess", {{"services", json::array({{{"id", "it/wifi"}}})}}).outcome["services"][0]["id"],
      "it/wifi");
}

TEST(FakeDrafts, AreRefusedByNameWhenThePluginHasNone) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.render_panel("nothing", json::object()).code, GUICHET_E_UNSUPPORTED);
  EXPECT_EQ(host.list_options("nothing", "x").code, GUICHET_E_UNSUPPORTED);
}

}  // namespace
}  // namespace guichet::sdk::testing
