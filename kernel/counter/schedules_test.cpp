// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/schedules.hpp"

#include "kernel/storage/plugin_services.hpp"
#include "tests/support/counter_fixture.hpp"

namespace guichet::counter {
namespace {

using plugins::AutomationOutcome;
using Kind = AutomationOutcome::Kind;

class Schedules : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    bring(domain::hour);
  }
  /// The sample plugins, of which "it" has a schedule of this interval.
  void bring(std::int64_t every, bool idempotent = true) {
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    plugins::Schedule sync;
    sync.id = "it/sync";
    sync.plugin = "it";
    sync.every = every;
    sync.idempotent = idempotent;
    snapshot->schedules = {sync};
    snapshot->index();
    registry.replace(snapshot);
  }
  std::vector<storage::PluginSchedule> known() {
    storage::Reader reader = database->read();
    return storage::PluginSchedules(reader).all();
  }
  /// Two nodes looking at once leave one job between them.
  std::size_t left_by_two_nodes(domain::Instant now) {
    return keep_schedules(*counter, now) + keep_schedules(*counter, now);
  }
  static AutomationOutcome ended(Kind kind, std::vector<plugins::HostRequest> effects = {}) {
    AutomationOutcome outcome;
    outcome.kind = kind;
    outcome.effects = std::move(effects);
    if (kind == Kind::done) outcome.result = nlohmann::json::object();
    return outcome;
  }
  static plugins::HostRequest put(const std::string& key, std::int64_t revision) {
    return {
        "guichet.storage/0", "put", {{"key", key}, {"revision", static_cast<std::uint64_t>(revision)}, {"value", 7}}};
  }
  static constexpr domain::Instant start = test::morning;
};

TEST_F(Schedules, RunOnceWhenTheyAreDueOnHoweverManyNodes) {
  EXPECT_EQ(left_by_two_nodes(start), 0U);
  ASSERT_EQ(known().size(), 1U);
  EXPECT_EQ(known()[0].next_at, start + domain::hour);
  EXPECT_EQ(left_by_two_nodes(start + domain::hour - 1), 0U);
  EXPECT_EQ(left_by_two_nodes(start + domain::hour), 1U);
  EXPECT_EQ(known()[0].next_at, start + 2 * domain::hour);
}

TEST_F(Schedules, RunOnceForAllThatWasMissed) {
  (void)keep_schedules(*counter, start);
  EXPECT_EQ(left_by_two_nodes(start + 5 * domain::hour + domain::minute), 1U);
  EXPECT_EQ(known()[0].next_at, start + 6 * domain::hour);
  // The run has not ended yet: the next time passes with it.
  EXPECT_EQ(left_by_two_nodes(start + 6 * domain::hour), 0U);
}

TEST_F(Schedules, AreForgottenWhenTheirPluginDropsThemAndToldAnewWhenTheyChange) {
  (void)keep_schedules(*counter, start);
  bring(2 * domain::hour);
  (void)keep_schedules(*counter, start + domain::minute);
  EXPECT_EQ(known()[0].next_at, start + domain::minute + 2 * domain::hour);
  auto without = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
  without->plugins.emplace_back().id = "it";
  without->index();
  registry.replace(without);
  (void)keep_schedules(*counter, start + domain::minute);
  EXPECT_TRUE(known().empty());
}

TEST_F(Schedules, CommitWhatTheyAskForWithTheirOutcome) {
  (void)keep_schedules(*counter, start);
  (void)keep_schedules(*counter, start + domain::hour);
  const auto job = claim(start + domain::hour);
  EXPECT_EQ(job.kind, "schedule");
  const auto call = begin_scheduled_run(*counter, job, start + domain::hour);
  ASSERT_TRUE(call);
  EXPECT_EQ(call->extension, "guichet.schedule-run/0");
  EXPECT_EQ(call->name, "sync");
  EXPECT_EQ(call->input["due"], start + domain::hour);
  ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::done, {put("seen", 0)}), start + domain::hour).ok());
  ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::done, {put("again", 0)}), start + domain::hour).ok());
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::PluginStorage(reader).get("it", "seen")->value, "7");
  EXPECT_FALSE(storage::PluginStorage(reader).get("it", "again"));
  EXPECT_FALSE(storage::Jobs(reader).find(job.id)) << "what went well leaves no row behind";
  EXPECT_EQ(storage::PluginSchedules(reader).runs_of("it"), 0);
}

