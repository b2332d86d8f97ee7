// SPDX-License-Identifier: GPL-3.0-or-later
#include "closed_days.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using facilities::day_of;
using facilities::is_named;
using facilities::is_public_holiday;

std::set<std::string> holidays_of(const std::string& year) {
  std::set<std::string> found;
  const std::chrono::sys_days first(*day_of(year + "-01-01"));
  for (int i = 0; i < 365; ++i) {
    const facilities::Day day(first + std::chrono::days(i));
    if (is_public_holiday(day)) found.insert(facilities::text_of(day).substr(5));
  }
  return found;
}

}  // namespace

TEST(PublicHolidays, AreThoseOfTheOfficialList) {
  const auto with = [](const std::set<std::string>& moving) {
    std::set<std::string> all{"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"};
    all.insert(moving.begin(), moving.end());
    return all;
  };
  EXPECT_EQ(holidays_of("2026"), with({"04-06", "05-14", "05-25"}));
  EXPECT_EQ(holidays_of("2027"), with({"03-29", "05-06", "05-17"}));
  EXPECT_EQ(holidays_of("2028"), with({"04-17", "05-25", "06-05"}));
  EXPECT_EQ(holidays_of("2029"), with({"04-02", "05-10", "05-21"}));
  EXPECT_EQ(holidays_of("2030"), with({"04-22", "05-30", "06-10"}));
  EXPECT_EQ(holidays_of("2031"), with({"04-14", "05-22", "06-02"}));
}

TEST(Closures, AreDaysAndSpansOneALine) {
  const std::string lines = " 2026-12-24 \r\n2027-07-24 - 2027-08-16\nen août\n2027-02-03 2027-02-01\n";
  for (const char* day : {"2026-12-24", "2027-07-24", "2027-08-01", "2027-08-16"})
    EXPECT_TRUE(is_named(lines, *day_of(day))) << day;
  for (const char* day : {"2026-12-23", "2026-12-25", "2027-07-23", "2027-08-17", "2027-02-02"})
    EXPECT_FALSE(is_named(lines, *day_of(day))) << day;
  EXPECT_FALSE(is_named("", *day_of("2026-12-24")));
}
