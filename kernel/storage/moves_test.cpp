// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/daily_counts.hpp"
#include "kernel/storage/request_moves.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using sample::now;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MoveStore : public test::OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(MoveStore);

TEST_P(MoveStore, KeepsHowARequestStoodBeforeEachMove) {
  write([&](Connection& connection) {
    RequestMoves moves(connection);
    RequestMove first;
    first.request = 7;
    first.version = 3;
    first.at = now;
    first.actor = 5'000'000'000;
    first.service = "it/wifi";
    first.team = "it/network";
    first.status = domain::Status::in_progress;
    first.due_resolve = now + 1;
    first.bounces = 1;
    first.route_why = {"route.service", {{"team", "x"}}, {}};
    first.answers = {{"event", "Colloque « été »"}};
    first.steps = {{{"step", "create"}}};
    moves.insert(first);
    RequestMove second = first;
    second.version = 4;
    second.service = "";
    moves.insert(second);
    const auto kept = moves.of_request(7, 10);
    ASSERT_THAT(kept, SizeIs(2));
    EXPECT_EQ(kept[0].version, 4);
    EXPECT_EQ(kept[1].service, "it/wifi");
    EXPECT_EQ(kept[1].actor, 5'000'000'000);
    EXPECT_EQ(kept[1].status, domain::Status::in_progress);
    EXPECT_EQ(kept[1].answers["event"], "Colloque « été »");
    EXPECT_EQ(kept[1].route_why.key, "route.service");
    EXPECT_EQ(kept[1].steps, first.steps);
    moves.remove(7, 4);
    EXPECT_THAT(moves.of_request(7, 10), SizeIs(1));
    EXPECT_THAT(moves.of_request(8, 10), IsEmpty());
  });
}

TEST_P(MoveStore, TakesStepsAwayAndPutsThemBackAsTheyWere) {
  write([&](Connection& connection) {
    Requests requests(connection);
    requests.insert_step({0, 7, "first", "automation", "done", {{"result", 3}}, now});
    requests.insert_step({0, 7, "second", "task", "waiting", nlohmann::json::object(), now});
    requests.insert_step({0, 8, "other", "task", "waiting", nlohmann::json::object(), now});
    RequestMoves moves(connection);
    const auto taken = moves.take_steps(7);
    EXPECT_THAT(requests.steps(7), IsEmpty());
    EXPECT_THAT(requests.steps(8), SizeIs(1)) << "nobody else's";
    moves.put_steps(7, taken);
    const auto back = requests.steps(7);
    ASSERT_THAT(back, SizeIs(2));
    EXPECT_EQ(back[0].step, "first");
    EXPECT_EQ(back[0].state, "done");
    EXPECT_EQ(back[0].detail["result"], 3);
    EXPECT_EQ(back[1].updated, now);
  });
}

TEST_P(MoveStore, AddsUpWhatHappenedByDay) {
  write([&](Connection& connection) {
    DailyCounts counts(connection);
    counts.add("2026-11-23", "submitted", "it/wifi", "it/network");
    counts.add("2026-11-24", "submitted", "it/wifi", "it/network");
    counts.add("2026-11-24", "submitted", "it/wifi", "it/network");
    counts.add("2026-11-24", "submitted", "it/room", "it/network");
    counts.add("2026-11-24", "bounced", "it/room", "it/network");
    counts.add("2026-11-24", "bounced", "it/room", "it/network", -1);
    const auto sums = counts.sums("2026-11-24", "2026-11-30");
    ASSERT_THAT(sums, SizeIs(3));
    EXPECT_EQ(sums[0].kind, "bounced");
    EXPECT_EQ(sums[0].number, 0) << "taken back";
    EXPECT_EQ(sums[2].service, "it/wifi");
    EXPECT_EQ(sums[2].number, 2) << "the day before is not in it";
    const auto days = counts.days("2026-11-01", "2026-11-30", "submitted");
    ASSERT_THAT(days, SizeIs(2));
    EXPECT_EQ(days[0].day, "2026-11-23");
    EXPECT_EQ(days[1].number, 3);
  });
}

TEST_P(MoveStore, CountsRequestsThatWereWrittenInBulk) {
  write([&](Connection& connection) {
    auto request = sample::request(1);
    request.created = now;
    request.taken_at = now + 10;
    request.due_take_charge = now + 5;
    request.resolved_at = 0;
    request.confidential = false;
    Requests(connection).insert(request);
    request.id = 0;
    request.submission = "another";
    request.confidential = true;
    Requests(connection).insert(request);
    DailyCounts counts(connection);
    counts.count_all_requests();
    counts.count_all_requests();
    const auto sums = counts.sums("2000-01-01", "2100-01-01");
    ASSERT_THAT(sums, SizeIs(2)) << "late, not resolved, and nothing of what is confidential";
    EXPECT_EQ(sums[0].kind, "submitted");
    EXPECT_EQ(sums[0].number, 1);
    EXPECT_EQ(sums[1].kind, "taken");
  });
}

}  // namespace
}  // namespace guichet::storage
