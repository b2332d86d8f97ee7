// SPDX-License-Identifier: GPL-3.0-or-later
// The drafts of the contract through a real worker: what a plugin in C++ asks arrives as the headers say, and what it
// offers is called.
#include "tests/plugin_host_fixture.hpp"

#include <guichet/error.h>

namespace guichet::plugins {
namespace {

using nlohmann::json;

class Drafts : public PluginHostTest {
 protected:
  [[nodiscard]] PluginAnswer ask(const std::string& extension, const std::string& function, const std::string& name,
                                 json input) const {
    PluginCall call;
    call.plugin = "drafts";
    call.extension = extension;
    call.function = function;
    call.name = name;
    call.input = std::move(input);
    call.deadline = std::chrono::seconds(20);
    return host->ask(call);
  }
};

TEST_F(Drafts, ReadThroughTheWorker) {
  std::vector<HostRequest> asked;
  port = [&](const PluginCall&, const HostRequest& request) -> domain::Result<json> {
    asked.push_back(request);
    if (request.payload.contains("name") && request.payload["name"] == "nothing")
      return domain::Error{domain::ErrorKind::not_found, "error.none", {}, {}, {}};
    return json(request.function);
  };
  start("drafts", {"secrets", "people", "storage"});
  const auto outcome = run("drafts", "reads");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_EQ(outcome.result["secret"], "get");
  EXPECT_EQ(outcome.result["person"], "find");
  EXPECT_EQ(outcome.result["unset"], GUICHET_E_NOT_FOUND);
  ASSERT_EQ(asked.size(), 5U);
  EXPECT_EQ(asked[1].extension, "guichet.people/0");
  EXPECT_EQ(asked[1].payload, json({{"who", "requester"}}));
  EXPECT_EQ(asked[3].payload, json({{"prefix", "c"}, {"page", {{"limit", 100}}}}));
}

TEST_F(Drafts, HoldWhatTheyChange) {
  port = [](const PluginCall&, const HostRequest& request) -> domain::Result<json> {
    if (request.function == "get") return json({{"value", 4}, {"revision", 9}});
    return json();
  };
  start("drafts", {"mail", "schedule", "requests", "directory.modify", "storage"});
  const auto outcome = run("drafts", "changes");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  ASSERT_GE(outcome.effects.size(), 5U);
  EXPECT_EQ(outcome.effects[0].extension, "guichet.mail/0");
  EXPECT_EQ(outcome.effects[0].payload,
            json({{"name", "ready"}, {"message", {{"to", "requester"}, {"values", {{"where", "Aix"}}}}}}));
  EXPECT_EQ(outcome.effects[1].payload, json({{"name", "expire"}, {"when", 0}, {"input", {{"n", 1}}}}));
  EXPECT_EQ(outcome.effects[2].payload["service"], "facilities/key");
  EXPECT_EQ(outcome.effects[4].payload, json({{"key", "count"}, {"revision", 9}, {"value", 5}}));
}

TEST_F(Drafts, AreRefusedWithoutTheirCapability) {
  start("drafts");
  const auto outcome = run("drafts", "changes");
  ASSERT_EQ(outcome.kind, Kind::done) << outcome.detail;
  EXPECT_TRUE(outcome.effects.empty());
  for (const json& code : outcome.result["codes"]) EXPECT_EQ(code, GUICHET_E_FORBIDDEN);
}

TEST_F(Drafts, AreCalledByTheirTable) {
  start("drafts");
  EXPECT_EQ(ask("guichet.schedule-run/0", "run", "expire", {{"due", 5}}).value["result"]["due"], 5);
  EXPECT_EQ(ask("guichet.panel/0", "render", "history", {{"request", {{"reference", "R"}}}}).value.size(), 4U);
  EXPECT_EQ(ask("guichet.sign-in/0", "begin", "by-badge", {{"back", "b"}}).value["go"],
            "https://sso.example/?service=b");
  EXPECT_EQ(ask("guichet.sign-in/0", "finish", "by-badge", {{"query", {{"ticket", "x"}}}}).code, GUICHET_E_FORBIDDEN);
  EXPECT_EQ(ask("guichet.directory/0", "find", "holders", {{"login", "x"}}).code, GUICHET_E_NOT_FOUND);
  EXPECT_EQ(ask("guichet.directory/0", "list", "holders", json::object()).value["people"].size(), 1U);
  EXPECT_EQ(ask("guichet.transport/0", "send", "sms", {{"to", {{"phone", "06"}}}}).value["outcome"], "done");
  EXPECT_EQ(ask("guichet.assistant/0", "propose", "guess", {{"services", json::array({{{"id", "a/b"}}})}})
                .value["services"][0]["id"],
            "a/b");
  EXPECT_EQ(ask("guichet.panel/0", "paint", "history", json::object()).code, GUICHET_E_UNSUPPORTED);
}

}  // namespace
}  // namespace guichet::plugins
