// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/runner.hpp"

#include "kernel/jobs/event_follower.hpp"
#include "kernel/storage/plugin_states.hpp"
#include "kernel/storage/requests.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace guichet::jobs {
namespace {

using Kind = plugins::AutomationOutcome::Kind;

class Jobs : public test::CounterFixture {
 protected:
  /// A plugin that answers what `answer` says, and counts how often it is asked.
  RunnerOptions options(std::function<plugins::AutomationOutcome(int)> answer) {
    RunnerOptions options;
    options.node = "here";
    options.threads = 2;
    options.run_automation = [this, answer = std::move(answer)](const plugins::PluginCall&) { return answer(++calls); };
    options.send_mail = [this](const storage::Mail&) -> domain::Result<domain::Done> {
      if (mail_down) return domain::Error{domain::ErrorKind::unavailable, "error.database", {}, {}, "no transport"};
      ++letters;
      return domain::Done{};
    };
    options.now = [this] { return now.load(); };
    return options;
  }
  static plugins::AutomationOutcome ended(Kind kind) {
    plugins::AutomationOutcome outcome;
    outcome.kind = kind;
    outcome.result = nlohmann::json::object();
    return outcome;
  }
  template <typename Condition>
  static bool eventually(Condition condition) {
    for (int i = 0; i < 3000; ++i) {  // half a minute: other tests may have the machine
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  /// Lets an hour pass once job 1 waits for its next try; never while it is at work nor about to be, for an hour is
  /// longer than its lease. `tried`: how often it was tried when an hour last passed.
  void an_hour_after_each_try(std::int64_t& tried) {
    const auto seen = job(1);
    if (seen.state != "ready" || seen.attempts <= tried) return;
    tried = seen.attempts;
    now += domain::hour;
  }
  domain::Request unlock() {
    return send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  }
  domain::Request not_idempotent() { return send("student", "it/steps", {{"skip", "yes"}}); }
  domain::Status status_of(domain::RequestId request) { return reload(request).status; }

  std::atomic<int> calls{0};
  std::atomic<int> letters{0};
  std::atomic<bool> mail_down{false};
  std::atomic<domain::Instant> now{test::morning};
};

TEST_F(Jobs, AnAutomationIsRunAndItsRequestResolved) {
  const auto request = unlock();
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  EXPECT_TRUE(eventually([&] { return status_of(request.id) == domain::Status::resolved; }));
  EXPECT_TRUE(eventually([&] { return letters == 1; })) << "the requester is told";
  EXPECT_EQ(calls, 1);
}

TEST_F(Jobs, WhatCannotBeDoneNowIsTriedAgainLater) {
  const auto request = unlock();
  Runner runner(*counter, options([](int call) { return ended(call < 3 ? Kind::retry : Kind::done); }));
  EXPECT_TRUE(eventually([&] {
    now += domain::minute;
    runner.wake();
    return status_of(request.id) == domain::Status::resolved;
  }));
  EXPECT_EQ(calls, 3);
}

TEST_F(Jobs, AnAutomationOfADisabledPluginWaitsAndRunsOnceItIsBack) {
  const auto request = unlock();
  auto nothing = std::make_shared<plugins::Snapshot>();
  nothing->index();
  registry.replace(nothing);
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  // More tries than any other failure is allowed: it is never given up.
  std::int64_t tried = 0;
  EXPECT_TRUE(eventually([&] {
    an_hour_after_each_try(tried);
    runner.wake();
    return tried > 15;
  }));
  EXPECT_EQ(calls, 0);
  EXPECT_TRUE(eventually([&] { return job(1).state == "ready"; })) << job(1).state;
  EXPECT_FALSE(domain::is_over(status_of(request.id)));
  registry.replace(test::sample_snapshot());
  EXPECT_TRUE(eventually([&] {
    write([&](storage::Connection& connection) {
      storage::hasten_automations(connection, "it", now, 15 * domain::minute);
    });
    runner.wake();
    return status_of(request.id) == domain::Status::resolved;
  }));
  EXPECT_EQ(calls, 1);
}

TEST_F(Jobs, ALetterWaitsForItsTransport) {
  mail_down = true;
  const auto request = send_wifi();
  ASSERT_TRUE(counter::write_message(*counter, as("network"), {request.id, "Bonjour", false, {}}).ok());
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  EXPECT_TRUE(eventually([&] { return job(1).attempts >= 1 && job(1).state == "ready"; }));
  mail_down = false;
  std::int64_t tried = 0;
  EXPECT_TRUE(eventually([&] {
    an_hour_after_each_try(tried);
    runner.wake();
    return job(1).state == "done";
  }));
  EXPECT_EQ(letters, 1);
}

TEST_F(Jobs, AfterARestartWhatRanIsTriedAgainOnlyWhenThatIsSafe) {
  const auto safe = unlock();
  const auto unsafe = not_idempotent();
  const auto first = claim();
  const auto second = claim();
  ASSERT_NE(first.id, second.id);
  // The node stops here, and starts again under its name.
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  now += domain::minute;
  runner.wake();
  EXPECT_TRUE(eventually([&] {
    now += domain::second;
    runner.wake();
    return status_of(safe.id) == domain::Status::resolved;
  }));
  EXPECT_EQ(job(second.id).state, "unknown");
  EXPECT_EQ(calls, 1) << "nobody guesses about the other";
  EXPECT_EQ(status_of(unsafe.id), domain::Status::received);
}

TEST_F(Jobs, AnotherNodesJobIsLeftAloneUntilItsLeaseIsOver) {
  const auto request = unlock();
  const auto theirs = claim(test::morning, "there");
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(job(theirs.id).state, "running");
  EXPECT_TRUE(eventually([&] {
    now += 2 * domain::minute;
    runner.wake();
    return status_of(request.id) == domain::Status::resolved;
  }));
}

TEST_F(Jobs, APluginThatThrowsIsFoundByItsLease) {
  const auto request = not_idempotent();
  Runner runner(*counter, options([](int) -> plugins::AutomationOutcome { throw std::runtime_error("broken"); }));
  EXPECT_TRUE(eventually([&] { return calls == 1; }));
  EXPECT_TRUE(eventually([&] {
    now += 2 * domain::minute;
    runner.wake();
    return job(1).state == "unknown";
  }));
  EXPECT_EQ(calls, 1);
  (void)request;
}

TEST_F(Jobs, AJobOfNoKnownKindIsGivenUpVisibly) {
  write([](storage::Connection& connection) {
    storage::Job job;
    job.kind = "dance";
    storage::Jobs(connection).enqueue(job);
  });
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  EXPECT_TRUE(eventually([&] { return job(1).state == "failed"; }));
}

TEST_F(Jobs, TidiesWhatIsOver) {
  auto request = send_wifi();
  request = *counter::resolve(*counter, as("network"), seen(request), "Fait");
  (void)upload_text("student", "it/wifi", "list");
  now = test::morning + 15 * domain::day;
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  EXPECT_TRUE(eventually([&] { return status_of(request.id) == domain::Status::closed; }));
  EXPECT_TRUE(eventually([&] {
    storage::Reader reader = database->read();
    return storage::Requests(reader).waiting_uploads(id("student")) == 0;
  })) << "a form that was never sent keeps no file";
}

TEST_F(Jobs, ManyJobsAreEachRunOnceByTwoNodes) {
  for (int i = 0; i < 20; ++i) (void)send("student", "it/steps", {{"skip", "yes"}});
  auto there = options([](int) { return ended(Kind::done); });
  there.node = "there";
  Runner here(*counter, options([](int) { return ended(Kind::done); }));
  Runner second(*counter, there);
  EXPECT_TRUE(eventually([&] { return calls >= 20; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(calls, 20);
}

TEST_F(Jobs, APluginThatDoesNotAnswerKeepsNeitherLettersNorOthersWaiting) {
  // Ten of "it" that hang, before a letter and an automation of another department.
  std::vector<domain::RequestId> hanging;
  for (int times = 0; times < 10; ++times) hanging.push_back(unlock().id);
  write([](storage::Connection& connection) {
    storage::Job job;
    job.kind = "automation";
    job.payload = {{"automation", "other/quick"}};
    storage::Jobs(connection).enqueue(job);
    job.kind = "mail";
    job.payload = {{"mail", 0}};
    storage::Jobs(connection).enqueue(job);
  });
  std::atomic<bool> hang{true};
  std::atomic<int> within{0}, most{0};
  auto given = options([](int) { return ended(Kind::done); });
  given.threads_a_plugin = 3;
  given.run_automation = [&](const plugins::PluginCall&) {
    most = std::max<int>(most, ++within);
    while (hang) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    --within;
    return ended(Kind::done);
  };
  Runner runner(*counter, std::move(given));
  EXPECT_TRUE(eventually([&] { return within >= 3; }));
  EXPECT_TRUE(eventually([&] { return job(12).state == "done"; })) << "the letter is sent";
  EXPECT_TRUE(eventually([&] { return job(11).attempts == 1; })) << "the other has its turn";
  hang = false;
  for (const auto request : hanging) {
    EXPECT_TRUE(eventually([&] { return status_of(request) == domain::Status::resolved; }));
  }
  EXPECT_LT(most, 10);
}

TEST_F(Jobs, FilesThatNothingNamesGoAfterADay) {
  namespace fs = std::filesystem;
  const auto old_file = [this](const std::string& content) {
    std::string sha256 = std::move(counter->files.put(content)).value();
    fs::last_write_time(counter->files.path_of(sha256), fs::file_time_type::clock::now() - std::chrono::hours(25));
    return sha256;
  };
  const std::string left = old_file("left");
  const std::string named = old_file("named");
  (void)database->write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    storage::Attachment attachment;
    attachment.sha256 = named;
    attachment.created = now;
    storage::Requests(connection).insert_attachment(attachment);
    return domain::Done{};
  });
  const std::string recent = std::move(counter->files.put("recent")).value();
  Runner runner(*counter, options([](int) { return ended(Kind::done); }));
  EXPECT_TRUE(eventually([&] { return counter->files.path_of(left).empty(); }));
  EXPECT_NE(counter->files.path_of(named), "");
  EXPECT_NE(counter->files.path_of(recent), "");
}

TEST_F(Jobs, TheFollowerGivesEachEventOnceAndInOrder) {
  std::mutex mutex;
  std::vector<std::int64_t> heard;
  for (int i = 0; i < 3; ++i) (void)send_wifi();
  EventFollower follower(*database, 1, std::chrono::milliseconds(1), [&](const std::vector<storage::Event>& events) {
    EXPECT_FALSE(events.empty());
    const std::lock_guard lock(mutex);
    for (const auto& event : events) heard.push_back(event.number);
  });
  database->on_commit([&](std::int64_t) { follower.wake(); });
  std::vector<std::thread> threads;
  for (const std::string who : {"student", "friend", "staff"}) {
    threads.emplace_back([this, who] {
      for (int i = 0; i < 20; ++i) (void)send_wifi(who);
    });
  }
  for (auto& thread : threads) thread.join();
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return heard.size();
  };
  EXPECT_TRUE(eventually([&] { return count() >= 62; }));
  database->on_commit({});
  const std::lock_guard lock(mutex);
  ASSERT_EQ(heard.size(), 62U) << "from the one after the number it was given";
  for (std::size_t i = 0; i < heard.size(); ++i) EXPECT_EQ(heard[i], static_cast<std::int64_t>(i) + 2);
}

}  // namespace
}  // namespace guichet::jobs
