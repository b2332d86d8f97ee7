// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/closures.hpp"
#include "kernel/storage/promises.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/team_ways.hpp"
#include "kernel/storage/test_data.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

namespace guichet::storage {
namespace {

using domain::day;
using sample::now;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LoadStore : public test::OnBothDatabases {
 protected:
  static void insert_people(Connection& connection) {
    People people(connection);
    people.insert(sample::person(1, "ada"));
    people.insert(sample::person(2, "bob"));
    people.insert(sample::person(3, "cyr"));
    auto gone = sample::person(4, "gone");
    gone.active = false;
    people.insert(gone);
  }
  static Absence away(domain::PersonId person, domain::PersonId delegate = 0) {
    return {0, person, now - day, now + day, delegate, person, now};
  }
};
INSTANTIATE_ON_BOTH_DATABASES(LoadStore);

TEST_P(LoadStore, KnowsWhoIsAwayFromTheBeginningToTheEnd) {
  write([](Connection& connection) {
    insert_people(connection);
    Absences absences(connection);
    const auto id = absences.add(away(1));
    absences.add(away(1));
    EXPECT_THAT(absences.away_at(now), ElementsAre(1));
    EXPECT_THAT(absences.away_at(now - day), ElementsAre(1)) << "its beginning is included";
    EXPECT_THAT(absences.away_at(now - day - 1), IsEmpty());
    EXPECT_THAT(absences.away_at(now + day), IsEmpty()) << "its end is not";
    EXPECT_THAT(absences.away_among({2, 3}, now), IsEmpty());
    EXPECT_THAT(absences.away_among({1, 2}, now), ElementsAre(1));
    EXPECT_THAT(absences.of({1, 2}, now, 10), SizeIs(2));
    EXPECT_THAT(absences.of({1, 2}, now + day, 10), IsEmpty()) << "over";
    ASSERT_TRUE(absences.find(id));
    EXPECT_EQ(absences.find(id)->ends, now + day);
    EXPECT_TRUE(absences.remove(id));
    EXPECT_FALSE(absences.remove(id));
    absences.remove_ended(now + day + 1);
    EXPECT_THAT(absences.away_at(now), IsEmpty());
  });
}

TEST_P(LoadStore, AsksTheDelegateNamedLastAndNoFurther) {
  write([](Connection& connection) {
    insert_people(connection);
    Absences absences(connection);
    EXPECT_EQ(absences.delegate_of(1, now), 0) << "who is not away has nobody standing in";
    absences.add(away(1, 2));
    absences.add(away(2, 3));
    EXPECT_EQ(absences.delegate_of(1, now), 2) << "one step, though 2 is away too";
    EXPECT_THAT(absences.standing_in_for(2, now), ElementsAre(1));
    EXPECT_THAT(absences.standing_in_for(3, now), ElementsAre(2));
    absences.add(away(1, 3));  // a correction
    EXPECT_EQ(absences.delegate_of(1, now), 3);
    EXPECT_THAT(absences.standing_in_for(2, now), IsEmpty());
    EXPECT_THAT(absences.standing_in_for(3, now), ElementsAre(1, 2));
    absences.add(away(1, 4));
    EXPECT_EQ(absences.delegate_of(1, now), 0) << "who left the university approves nothing";
    EXPECT_THAT(absences.standing_in_for(4, now), IsEmpty());
    EXPECT_EQ(absences.delegate_of(2, now + day), 0) << "back";
  });
}

TEST_P(LoadStore, KeepsClosures) {
  write([](Connection& connection) {
    Closures closures(connection);
    const auto winter = closures.add({0, "2026-12-24", "2027-01-02", {"Noël", "Christmas"}, 1, now});
    closures.add({0, "2026-05-15", "2026-05-15", {"Pont", "Bridge"}, 1, now});
    EXPECT_THAT(closures.from("2026-01-01", 10), SizeIs(2));
    EXPECT_EQ(closures.from("2026-01-01", 10).front().name.fr, "Pont");
    EXPECT_EQ(closures.count_from("2027-01-02"), 1);
    EXPECT_THAT(closures.from("2027-01-03", 10), IsEmpty());
    EXPECT_EQ(closures.find(winter)->name.en, "Christmas");
    EXPECT_TRUE(closures.remove(winter));
    EXPECT_FALSE(closures.find(winter));
  });
}

TEST_P(LoadStore, CountsOpenRequestsOfThosePresent) {
  write([](Connection& connection) {
    insert_people(connection);
    Accounts accounts(connection);
    for (const domain::PersonId person : {1, 2, 3, 4}) accounts.add_member("it/network", person, person == 3);
    Absences(connection).add(away(2));
    Requests requests(connection);
    auto request = sample::request(9);
    request.assignee = 3;
    requests.insert(request);
    request.status = domain::Status::closed;
    requests.insert(request);
    TeamWays ways(connection);
    const auto present = ways.present("it/network", now);
    ASSERT_THAT(present, SizeIs(2)) << "neither who is away nor who has left";
    EXPECT_EQ(present[0].person, 1);
    EXPECT_EQ(present[0].open, 0);
    EXPECT_EQ(present[1].person, 3);
    EXPECT_EQ(present[1].open, 1) << "what is closed is no load";

    EXPECT_EQ(ways.find("it/network").way, Way::by_hand);
    EXPECT_EQ(ways.take("it/network").way, Way::by_hand);
    ways.set_way("it/network", Way::in_turn);
    ways.set_turn("it/network", 3);
    ways.set_way("it/network", Way::least_loaded);
    EXPECT_EQ(ways.take("it/network").way, Way::least_loaded);
    EXPECT_EQ(ways.find("it/network").turn, 3) << "the turn outlives a change of way";
  });
}

TEST_P(LoadStore, GivesPromisesOutInTheOrderTheyFallDue) {
  write([](Connection& connection) {
    Promises promises(connection);
    for (int i = 1; i <= 3; ++i) {
      promises.save({i, Promise::resolve, now + i, "university", now, i, i == 2, 0, Promise::nothing, now + 10 - i});
    }
    EXPECT_FALSE(promises.any_due(now));
    EXPECT_TRUE(promises.any_due(now + 7));
    auto due = promises.take_due(now + 8, 10);
    ASSERT_THAT(due, SizeIs(2));
    EXPECT_EQ(due[0].request, 3);
    due[0].told = Promise::missed;
    due[0].next = 0;
    promises.save(due[0]);
    EXPECT_THAT(promises.take_due(now + 8, 10), SizeIs(1)) << "told once";
    ASSERT_THAT(promises.of(3), SizeIs(1));
    EXPECT_EQ(promises.of(3)[0].told, Promise::missed);
    EXPECT_EQ(promises.of(3)[0].amount, 3);
    EXPECT_THAT(promises.on_calendars(0, 0, 10), SizeIs(2)) << "the second is on the clock";
    EXPECT_THAT(promises.on_calendars(1, Promise::resolve, 10), SizeIs(1));
    promises.remove(1, Promise::take_charge);
    EXPECT_THAT(promises.of(1), SizeIs(1));
    promises.remove(1, Promise::resolve);
    promises.remove_all(2);
    EXPECT_THAT(promises.of_many({1, 2, 3}), SizeIs(1));
  });
}

}  // namespace
}  // namespace guichet::storage
