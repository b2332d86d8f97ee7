// SPDX-License-Identifier: GPL-3.0-or-later
#include "room_book.hpp"

#include <guichet/sdk/testing/fake_host.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using namespace guichet::sdk::testing;
using nlohmann::json;

namespace {

constexpr const char* room = "luminy/bat-a/3/a301";
constexpr const char* key = "room/luminy/bat-a/3/a301";

json answers(const std::string& duration, const std::string& date = "2099-12-03", const std::string& place = room) {
  return {{"place", place}, {"date", date}, {"duration", duration}};
}

bool offers(const json& options, const std::string& value) {
  return std::any_of(options.begin(), options.end(), [&](const json& option) { return option["value"] == value; });
}

void book(FakeHost& host, int from, int to) {
  facilities::RoomBook book;
  book.book(*facilities::day_of("2099-12-03"), {from * 60, to * 60}, "their-job");
  host.store(key, book.as_json());
}

}  // namespace

TEST(FreeSlots, ShowsWhatIsNotBooked) {
  FakeHost host(guichet_plugin_entry());
  book(host, 14, 16);
  const json options = host.list_options("free-slots", "", answers("120")).outcome;
  EXPECT_TRUE(offers(options, "08:00-10:00"));
  EXPECT_TRUE(offers(options, "12:00-14:00"));
  EXPECT_TRUE(offers(options, "16:00-18:00"));
  EXPECT_TRUE(offers(options, "18:00-20:00"));
  for (const char* taken : {"12:30-14:30", "14:00-16:00", "15:30-17:30", "18:30-20:30"})
    EXPECT_FALSE(offers(options, taken)) << taken;
  EXPECT_EQ(options[0]["label"]["fr"], "8\u00a0h – 10\u00a0h");
}

TEST(FreeSlots, OffersAPersonLast) {
  FakeHost host(guichet_plugin_entry());
  const json options = host.list_options("free-slots", "", answers("60")).outcome;
  EXPECT_EQ(options.back()["value"], "help");
  EXPECT_GT(options.size(), 2u);
}

TEST(FreeSlots, OffersOnlyAPersonWhereNothingIsLeft) {
  FakeHost host(guichet_plugin_entry());
  book(host, 8, 20);
  for (const json& asked : {answers("60"), answers("day"), answers("60", "2099-12-06"), answers("60", "2020-12-03"),
                            answers("60", "2099-12-03", "luminy/bat-a")}) {
    const json options = host.list_options("free-slots", "", asked).outcome;
    ASSERT_EQ(options.size(), 1u) << asked;
    EXPECT_EQ(options[0]["value"], "help");
  }
}

TEST(FreeSlots, AWholeDayIsOneSlotAndSaturdaysAreShort) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_TRUE(offers(host.list_options("free-slots", "", answers("day")).outcome, "08:00-20:00"));
  EXPECT_TRUE(offers(host.list_options("free-slots", "", answers("day", "2099-12-05")).outcome, "08:00-13:00"));
  host.set_setting("opens", "09:00");
  host.set_setting("closes", "18:30");
  EXPECT_TRUE(offers(host.list_options("free-slots", "", answers("day")).outcome, "09:00-18:30"));
}

TEST(FreeSlots, OffersNoPublicHolidayAndNoDayOfAClosure) {
  FakeHost host(guichet_plugin_entry());
  const auto on = [&](const char* day) { return host.list_options("free-slots", "", answers("60", day)).outcome; };
  EXPECT_TRUE(offers(on("2099-12-24"), "10:00-11:00"));
  EXPECT_FALSE(offers(on("2099-12-25"), "10:00-11:00"));
  EXPECT_FALSE(offers(on("2099-07-14"), "10:00-11:00"));
  host.set_setting("closed", "2099-12-03\n2099-12-21 2099-12-24");
  for (const char* day : {"2099-12-03", "2099-12-21", "2099-12-23", "2099-12-24"})
    EXPECT_FALSE(offers(on(day), "10:00-11:00")) << day;
  EXPECT_TRUE(offers(on("2099-12-04"), "10:00-11:00"));
  EXPECT_TRUE(offers(on("2099-12-28"), "10:00-11:00"));
}

TEST(FreeSlots, SaysNothingWhenTheRegisterDoesNotAnswer) {
  FakeHost host(guichet_plugin_entry());
  host.refuse("guichet.storage/0", "get", GUICHET_E_UNAVAILABLE, "");
  EXPECT_EQ(host.list_options("free-slots", "", answers("60")).code, GUICHET_E_UNAVAILABLE);
}

TEST(SlotIsFree, NoticesWhatWasTakenSinceTheListWasShown) {
  FakeHost host(guichet_plugin_entry());
  book(host, 14, 16);
  json given = answers("120");
  given["slot"] = "14:00-16:00";
  const json problems = host.check_answers("slot-is-free", given).outcome;
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0]["field"], "slot");
  EXPECT_NE(problems[0]["message"]["en"].get<std::string>().find("16:00 – 18:00"), std::string::npos);
  given["slot"] = "16:00-18:00";
  EXPECT_TRUE(host.check_answers("slot-is-free", given).outcome.empty());
}

TEST(SlotIsFree, ReadsWhatWasTypedWhenTheListCouldNotBeShown) {
  FakeHost host(guichet_plugin_entry());
  json given = answers("120");
  for (const char* typed : {"14h-16h", "de 14h à 16h30", "14:00-16:00", "from 9:00 to 11:00", "help"}) {
    given["slot"] = typed;
    EXPECT_TRUE(host.check_answers("slot-is-free", given).outcome.empty()) << typed;
  }
  for (const char* typed : {"dans la matinée", "14h", "16h-14h", "25h-26h", "14h75-15h", "7h-9h"}) {
    given["slot"] = typed;
    const json problems = host.check_answers("slot-is-free", given).outcome;
    ASSERT_EQ(problems.size(), 1u) << typed;
    EXPECT_EQ(problems[0]["field"], "slot") << typed;
  }
}

TEST(SlotIsFree, NoticesAPublicHoliday) {
  FakeHost host(guichet_plugin_entry());
  json given = answers("60", "2099-12-25");
  given["slot"] = "10:00-11:00";
  EXPECT_EQ(host.check_answers("slot-is-free", given).outcome[0]["field"], "slot");
}

TEST(SlotIsFree, NamesARoomThatIsNotBookedOnline) {
  FakeHost host(guichet_plugin_entry());
  host.set_setting("bookable", " aix \n\nluminy/bat-b");
  json given = answers("60");
  given["slot"] = "14:00-15:00";
  EXPECT_EQ(host.check_answers("slot-is-free", given).outcome[0]["field"], "place");
}
