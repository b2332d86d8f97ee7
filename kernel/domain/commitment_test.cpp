// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/commitment.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace guichet::domain {
namespace {

/// "2026-11-24 10:00" in Paris.
Instant paris(const std::string& text) {
  std::istringstream in(text);
  date::local_time<std::chrono::minutes> local;
  in >> date::parse("%F %R", local);
  EXPECT_FALSE(in.fail()) << text;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             date::locate_zone("Europe/Paris")->to_sys(local, date::choose::earliest).time_since_epoch())
      .count();
}

Instant due(const std::string& start, std::int64_t amount) {
  return due_after(paris(start), amount, false, university_calendar());
}

TEST(Commitment, CountsOpenHoursOnly) {
  EXPECT_EQ(due("2026-11-24 09:00", 2 * hour), paris("2026-11-24 11:00"));  // a Tuesday
  EXPECT_EQ(due("2026-11-24 10:00", 4 * hour), paris("2026-11-24 15:00"));  // over lunch
  EXPECT_EQ(due("2026-11-24 13:00", 4 * hour), paris("2026-11-24 17:00"));  // to the very end
  EXPECT_EQ(due("2026-11-24 16:00", 2 * hour), paris("2026-11-25 09:30"));  // over night
  EXPECT_EQ(due("2026-11-27 16:30", 1 * hour), paris("2026-11-30 09:00"));  // over a week-end
}

TEST(Commitment, BeginsWithTheNextOpening) {
  EXPECT_EQ(due("2026-11-24 12:30", 30 * minute), paris("2026-11-24 13:30"));
  EXPECT_EQ(due("2026-11-28 11:00", 1 * hour), paris("2026-11-30 09:30"));
  EXPECT_EQ(due("2026-11-24 17:00", 1 * hour), paris("2026-11-25 09:30"));
  EXPECT_EQ(due("2026-11-27 22:00", 1 * day), paris("2026-12-01 08:30"));
}

TEST(Commitment, CountsADayAsTheSameHourOfAWorkingDay) {
  EXPECT_EQ(due("2026-11-24 10:15", 2 * day), paris("2026-11-26 10:15"));
  EXPECT_EQ(due("2026-11-26 10:15", 2 * day), paris("2026-11-30 10:15"));
  EXPECT_EQ(due("2026-12-24 10:00", 1 * day), paris("2026-12-28 10:00"));  // Christmas is a Friday
  EXPECT_EQ(due("2026-07-13 10:00", 1 * day), paris("2026-07-15 10:00"));
}

TEST(Commitment, SkipsTheDaysTheUniversityIsClosed) {
  Calendar calendar = university_calendar();
  calendar.closed_days = {"2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"};
  EXPECT_EQ(due_after(paris("2026-12-24 10:00"), day, false, calendar), paris("2027-01-04 10:00"));
}

TEST(Commitment, KeepsTheHourOfTheDayWhenClocksChange) {
  EXPECT_EQ(due("2026-03-27 10:00", 1 * day), paris("2026-03-30 10:00"));
  EXPECT_EQ(due("2026-03-27 10:00", 1 * day) - paris("2026-03-27 10:00"), 3 * day - hour);
  EXPECT_EQ(due("2026-10-23 10:00", 1 * day) - paris("2026-10-23 10:00"), 3 * day + hour);
}

TEST(Commitment, MeasuresANightOfClockChangeAsItIs) {
  Calendar always;
  for (int weekday = 1; weekday <= 7; ++weekday) always.openings.push_back({weekday, 0, 24 * 60});
  // Sundays: 29 March 2026 has 23 hours, 25 October 25. Neither is a holiday.
  EXPECT_EQ(due_after(paris("2026-03-28 23:00"), 4 * hour, false, always), paris("2026-03-28 23:00") + 4 * hour);
  EXPECT_EQ(due_after(paris("2026-10-24 23:00"), 5 * hour, false, always), paris("2026-10-24 23:00") + 5 * hour);
  EXPECT_EQ(due_after(paris("2026-03-28 23:00"), 4 * hour, false, always), paris("2026-03-29 04:00"));
}

TEST(Commitment, KeepsTheInstantInTheHourThatHappensTwice) {
  Calendar always;
  for (int weekday = 1; weekday <= 7; ++weekday) always.openings.push_back({weekday, 0, 24 * 60});
  const Instant second_time = paris("2026-10-25 02:30") + hour;
  EXPECT_EQ(due_after(second_time, 2 * hour, false, always), second_time + 2 * hour);
}

TEST(Commitment, CountsOnTheClockWhenToldSo) {
  EXPECT_EQ(due_after(paris("2026-11-27 16:30"), day, true, university_calendar()), paris("2026-11-28 16:30"));
}

