// SPDX-License-Identifier: GPL-3.0-or-later
// What one plugin keeps, and another that wants it: a real worker, the counter's own port, a database.
#include "kernel/counter/automation.hpp"
#include "kernel/storage/plugin_services.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet {
namespace {

class HostileStorage : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    plugins::HostOptions options;
    options.worker = GUICHET_WORKER;
    options.port = [this](const std::string& plugin, const plugins::PluginCall& call,
                          const plugins::HostRequest& asked) {
      ++asked_;
      return counter::answer_plugin(*counter, plugin, call, asked);
    };
    auto created = plugins::PluginHost::create(std::move(options));
    ASSERT_TRUE(created);
    host = std::move(*created);
    plugins::WorkerSpec spec;
    spec.id = "it";
    spec.bundle = std::string(GUICHET_BUNDLES) + "/bad_call";
    spec.capabilities = {"storage"};
    ASSERT_TRUE(host->start(std::move(spec)));
    write([](storage::Connection& connection) {
      storage::PluginStorage kept(connection);
      EXPECT_TRUE(kept.put("victim", "secret", 0, R"("hush")", test::morning));
      EXPECT_TRUE(kept.put("it", "own", 0, R"("mine")", test::morning));
    });
  }
  void TearDown() override {
    host.reset();
    CounterFixture::TearDown();
  }

  std::unique_ptr<plugins::PluginHost> host;
  std::atomic<int> asked_{0};
};

TEST_F(HostileStorage, IsEachPluginsOwnWhateverItCallsItself) {
  const auto request = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  plugins::PluginCall call;
  call.plugin = "it";
  call.name = "steals";
  call.input = nlohmann::json::object();
  call.job = "job-" + std::to_string(claim().id);
  call.request = request.id;
  const auto outcome = host->run(call);
  ASSERT_EQ(outcome.kind, plugins::AutomationOutcome::Kind::done) << outcome.detail;
  const std::string seen = outcome.result["said"];
  EXPECT_THAT(seen, ::testing::HasSubstr("own")) << "it sees what is its own";
  EXPECT_THAT(seen, ::testing::Not(::testing::HasSubstr("hush")));
  EXPECT_THAT(seen, ::testing::Not(::testing::HasSubstr("secret")));
  EXPECT_GE(asked_, 10);
}

}  // namespace
}  // namespace guichet
