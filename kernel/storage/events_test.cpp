// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/events.hpp"

#include "kernel/storage/settings.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <set>
#include <thread>

namespace guichet::storage {
namespace {

using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EventStore : public test::OnBothDatabases {
 protected:
  static Job job(domain::Instant run_at) {
    Job made;
    made.kind = "automation";
    made.request = 3;
    made.payload = {{"step", "create"}};
    made.run_at = run_at;
    return made;
  }
};
INSTANTIATE_ON_BOTH_DATABASES(EventStore);

TEST_P(EventStore, NumbersEventsInTheirOrder) {
  write([&](Connection& connection) {
    Events events(connection);
    EXPECT_EQ(events.last(), 0);
    const auto first = events.append({0, now, "request.submitted", 3, 1, {{"team", "it/network"}}});
    const auto second = events.append({0, now, "request.taken", 4, 2, {}});
    EXPECT_GT(second, first);
    events.insert_many({{0, now, "request.closed", 3, 0, {}}});
    EXPECT_THAT(events.since(first, 10), SizeIs(2));
    EXPECT_THAT(events.since(0, 2), SizeIs(2));
    const auto of_three = events.of_request(3, 10);
    ASSERT_THAT(of_three, SizeIs(2));
    EXPECT_EQ(of_three[0].data["team"], "it/network");
    EXPECT_EQ(of_three[0].actor, 1);
    EXPECT_EQ(events.last(), second + 1);
  });
}

TEST_P(EventStore, TellsTheListenerOfWhatWasCommittedOnly) {
  std::vector<std::int64_t> told;
  database->on_commit([&told](std::int64_t number) { told.push_back(number); });
  const auto refused = database->write([](Connection& connection) -> domain::Result<domain::Done> {
    Events(connection).append({0, now, "request.submitted", 3, 1, {}});
    return domain::Error{domain::ErrorKind::conflict, "error.request.changed", {}, {}, ""};
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(told, IsEmpty());
  std::int64_t number = 0;
  write([&](Connection& connection) { number = Events(connection).append({0, now, "request.taken", 3, 1, {}}); });
  write([](Connection& connection) { Settings(connection).set("a", "b"); });
  EXPECT_THAT(told, ElementsAre(number));
}

TEST_P(EventStore, HandsADueJobToOneNodeOnly) {
  write([&](Connection& connection) {
    Jobs jobs(connection);
    const auto later = jobs.enqueue(job(now + 10));
    const auto due = jobs.enqueue(job(now));
    EXPECT_EQ(jobs.next_due(), now);
    const auto claimed = jobs.claim(now, "node-1", 1000, 10);
    ASSERT_THAT(claimed, SizeIs(1));
    EXPECT_EQ(claimed[0].id, due);
    EXPECT_EQ(claimed[0].state, "running");
    EXPECT_EQ(claimed[0].attempts, 1);
    EXPECT_EQ(claimed[0].lease_until, now + 1000);
    EXPECT_EQ(claimed[0].payload["step"], "create");
    EXPECT_THAT(jobs.claim(now, "node-2", 1000, 10), IsEmpty());
    EXPECT_THAT(jobs.interrupted(now + 1001, "node-2"), SizeIs(1));
    EXPECT_THAT(jobs.interrupted(now, "node-2"), IsEmpty());
    EXPECT_THAT(jobs.interrupted(now, "node-1"), SizeIs(1));
    EXPECT_TRUE(jobs.finish(due));
    EXPECT_FALSE(jobs.finish(due));
    EXPECT_EQ(jobs.find(due)->state, "done");
    EXPECT_EQ(jobs.next_due(), now + 10);
    EXPECT_THAT(jobs.claim(now + 10, "node-1", 1000, 10), SizeIs(1));
    jobs.retry(later, now + 20, "no answer");
    EXPECT_EQ(jobs.find(later)->state, "ready");
    EXPECT_EQ(jobs.find(later)->last_error, "no answer");
    EXPECT_THAT(jobs.claim(now + 20, "node-1", 1000, 10), SizeIs(1));
    jobs.give_up(later, "unknown", "killed");
    ASSERT_THAT(jobs.given_up(10), SizeIs(1));
    EXPECT_EQ(jobs.given_up(10)[0].attempts, 2);
    EXPECT_FALSE(jobs.next_due());
  });
}

TEST_P(EventStore, NeverClaimsAJobTwiceAcrossNodes) {
  write([&](Connection& connection) {
    for (int number = 0; number < 60; ++number) Jobs(connection).enqueue(job(now));
  });
  auto other = Database::open(place->where());
  ASSERT_TRUE(other.ok());
  std::vector<std::int64_t> claimed[2];
  std::vector<std::thread> nodes;
  for (int node = 0; node < 2; ++node) {
    Database& its = node == 0 ? *database : *other.value();
    nodes.emplace_back([&its, &ids = claimed[node], node] {
      for (int time = 0; time < 10; ++time) {
        const auto jobs = its.write([&](Connection& connection) -> domain::Result<std::vector<Job>> {
          return Jobs(connection).claim(now, "node-" + std::to_string(node), 1000, 7);
        });
        ASSERT_TRUE(jobs.ok()) << jobs.error().detail;
        for (const Job& job : *jobs) ids.push_back(job.id);
      }
    });
  }
  for (std::thread& node : nodes) node.join();
  std::set<std::int64_t> all(claimed[0].begin(), claimed[0].end());
  all.insert(claimed[1].begin(), claimed[1].end());
  EXPECT_EQ(all.size(), 60u);
  EXPECT_EQ(claimed[0].size() + claimed[1].size(), 60u);
}

TEST_P(EventStore, KeepsLettersAndForgetsTheirSecrets) {
  write([&](Connection& connection) {
    Mails mails(connection);
    const auto id = mails.insert(
        {0, "zoe@example.org", "mail.recovery-code", {{"code", "123456"}}, domain::Language::en, 0, now, 0});
    mails.insert({0, "max@example.org", "mail.received", {}, domain::Language::fr, 3, now, 0});
    EXPECT_EQ(mails.find(id)->parameters["code"], "123456");
    EXPECT_EQ(mails.find(id)->language, domain::Language::en);
    mails.mark_sent(id, now + 1, true);
    EXPECT_EQ(mails.find(id)->sent, now + 1);
    EXPECT_TRUE(mails.find(id)->parameters.empty());
    EXPECT_THAT(mails.latest(10), SizeIs(2));
    EXPECT_THAT(mails.latest_to("zoe@example.org", 10), SizeIs(1));
  });
}

TEST_P(EventStore, KeepsSettingsAndCountsOfArticles) {
  write([&](Connection& connection) {
    Settings(connection).set("demonstration", "yes");
    Settings(connection).set("demonstration", "no");
    EXPECT_EQ(Settings(connection).get("demonstration"), "no");
    EXPECT_FALSE(Settings(connection).get("other"));
    ArticleCounts counts(connection);
    counts.add("it/eduroam", "read", "2026-11-24");
    counts.add("it/eduroam", "read", "2026-11-24");
    counts.add("it/eduroam", "read", "2026-11-25");
    EXPECT_EQ(counts.total("it/eduroam", "read"), 3);
    EXPECT_EQ(counts.total("it/eduroam", "solved"), 0);
  });
}

}  // namespace
}  // namespace guichet::storage
