// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar_file.hpp"

#include <gtest/gtest.h>

using namespace facilities;

namespace {

Event meeting(const char* day) {
  return {"job-1@facilities.guichet",
          *day_of(day),
          {9 * 60 + 30, 11 * 60},
          "Réunion",
          "A301, Bat-a, Luminy",
          "",
          Instant(std::chrono::seconds(1'764'000'000))};
}

std::string line_of(const std::string& file, const std::string& name) {
  const auto from = file.find("\r\n" + name) + 2;
  return file.substr(from, file.find("\r\n", from) - from);
}

}  // namespace

TEST(CalendarFile, IsOneEventWithAllThatCalendarsAskFor) {
  const std::string file = calendar_file(meeting("2026-12-03"));
  EXPECT_EQ(file.rfind("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 0), 0u);
  EXPECT_EQ(line_of(file, "UID"), "UID:job-1@facilities.guichet");
  EXPECT_EQ(line_of(file, "DTSTAMP"), "DTSTAMP:20251124T160000Z");
  EXPECT_EQ(line_of(file, "SUMMARY"), "SUMMARY:Réunion");
  EXPECT_EQ(file.find("BEGIN:VEVENT"), file.rfind("BEGIN:VEVENT"));
  EXPECT_TRUE(file.ends_with("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
}

TEST(CalendarFile, SaysTheTimeOfParisInUtcInWinterAndInSummer) {
  EXPECT_EQ(line_of(calendar_file(meeting("2026-12-03")), "DTSTART"), "DTSTART:20261203T083000Z");
  EXPECT_EQ(line_of(calendar_file(meeting("2026-07-02")), "DTSTART"), "DTSTART:20260702T073000Z");
  EXPECT_EQ(line_of(calendar_file(meeting("2026-07-02")), "DTEND"), "DTEND:20260702T090000Z");
}

TEST(CalendarFile, ChangesTheClocksOnTheLastSundays) {
  const auto start = [](const char* day) { return line_of(calendar_file(meeting(day)), "DTSTART"); };
  EXPECT_EQ(start("2026-03-28"), "DTSTART:20260328T083000Z");
  EXPECT_EQ(start("2026-03-29"), "DTSTART:20260329T073000Z");
  EXPECT_EQ(start("2026-10-24"), "DTSTART:20261024T073000Z");
  EXPECT_EQ(start("2026-10-25"), "DTSTART:20261025T083000Z");
}

TEST(CalendarFile, EscapesWhatHasAMeaning) {
  EXPECT_EQ(escaped("a,b;c\\d\r\ne\nf\x01g"), "a\\,b\\;c\\\\d\\ne\\nfg");
  Event event = meeting("2026-12-03");
  event.title = "x\r\nATTENDEE:mailto:a@b";
  EXPECT_EQ(calendar_file(event).find("\r\nATTENDEE"), std::string::npos);
}

TEST(CalendarFile, FoldsLongLinesBetweenCharacters) {
  Event event = meeting("2026-12-03");
  for (int i = 0; i < 60; ++i) event.title += "é€";
  const std::string file = calendar_file(event);
  std::string unfolded;
  for (std::size_t at = 0; at < file.size();) {
    const auto end = file.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u);
    const std::string line = file.substr(at, end - at);
    EXPECT_NE(static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xC0U, 0x80U) << "cut inside a character";
    unfolded += line[0] == ' ' ? line.substr(1) : "\n" + line;
    at = end + 2;
  }
  EXPECT_NE(unfolded.find("\nSUMMARY:" + event.title + "\n"), std::string::npos);
}
