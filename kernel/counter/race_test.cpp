// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/follow.hpp"
#include "kernel/counter/recover.hpp"
#include "kernel/storage/events.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <barrier>
#include <set>
#include <thread>

namespace guichet::counter {
namespace {

class Race : public test::CounterFixture {
 protected:
  /// Runs `work(0)` to `work(count - 1)` at the same moment.
  template <typename Work>
  static void together(int count, Work work) {
    std::barrier start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        work(i);
      });
    }
    for (auto& thread : threads) thread.join();
  }
};

TEST_F(Race, OfTwoAgentsWhoTakeARequestOneWinsAndTheOtherIsTold) {
  for (int round = 0; round < 20; ++round) {
    const auto request = send_wifi();
    const std::string who[] = {"network", "network2"};
    std::vector<domain::Result<domain::Request>> answers(2, domain::Error{});
    together(2, [&](int i) { answers[i] = take_charge(*counter, as(who[i]), seen(request)); });
    ASSERT_NE(answers[0].ok(), answers[1].ok());
    const int winner = answers[0].ok() ? 0 : 1;
    const auto& lost = answers[1 - winner].error();
    EXPECT_EQ(lost.message, "error.request.changed");
    EXPECT_EQ(lost.parameters["by"], viewers.at(who[winner]).person.name());
    EXPECT_EQ(reload(request.id).assignee, id(who[winner]));
  }
}

TEST_F(Race, SubmissionsFromSixteenThreadsAreAllThereOnce) {
  const std::vector<std::string> people{"student", "friend", "staff", "network"};
  std::set<domain::RequestId> ids;
  std::mutex mutex;
  together(16, [&](int thread) {
    for (int i = 0; i < 5; ++i) {
      auto input = form("it/wifi", {{"event", std::to_string(thread)}});
      input.submission = std::to_string(thread / 2) + "-" + std::to_string(i);  // two threads send each form
      const auto sent = submit(*counter, as(people[static_cast<std::size_t>(thread / 2) % 4]), input);
      ASSERT_TRUE(sent.ok()) << sent.error().message;
      const std::lock_guard lock(mutex);
      ids.insert(sent->request.id);
    }
  });
  EXPECT_EQ(ids.size(), 40U);
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::Events(reader).last(), 40);
}

TEST_F(Race, TheLimitOfAnAccountHoldsForSixteenThreads) {
  std::atomic<int> accepted{0};
  together(16, [&](int) {
    for (int i = 0; i < 4; ++i) {
      if (submit(*counter, as("student"), form("it/wifi", {{"event", "x"}})).ok()) ++accepted;
    }
  });
  EXPECT_EQ(accepted, 30);
}

TEST_F(Race, AFileGoesToOneOfTwoRequests) {
  for (int round = 0; round < 5; ++round) {
    const auto file = upload_text("student", "it/wifi", "list", std::to_string(round));
    std::atomic<int> accepted{0};
    together(4, [&](int) {
      if (submit(*counter, as("student"), form("it/wifi", {{"event", "x"}, {"list", file}})).ok()) ++accepted;
    });
    EXPECT_EQ(accepted, 1);
  }
}

TEST_F(Race, UploadsAtTheSameMomentStayWithinTheLimit) {
  std::vector<std::string> paths;
  for (int i = 0; i < 32; ++i) paths.push_back(file_on_disk(std::to_string(i)));
  std::atomic<int> kept{0};
  together(16, [&](int thread) {
    for (int i = 0; i < 2; ++i) {
      const auto& path = paths[static_cast<std::size_t>(thread * 2 + i)];
      if (upload(*counter, as("student"), "it/wifi", "list", {path, "x.txt"}).ok()) ++kept;
    }
  });
  EXPECT_EQ(kept, 20);
}

TEST_F(Race, AnOutcomeAppliedByManyIsThereOnce) {
  const auto request = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  const auto job = claim();
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::done;
  outcome.effects = {{"guichet.requests/1", "comment", {{"text", "Fait"}, {"visibility", "public"}}}};
  together(8, [&](int) { EXPECT_TRUE(apply_outcome(*counter, job, outcome, test::morning).ok()); });
  EXPECT_EQ(messages_of(request.id).size(), 1U);
}

TEST_F(Race, ARightCodeTypedTwiceAtOnceMakesOneRequest) {
  const auto started = start_recovery(*counter, domain::Language::fr, "student", test::morning);
  ASSERT_TRUE(started.ok());
  std::string code;
  {
    storage::Reader reader = database->read();
    code = storage::Mails(reader).latest_to("student@home.example", 1).front().parameters["code"];
  }
  together(4, [&](int) { (void)finish_recovery(*counter, domain::Language::fr, started->id, code, test::morning); });
  const auto own = my_requests(*counter, as("student"), false, "");
  EXPECT_EQ(own->page.rows.size(), 1U);
}

}  // namespace
}  // namespace guichet::counter
