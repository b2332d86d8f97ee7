// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/working_time.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <sstream>

namespace guichet::domain {
namespace {

/// "2026-11-24 10:00" in Paris; of an hour that happens twice, the first.
Instant paris(const std::string& text) {
  std::istringstream in(text);
  date::local_time<std::chrono::minutes> local;
  in >> date::parse("%F %R", local);
  EXPECT_FALSE(in.fail()) << text;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             date::locate_zone("Europe/Paris")->to_sys(local, date::choose::earliest).time_since_epoch())
      .count();
}

std::int64_t open(const std::string& from, const std::string& to) {
  return open_time_between(paris(from), paris(to), university_calendar());
}

Calendar always_open() {
  Calendar always;
  for (int weekday = 1; weekday <= 7; ++weekday) always.openings.push_back({weekday, 0, 24 * 60});
  return always;
}

TEST(WorkingTime, IsMeasuredOverLunchNightsAndHolidays) {
  EXPECT_EQ(open("2026-11-24 09:00", "2026-11-24 11:00"), 2 * hour);
  EXPECT_EQ(open("2026-11-24 11:00", "2026-11-24 14:00"), 2 * hour);
  EXPECT_EQ(open("2026-11-24 16:00", "2026-11-25 09:30"), 2 * hour);
  EXPECT_EQ(open("2026-11-27 10:00", "2026-11-30 10:00"), 7 * hour + 30 * minute);
  EXPECT_EQ(open("2026-11-28 10:00", "2026-11-29 10:00"), 0);  // a week-end
  EXPECT_EQ(open("2026-12-24 16:00", "2026-12-28 09:30"), 2 * hour) << "Christmas is a Friday";
  EXPECT_EQ(open("2026-11-24 11:00", "2026-11-24 09:00"), 0);
}

TEST(WorkingTime, IsWhatWasPromisedInDays) {
  for (const char* start : {"2026-11-24 10:15", "2026-12-23 16:59", "2026-03-27 08:30", "2026-10-23 12:00"}) {
    for (const std::int64_t amount : {2 * hour, day, 2 * day + hour, 9 * day}) {
      const Instant due = due_after(paris(start), amount, false, university_calendar());
      const auto open = open_time_between(paris(start), due, university_calendar());
      EXPECT_EQ(counted_again(due, paris(start), open, university_calendar()), due) << start << " " << amount;
    }
  }
}

TEST(WorkingTime, IsExactInBothNightsOfAClockChange) {
  const Calendar always = always_open();
  // 29 March 2026 has 23 hours, 25 October 25.
  EXPECT_EQ(open_time_between(paris("2026-03-28 12:00"), paris("2026-03-29 12:00"), always), 23 * hour);
  EXPECT_EQ(open_time_between(paris("2026-10-24 12:00"), paris("2026-10-25 12:00"), always), 25 * hour);
  const Instant second_time = paris("2026-10-25 02:30") + hour;
  EXPECT_EQ(open_time_between(paris("2026-10-25 02:30"), second_time, always), hour);
  EXPECT_EQ(open_time_between(second_time, paris("2026-10-25 04:00"), always), hour + 30 * minute);
  EXPECT_EQ(after_open_time(second_time, hour, always), second_time + hour);
  EXPECT_EQ(after_open_time(paris("2026-03-28 23:00"), 4 * hour, always), paris("2026-03-29 04:00"));
  EXPECT_EQ(after_open_time(paris("2026-10-24 23:00"), 5 * hour, always), paris("2026-10-25 03:00"));
}

TEST(WorkingTime, PausedOverAClosureLosesNothing) {
  Calendar calendar = university_calendar();
  // 4 open hours promised on Wednesday 23 December at 15:00; 2 are left when the requester is asked something at 17:00.
  const Instant due = due_after(paris("2026-12-23 15:00"), 4 * hour, false, calendar);
  EXPECT_EQ(due, paris("2026-12-24 10:30"));
  const auto left = open_time_between(paris("2026-12-23 17:00"), due, calendar);
  EXPECT_EQ(left, 2 * hour);
  // The answer comes while the university is closed: work begins when it opens again.
  calendar.closed_days = {"2026-12-24", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"};
  EXPECT_EQ(after_open_time(paris("2026-12-29 11:00"), left, calendar), paris("2027-01-04 10:30"));
}

TEST(WorkingTime, PromisedForAnOpeningIsCountedAgainToAnOpening) {
  Calendar calendar = university_calendar();
  const Instant friday = paris("2026-11-27 08:30");
  const Instant due = due_after(friday, day, false, calendar);
  EXPECT_EQ(due, paris("2026-11-30 08:30"));
  const auto open_until = open_time_between(friday, due, calendar);
  EXPECT_EQ(after_open_time(friday, open_until, calendar), paris("2026-11-27 17:00")) << "it is over then too";
  EXPECT_EQ(counted_again(due, friday, open_until, calendar), due);
  calendar.closed_days = {"2026-11-30"};
  EXPECT_EQ(counted_again(due, friday, open_until, calendar), paris("2026-12-01 08:30"));
  const Instant closing = paris("2026-11-27 17:00");
  EXPECT_EQ(counted_again(closing, friday, open_until, calendar), closing) << "a closing stays one";
}

TEST(WorkingTime, OfNothingIsTheNextOpening) {
  EXPECT_EQ(after_open_time(paris("2026-11-27 18:00"), 0, university_calendar()), paris("2026-11-30 08:30"));
  EXPECT_EQ(after_open_time(paris("2026-11-27 10:00"), 0, university_calendar()), paris("2026-11-27 10:00"));
}

TEST(WorkingTime, CountsOnTheClockWhereACalendarNeverOpens) {
  EXPECT_EQ(open_time_between(1000, 5000, Calendar{}), 4000);
  EXPECT_EQ(after_open_time(1000, 4000, Calendar{}), 5000);
}

}  // namespace
}  // namespace guichet::domain