TEST_F(Schedules, AreNeverRunTwiceAtOnce) {
  write([&](storage::Connection& connection) {
    leave_run(connection, "it", "sync", start, {{"n", 1}});
    leave_run(connection, "it", "sync", start, {{"n", 2}});
  });
  const auto first = claim(start);
  const auto second = claim(start);
  ASSERT_TRUE(begin_scheduled_run(*counter, first, start));
  EXPECT_FALSE(begin_scheduled_run(*counter, second, start));
  EXPECT_EQ(job(second.id).state, "ready");
  ASSERT_TRUE(end_scheduled_run(*counter, first, ended(Kind::done), start).ok());
  const auto again = claim(start + domain::hour);
  EXPECT_EQ(again.id, second.id);
  EXPECT_EQ(begin_scheduled_run(*counter, again, start + domain::hour)->input["input"]["n"], 2);
}

TEST_F(Schedules, WaitForTheirPluginAndNeverVanish) {
  write([&](storage::Connection& connection) { leave_run(connection, "it", "sync", start, {}); });
  registry.replace(test::sample_snapshot());
  const auto job = claim(start);
  EXPECT_FALSE(begin_scheduled_run(*counter, job, start));
  EXPECT_EQ(this->job(job.id).state, "ready");
}

TEST_F(Schedules, StayWhileOnlyThisNodeLacksTheirPlugin) {
  (void)keep_schedules(*counter, start);
  const auto before = known();
  ASSERT_FALSE(before.empty());
  registry.replace(std::make_shared<plugins::Snapshot>());
  (void)keep_schedules(*counter, start + domain::minute);
  ASSERT_EQ(known().size(), before.size());
  EXPECT_EQ(known()[0].next_at, before[0].next_at);
}

TEST_F(Schedules, LoseNoTryByWaitingAndNeverGoAwayForYears) {
  write([&](storage::Connection& connection) { leave_run(connection, "it", "sync", start, {}); });
  domain::Instant at = start;
  for (int times = 0; times < 20; ++times) {
    const auto job = claim(at);
    ASSERT_TRUE(begin_scheduled_run(*counter, job, at));
    ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::unavailable), at).ok());
    at += domain::hour;
  }
  auto job = claim(at);
  EXPECT_EQ(begin_scheduled_run(*counter, job, at)->attempt, 1U);
  auto outcome = ended(Kind::retry);
  outcome.retry_at = at * 1000;
  ASSERT_TRUE(end_scheduled_run(*counter, job, outcome, at).ok());
  EXPECT_EQ(this->job(job.id).state, "ready");
  EXPECT_EQ(this->job(job.id).run_at, at + 31 * domain::day);
}

TEST_F(Schedules, ThatTheServerStoppedBeforeTheyBeganAreSimplyRun) {
  bring(domain::hour, false);
  write([&](storage::Connection& connection) { leave_run(connection, "it", "sync", start, {}); });
  const auto job = claim(start);
  ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::unknown), start).ok());
  EXPECT_EQ(this->job(job.id).state, "ready");
}

TEST_F(Schedules, LeaveOneFailureToBeSeen) {
  bring(domain::hour, false);
  for (int times = 0; times < 5; ++times) {
    write([&](storage::Connection& connection) { leave_run(connection, "it", "sync", start, {}); });
    const auto job = claim(start);
    ASSERT_TRUE(begin_scheduled_run(*counter, job, start));
    ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::failed), start).ok());
  }
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::Jobs(reader).given_up(100).size(), 1U);
}

TEST_F(Schedules, ThatWereInterruptedRunAgainOnlyWhenThatDoesNoHarm) {
  for (const bool idempotent : {true, false}) {
    bring(domain::hour, idempotent);
    write([&](storage::Connection& connection) { leave_run(connection, "it", "sync", start, {}); });
    const auto job = claim(start);
    ASSERT_TRUE(begin_scheduled_run(*counter, job, start));
    ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::unknown), start).ok());
    EXPECT_EQ(this->job(job.id).state, idempotent ? "ready" : "unknown");
    if (idempotent) {
      write([&](storage::Connection& connection) { storage::Jobs(connection).give_up(job.id, "failed", ""); });
    }
  }
}

TEST_F(Schedules, TryAgainWhenAnotherRunChangedTheSameValue) {
  write([&](storage::Connection& connection) {
    leave_run(connection, "it", "sync", start, {});
    ASSERT_TRUE(storage::PluginStorage(connection).put("it", "seen", 0, "1", start));
  });
  const auto job = claim(start);
  ASSERT_TRUE(begin_scheduled_run(*counter, job, start));
  ASSERT_TRUE(end_scheduled_run(*counter, job, ended(Kind::done, {put("other", 0), put("seen", 0)}), start).ok());
  EXPECT_EQ(this->job(job.id).state, "ready");
  storage::Reader reader = database->read();
  EXPECT_FALSE(storage::PluginStorage(reader).get("it", "other"));
}

}  // namespace
}  // namespace guichet::counter
