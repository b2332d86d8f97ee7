// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/quality.hpp"

#include "kernel/counter/ask.hpp"
#include "kernel/counter/move.hpp"
#include "kernel/storage/daily_counts.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace guichet::counter {
namespace {

class QualityFigures : public test::CounterFixture {
 protected:
  Quality figures(int days = 30, domain::Instant at = test::morning) {
    const auto read = quality(*counter, as("admin", at), days);
    EXPECT_TRUE(read.ok());
    return *read;
  }
  static QualityLine line(const std::vector<QualityLine>& lines, const std::string& id) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& each) { return each.id == id; });
    return found != lines.end() ? *found : QualityLine{};
  }
};

TEST_F(QualityFigures, AreForTheServiceCentreOnly) {
  for (const std::string who : {"student", "network", "sorter", ""}) {
    EXPECT_FALSE(quality(*counter, as(who), 30).ok()) << who;
  }
}

TEST_F(QualityFigures, TellWhereRequestsBounced) {
  auto request = send_wifi();
  (void)send_wifi();
  request = *wrong_service(*counter, as("student"), seen(request), "");
  request = *move_to_service(*counter, as("sorter"), {seen(request), "it/room", {}, ""});
  const auto told = figures();
  EXPECT_EQ(told.all.submitted, 2);
  EXPECT_EQ(told.all.bounced, 1) << "sorting it again is no second one";
  EXPECT_EQ(told.bounced_requests, 1);
  EXPECT_EQ(line(told.services, "it/wifi").bounced, 1);
  EXPECT_EQ(line(told.teams, "it/network").bounced, 1);
  EXPECT_EQ(told.services.front().id, "it/wifi");
  EXPECT_EQ(line(told.teams, "triage").bounced, 0);
}

TEST_F(QualityFigures, AMoveTakenBackIsNoBounce) {
  const auto request = send("student", "it/room", {{"place", "luminy/bat-a"}});
  const auto moved = move_to_service(*counter, as("student"), {seen(request), "it/steps", {}, ""});
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_EQ(figures().all.bounced, 1);
  EXPECT_EQ(figures().bounced_requests, 1);
  // Its automation has begun: it is not to be taken back any more. One without is.
  const auto other = send("student", "it/room", {{"place", "luminy/bat-a"}});
  const auto away = move_to_service(*counter, as("student"), {seen(other), "it/wifi", {{"event", "C"}}, ""});
  ASSERT_TRUE(away.ok()) << away.error().message;
  EXPECT_EQ(figures().all.bounced, 2);
  ASSERT_TRUE(take_back_move(*counter, as("student"), seen(*away)).ok());
  EXPECT_EQ(figures().all.bounced, 1);
  EXPECT_EQ(figures().bounced_requests, 1);
}

TEST_F(QualityFigures, MeasureWhatWasPromised) {
  auto request = send_wifi();
  request = *take_charge(*counter, as("network"), seen(request));
  request = *resolve(*counter, as("network", test::morning + 10 * domain::day), seen(request), "Fait");
  const auto told = figures(30, test::morning + 10 * domain::day);
  EXPECT_EQ(told.all.taken, 1);
  EXPECT_EQ(told.all.taken_in_time, 1);
  EXPECT_EQ(told.all.resolved, 1);
  EXPECT_EQ(told.all.promised, 1);
  EXPECT_EQ(told.all.resolved_in_time, 0) << "two days were promised";
}

TEST_F(QualityFigures, HaveAPeriodAndItsParts) {
  (void)send_wifi();
  (void)send("student", "it/wifi", {{"event", "E"}}, test::morning - 60 * domain::day);
  EXPECT_EQ(figures(30).all.submitted, 1);
  EXPECT_EQ(figures(90).all.submitted, 2);
  EXPECT_EQ(figures(7).parts.size(), 30U) << "an unknown period is the shortest";
  for (const int days : {30, 90, 365}) {
    const auto told = figures(days);
    EXPECT_EQ(told.parts.front().day, told.first);
    std::int64_t sum = 0;
    for (const auto& part : told.parts) sum += part.submitted;
    EXPECT_EQ(sum, told.all.submitted) << days;
    EXPECT_LE(told.parts.size(), 31U);
  }
}

TEST_F(QualityFigures, OfConfidentialServicesNothingIsToldButFiveInAMonthThatIsOver) {
  for (int i = 0; i < 4; ++i) (void)send("student", "health/harassment", {{"what", "Des faits"}});
  const domain::Instant later = test::morning + 10 * domain::day;
  EXPECT_TRUE(figures(30, later).confidential.empty()) << "four";
  auto fifth = send("friend", "health/harassment", {{"what", "Des faits"}});
  EXPECT_TRUE(figures(30).confidential.empty()) << "the month goes on";
  const auto told = figures(30, later);
  ASSERT_EQ(told.confidential.size(), 1U);
  EXPECT_EQ(told.confidential[0].month, "2026-11");
  EXPECT_EQ(told.confidential[0].number, 5);
  fifth = *take_charge(*counter, as("listener"), seen(fifth));
  ASSERT_TRUE(resolve(*counter, as("listener"), seen(fifth), "Fait").ok());
  EXPECT_EQ(figures().all.submitted, 0);
  EXPECT_EQ(figures().all.resolved, 0);
  EXPECT_TRUE(figures().services.empty());
  EXPECT_TRUE(figures().teams.empty());
  storage::Reader reader = database->read();
  for (const auto& count : storage::DailyCounts(reader).sums("2026-11-01", "2026-11-30")) {
    EXPECT_EQ(count.kind, "confidential");
    EXPECT_EQ(count.team, "");
  }
}

TEST_F(QualityFigures, DoNotCostMoreWithMoreRequests) {
  (void)send_wifi();
  for (int i = 0; i < 20; ++i) (void)send("friend", "it/wifi", {{"event", "E"}});
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::DailyCounts(reader).sums("2026-11-01", "2026-11-30").size(), 1U);
}

}  // namespace
}  // namespace guichet::counter
