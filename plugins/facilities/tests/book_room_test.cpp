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
constexpr const char* storage = "guichet.storage/0";

// A Thursday far away, so that these tests hold whatever today is.
json wish(const std::string& slot, const std::string& place = room, const std::string& date = "2099-12-03") {
  return {{"place", place}, {"date", date}, {"slot", slot}, {"title", "Réunion d’équipe"}};
}

const FakeEffect* effect_of(const FakeRun& run, const std::string& function) {
  const auto found = std::find_if(run.effects.begin(), run.effects.end(),
                                  [&](const FakeEffect& effect) { return effect.function == function; });
  return found == run.effects.end() ? nullptr : &*found;
}

std::size_t bookings_in(const FakeHost& host) {
  const json kept = host.stored(key);
  return kept.is_object() ? kept["bookings"].size() : 0;
}

}  // namespace

TEST(BookRoom, BooksAFreeSlotAndGivesAFileForTheCalendar) {
  FakeHost host(guichet_plugin_entry());
  host.set_field("request.reference", "R-2026-0042");
  const FakeRun run = host.run("book-room", wish("14:00-16:00"));
  ASSERT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(run.outcome["result"]["booked"], true);
  EXPECT_EQ(run.outcome["result"]["booking"], "job-1");
  EXPECT_EQ(bookings_in(host), 1u);
  ASSERT_NE(effect_of(run, "comment"), nullptr);
  EXPECT_EQ(effect_of(run, "comment")->payload["visibility"], "public");
  const FakeEffect* const file = effect_of(run, "add");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->payload["name"], "reservation-2099-12-03.ics");
  const std::string content = file->payload["content"];
  EXPECT_NE(content.find("DTSTART:20991203T130000Z\r\n"), std::string::npos) << content;
  EXPECT_NE(content.find("DTEND:20991203T150000Z\r\n"), std::string::npos) << content;
  EXPECT_NE(content.find("R-2026-0042"), std::string::npos) << content;
}

TEST(BookRoom, WhoComesSecondIsToldAndIsLookedAfterByTheCampusAtOnce) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
  json second = wish("14:00-16:00");
  second["find_next"] = true;
  const FakeRun run = host.run("book-room", second);
  EXPECT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(run.outcome["result"]["booked"], false);
  ASSERT_NE(effect_of(run, "comment"), nullptr);
  EXPECT_EQ(effect_of(run, "add"), nullptr);
  EXPECT_EQ(bookings_in(host), 1u);
}

TEST(BookRoom, NeverGivesOneSlotToTwoRequests) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
  for (const char* second : {"14:00-16:00", "15:30-17:00", "13:00-14:30", "08:00-20:00", "14:30-15:00"}) {
    const FakeRun run = host.run("book-room", wish(second));
    EXPECT_EQ(run.outcome["outcome"], "hand-over") << second;
    EXPECT_TRUE(run.effects.empty()) << second;
  }
  EXPECT_EQ(bookings_in(host), 1u);
}

TEST(BookRoom, TellsWhoCameSecondWhatIsStillFree) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
  const FakeRun run = host.run("book-room", wish("14:00-16:00"));
  const std::string reason = run.outcome["reason"]["en"];
  EXPECT_NE(reason.find("08:00 – 10:00"), std::string::npos) << reason;
  EXPECT_EQ(reason.find("14:00 – 16:00"), std::string::npos) << reason;
}

TEST(BookRoom, OfTwoAtTheSameMomentTheSecondLooksAgainAndFindsItTaken) {
  FakeHost host(guichet_plugin_entry());
  // Both have read that the room is free; the other one's booking is committed first.
  host.refuse(storage, "put", GUICHET_E_CONFLICT, "error.plugin.changed-meanwhile");
  const FakeRun first_try = host.run("book-room", wish("14:00-16:00"));
  EXPECT_EQ(first_try.outcome["outcome"], "retry");
  EXPECT_TRUE(first_try.effects.empty());
  EXPECT_EQ(bookings_in(host), 0u);

  facilities::RoomBook theirs;
  theirs.book(*facilities::day_of("2099-12-03"), {14 * 60, 16 * 60}, "their-job");
  host.store(key, theirs.as_json());
  host.refuse(storage, "put", GUICHET_OK, "");
  const FakeRun second_try = host.run("book-room", wish("14:00-16:00"), 2);
  EXPECT_EQ(second_try.outcome["outcome"], "hand-over");
  EXPECT_TRUE(second_try.effects.empty());
  EXPECT_EQ(host.stored(key), theirs.as_json());
}