TEST(Commitment, EndsEvenWithACalendarThatNeverOpens) {
  EXPECT_EQ(due_after(1000, hour, false, Calendar{}), 1000 + hour);
  Calendar backwards;
  backwards.openings.push_back({1, 600, 500});
  EXPECT_EQ(due_after(1000, day, false, backwards), 1000 + day);
  Calendar nowhere = university_calendar();
  nowhere.zone = "Nowhere/At_all";
  EXPECT_GT(due_after(1000, hour, false, nowhere), 1000);
}

TEST(Commitment, KnowsTheFrenchHolidaysAsPublishedTo2031) {
  // Easter Monday, Ascension and Whit Monday move; published by the State for metropolitan France.
  const std::map<int, std::vector<std::string>> moving{
      {2020, {"04-13", "05-21", "06-01"}}, {2021, {"04-05", "05-13", "05-24"}}, {2022, {"04-18", "05-26", "06-06"}},
      {2023, {"04-10", "05-18", "05-29"}}, {2024, {"04-01", "05-09", "05-20"}}, {2025, {"04-21", "05-29", "06-09"}},
      {2026, {"04-06", "05-14", "05-25"}}, {2027, {"03-29", "05-06", "05-17"}}, {2028, {"04-17", "05-25", "06-05"}},
      {2029, {"04-02", "05-10", "05-21"}}, {2030, {"04-22", "05-30", "06-10"}}, {2031, {"04-14", "05-22", "06-02"}}};
  for (const auto& [year, days] : moving) {
    std::vector<std::string> expected;
    for (const char* fixed : {"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"}) {
      expected.push_back(std::to_string(year) + "-" + fixed);
    }
    for (const std::string& moved : days) expected.push_back(std::to_string(year) + "-" + moved);
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(french_holidays(year), expected);
  }
  EXPECT_EQ(french_holidays(2008).size(), 10U);  // Ascension fell on the first of May
}

TEST(Commitment, ReadsDurations) {
  const auto amount = [](const char* text) { return duration_of(text) ? duration_of(text)->amount : 0; };
  EXPECT_EQ(amount("30min"), 30 * minute);
  EXPECT_EQ(amount("4h"), 4 * hour);
  EXPECT_EQ(amount("2d"), 2 * day);
  EXPECT_EQ(amount("24h!"), day);
  EXPECT_TRUE(duration_of("24h!")->on_clock);
  EXPECT_FALSE(duration_of("2d")->on_clock);
  for (const char* wrong : {"", "4", "h", "-4h", "4 h", "4x", "1d4h", "30h", "0h", "999999999999999999999d", "!"}) {
    EXPECT_FALSE(duration_of(wrong)) << wrong;
  }
}

TEST(Commitment, TellsTheLocalDate) {
  EXPECT_EQ(local_date(paris("2026-11-24 00:30"), "Europe/Paris"), "2026-11-24");
  EXPECT_EQ(local_date(paris("2026-11-24 00:30"), "UTC"), "2026-11-23");
}

TEST(TimeOfDay, IsTheNextOneThatClocksShow) {
  const std::string zone = "Europe/Paris";
  const Instant tuesday_ten = 1'795'510'800'000;  // 24 November 2026
  EXPECT_EQ(next_time_of_day(tuesday_ten, 11 * 60, {}, zone), tuesday_ten + hour);
  EXPECT_EQ(next_time_of_day(tuesday_ten, 10 * 60, {}, zone), tuesday_ten + day);
  EXPECT_EQ(next_time_of_day(tuesday_ten, 9 * 60, {}, zone), tuesday_ten + 23 * hour);
  EXPECT_EQ(next_time_of_day(tuesday_ten, 11 * 60, {1}, zone), tuesday_ten + 6 * day + hour);
  EXPECT_EQ(next_time_of_day(tuesday_ten, 10 * 60, {2}, zone), tuesday_ten + 7 * day);
}

TEST(TimeOfDay, KeepsItsHourAcrossAChangeOfClock) {
  const std::string zone = "Europe/Paris";
  const Instant saturday_noon = 1'774'695'600'000;  // 28 March 2026, 11:00 UTC; the clock jumps that night
  const Instant sunday = next_time_of_day(saturday_noon, 12 * 60, {}, zone);
  EXPECT_EQ(sunday, saturday_noon + 23 * hour);
  // 02:30 does not happen that night: it is the moment of the jump, 01:00 UTC.
  EXPECT_EQ(next_time_of_day(saturday_noon, 2 * 60 + 30, {}, zone), saturday_noon + 14 * hour);
}

}  // namespace
}  // namespace guichet::domain
