// SPDX-License-Identifier: GPL-3.0-or-later
// A worker killed in the middle of an automation, through everything that is real: worker, host, runner, database.
#include "kernel/jobs/runner.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace guichet {
namespace {

class WorkerKilled : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    plugins::HostOptions options;
    options.worker = GUICHET_WORKER;
    options.timings.back_off = std::chrono::milliseconds(20);
    options.port = [this](const std::string& plugin, const plugins::PluginCall& call,
                          const plugins::HostRequest& asked) {
      return counter::answer_plugin(*counter, plugin, call, asked);
    };
    auto created = plugins::PluginHost::create(std::move(options));
    ASSERT_TRUE(created);
    host = std::move(*created);
    plugins::WorkerSpec spec;
    spec.id = "it";
    spec.version = "1.0.0";
    spec.bundle = std::string(GUICHET_BUNDLES) + "/lingering";
    spec.capabilities = {"requests", "directory.modify"};
    ASSERT_TRUE(host->start(std::move(spec)));
    ASSERT_TRUE(host->wait_until_ready("it", std::chrono::seconds(10)));
    write([](storage::Connection& connection) {
      storage::DirectoryAccounts(connection).set_lock("student", true, "failed-attempts");
    });
  }

  void start_runner() {
    jobs::RunnerOptions options;
    options.node = "here";
    options.threads = 2;
    options.now = [this] { return now.load(); };
    options.run_automation = [this](const plugins::PluginCall& call) { return host->run(call); };
    options.send_mail = [](const storage::Mail&) { return domain::Result<domain::Done>(domain::Done{}); };
    runner = std::make_unique<jobs::Runner>(*counter, std::move(options));
  }

  template <typename Condition>
  static bool eventually(Condition condition) {
    for (int i = 0; i < 1500; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  /// Kills the worker once it works on a call and has had time to ask the counter.
  void kill_in_the_middle() {
    ASSERT_TRUE(eventually([this] { return host->health().front().running == 1; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    ASSERT_EQ(kill(host->health().front().pid, SIGKILL), 0);
  }

  bool is_locked(const std::string& login) {
    storage::Reader reader = database->read();
    return storage::DirectoryAccounts(reader).find(login)->locked;
  }
  std::string state_of_last_step(domain::RequestId request) {
    storage::Reader reader = database->read();
    return storage::Requests(reader).steps(request).back().state;
  }

  void TearDown() override {
    runner.reset();
    host.reset();
    CounterFixture::TearDown();
  }

  std::unique_ptr<plugins::PluginHost> host;
  std::unique_ptr<jobs::Runner> runner;
  std::atomic<domain::Instant> now{test::morning};
};

TEST_F(WorkerKilled, WhatAnIdempotentCallAskedForIsThereOnceAfterItsSecondTry) {
  const auto request = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  start_runner();
  kill_in_the_middle();
  ASSERT_TRUE(eventually([&] {
    now += domain::second;  // the back-off passes
    runner->wake();
    return reload(request.id).status == domain::Status::resolved;
  }));
  EXPECT_FALSE(is_locked("student"));
  EXPECT_EQ(messages_of(request.id).size(), 1U);
  EXPECT_EQ(state_of_last_step(request.id), "done");
}

TEST_F(WorkerKilled, ACallThatIsNotIdempotentGoesToAPersonAsOutcomeUnknown) {
  const auto request = send("student", "it/steps", {{"skip", "yes"}});
  start_runner();
  kill_in_the_middle();
  ASSERT_TRUE(eventually([&] { return state_of_last_step(request.id) == "unknown"; }));
  now += domain::hour;
  runner->wake();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(state_of_last_step(request.id), "unknown");  // nobody tries again by guess
  EXPECT_TRUE(messages_of(request.id).empty());          // nothing of what it asked for happened
  EXPECT_FALSE(domain::is_over(reload(request.id).status));
  const auto events = events_of(request.id);
  EXPECT_NE(std::find(events.begin(), events.end(), "step.unknown"), events.end());
}

}  // namespace
}  // namespace guichet