TEST(BookRoom, WritesOnlyOverTheRevisionItRead) {
  FakeHost host(guichet_plugin_entry());
  host.store(key, facilities::RoomBook().as_json());
  const FakeRun run = host.run("book-room", wish("14:00-16:00"));
  ASSERT_NE(effect_of(run, "put"), nullptr);
  EXPECT_EQ(effect_of(run, "put")->payload["revision"], 1u);
}

TEST(BookRoom, KeepsOtherSlotsDaysAndRoomsApart) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
  EXPECT_EQ(host.run("book-room", wish("16:00-17:00")).outcome["outcome"], "done");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00", room, "2099-12-04")).outcome["outcome"], "done");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00", "luminy/bat-a/3/a302")).outcome["outcome"], "done");
}

TEST(BookRoom, GivesTheSlotBackWhenItIsTakenBack) {
  FakeHost host(guichet_plugin_entry());
  json input = wish("14:00-16:00");
  input["result"] = host.run("book-room", input).outcome["result"];
  const FakeRun undone = host.run("free-room", input);
  EXPECT_EQ(undone.outcome["result"]["freed"], true);
  EXPECT_TRUE(host.stored(key).is_null());
  EXPECT_EQ(host.run("free-room", input).outcome["result"]["freed"], false);  // twice does no harm
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
}

TEST(BookRoom, GivesBackOnlyItsOwn) {
  FakeHost host(guichet_plugin_entry());
  facilities::RoomBook theirs;
  theirs.book(*facilities::day_of("2099-12-03"), {14 * 60, 16 * 60}, "their-job");
  host.store(key, theirs.as_json());
  json input = wish("14:00-16:00");
  input["result"] = {{"booking", "my-job"}};
  EXPECT_EQ(host.run("free-room", input).outcome["result"]["freed"], false);
  EXPECT_EQ(host.stored(key), theirs.as_json());
}

TEST(BookRoom, ForgetsDaysThatArePast) {
  FakeHost host(guichet_plugin_entry());
  facilities::RoomBook old;
  old.book(*facilities::day_of("2020-01-06"), {14 * 60, 16 * 60}, "old-job");
  host.store(key, old.as_json());
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "done");
  EXPECT_EQ(bookings_in(host), 1u);
}

TEST(BookRoom, IsStillBookedWhenTheFileCannotBeWritten) {
  FakeHost host(guichet_plugin_entry());
  host.refuse("guichet.files/0", "add", GUICHET_E_LIMIT, "");
  const FakeRun run = host.run("book-room", wish("14:00-16:00"));
  EXPECT_EQ(run.outcome["outcome"], "done");
  EXPECT_EQ(bookings_in(host), 1u);
}

TEST(BookRoom, HandsOverWhatAMachineCannotBook) {
  FakeHost host(guichet_plugin_entry());
  EXPECT_EQ(host.run("book-room", wish("en fin de journée")).outcome["outcome"], "hand-over");
  EXPECT_EQ(host.run("book-room", wish("06:00-07:00")).outcome["outcome"], "hand-over");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00", "luminy/bat-a")).outcome["outcome"], "hand-over");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00", room, "2099-12-06")).outcome["outcome"], "hand-over");  // Sunday
  host.set_setting("bookable", "aix\nluminy/bat-b");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "hand-over");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00", "luminy/bat-b/0/b001")).outcome["outcome"], "done");
}

TEST(BookRoom, WaitsWhileTheRegisterDoesNotAnswer) {
  FakeHost host(guichet_plugin_entry());
  host.refuse(storage, "get", GUICHET_E_UNAVAILABLE, "");
  EXPECT_EQ(host.run("book-room", wish("14:00-16:00")).outcome["outcome"], "retry");
}

TEST(BookRoom, NeverOverwritesWhatItCannotRead) {
  FakeHost host(guichet_plugin_entry());
  host.store(key, {{"bookings", "?"}});
  const FakeRun run = host.run("book-room", wish("14:00-16:00"));
  EXPECT_EQ(run.outcome["outcome"], "hand-over");
  EXPECT_EQ(host.stored(key), json({{"bookings", "?"}}));
}
