// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/assignment.hpp"

#include "kernel/counter/absences.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/storage/accounts.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <map>
#include <thread>

namespace guichet::counter {
namespace {

using domain::day;
using domain::ErrorKind;
using storage::Way;
using test::morning;
using ::testing::Contains;
using ::testing::SizeIs;

class Assignment : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    write([this](storage::Connection& connection) {
      storage::Accounts(connection).add_member("it/network", id("gone"), false);
    });
    viewers["network"].teams = {{"it/network", true}};
  }
  void share(Way way, const std::string& team = "it/network") {
    write([&](storage::Connection& connection) { storage::TeamWays(connection).set_way(team, way); });
  }
  void away(const std::string& login) {
    ASSERT_TRUE(say_absence(*counter, as(login), {"2026-11-24", "2026-11-25", ""}).ok());
  }
};

TEST_F(Assignment, IsByHandUnlessTheTeamWantsOtherwise) {
  EXPECT_EQ(send_wifi().assignee, 0);
}

TEST_F(Assignment, GivesInTurnAndLeavesTakingChargeToThem) {
  share(Way::in_turn);
  const auto first = send_wifi(), second = send_wifi("friend"), third = send_wifi();
  EXPECT_EQ(first.assignee, id("network"));
  EXPECT_EQ(second.assignee, id("network2")) << "never to who has left";
  EXPECT_EQ(third.assignee, id("network"));
  EXPECT_EQ(first.status, domain::Status::received);
  EXPECT_EQ(first.taken_at, 0);
  EXPECT_THAT(events_of(first.id), Contains("request.assigned"));
  EXPECT_EQ(reload(first.id).assignee, id("network"));
  EXPECT_TRUE(take_charge(*counter, as("network"), seen(reload(first.id))).ok());
}

TEST_F(Assignment, PassesByWhoIsAway) {
  share(Way::in_turn);
  away("network");
  EXPECT_EQ(send_wifi().assignee, id("network2"));
  EXPECT_EQ(send_wifi("friend").assignee, id("network2"));
}

TEST_F(Assignment, SaysThatNobodyIsPresent) {
  share(Way::least_loaded);
  away("network");
  away("network2");
  const auto request = send_wifi();
  EXPECT_EQ(request.assignee, 0);
  EXPECT_THAT(events_of(request.id), Contains("request.nobody-present"));
}

TEST_F(Assignment, GivesToWhoHasTheFewest) {
  share(Way::by_hand);
  (void)*take_charge(*counter, as("network"), seen(send_wifi()));
  share(Way::least_loaded);
  EXPECT_EQ(send_wifi("friend").assignee, id("network2"));
  EXPECT_EQ(send_wifi("friend").assignee, id("network")) << "as many each: whose turn it is";
}

TEST_F(Assignment, FollowsATransferAndAWrongService) {
  share(Way::in_turn, "it/identity");
  share(Way::in_turn, domain::triage_team);
  auto request = *transfer(*counter, as("network"), seen(send_wifi()), "it/identity", "");
  EXPECT_EQ(request.assignee, id("identity"));
  EXPECT_EQ(events_of(request.id).back(), "request.assigned") << "after what brought it";
  request = *wrong_service(*counter, as("student"), seen(request), "");
  EXPECT_EQ(request.assignee, id("sorter"));
}

TEST_F(Assignment, LeavesToAMachineWhatItDoesAndGivesOutWhatItCannot) {
  share(Way::in_turn);
  share(Way::in_turn, "it/identity");
  auto request = send("student", "it/account-unlock", {{"account", "student"}, {"what", "locked"}});
  EXPECT_EQ(reload(request.id).assignee, 0);
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::failed;
  outcome.detail = "no";
  ASSERT_TRUE(apply_outcome(*counter, claim(), outcome, morning).ok());
  request = reload(request.id);
  EXPECT_NE(request.assignee, 0);
  EXPECT_THAT(events_of(request.id), Contains("request.assigned"));
}

TEST_F(Assignment, IsFairWhenManyArriveAtOnce) {
  share(Way::in_turn);
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i) {
    senders.emplace_back([this, i] {
      for (int n = 0; n < 5; ++n) (void)send_wifi(i % 2 == 0 ? "student" : "friend");
    });
  }
  for (auto& sender : senders) sender.join();
  storage::Reader reader = database->read();
  const auto present = storage::TeamWays(reader).present("it/network", morning);
  ASSERT_THAT(present, SizeIs(2));
  EXPECT_EQ(present[0].open, 10);
  EXPECT_EQ(present[1].open, 10);
}

TEST_F(Assignment, IsChosenByWhoLeadsTheTeam) {
  EXPECT_EQ(set_team_way(*counter, as("network2"), "it/network", Way::in_turn).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(set_team_way(*counter, as("identity"), "it/network", Way::in_turn).error().kind, ErrorKind::not_found);
  EXPECT_EQ(set_team_way(*counter, as(""), "it/network", Way::in_turn).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(set_team_way(*counter, as("network"), "it/network", Way::least_loaded).ok());
  away("network2");
  const auto view = team_view(*counter, as("network2"), "it/network").value();
  EXPECT_EQ(view.way, Way::least_loaded);
  EXPECT_FALSE(view.may_change);
  ASSERT_THAT(view.members, SizeIs(2)) << "who has left is not shown";
  EXPECT_FALSE(view.members[0].away);
  EXPECT_TRUE(view.members[1].away);
  EXPECT_EQ(team_view(*counter, as("student"), "it/network").error().kind, ErrorKind::not_found);
}

TEST_F(Assignment, AbsencesAreSaidCheckedAndTakenBack) {
  const auto field = [&](const NewAbsence& absence) {
    const auto done = say_absence(*counter, as("network"), absence);
    return done.ok() || done.error().fields.empty() ? std::string() : done.error().fields[0].field;
  };
  EXPECT_EQ(field({"", "2026-12-01", ""}), "from");
  EXPECT_EQ(field({"2026-12-01", "hier", ""}), "until");
  EXPECT_EQ(field({"2026-12-02", "2026-12-01", ""}), "until");
  EXPECT_EQ(field({"2026-11-02", "2026-11-23", ""}), "until") << "over already";
  EXPECT_EQ(field({"2026-12-01", "2026-12-02", "nobody-at-all"}), "delegate");
  EXPECT_EQ(field({"2026-12-01", "2026-12-02", "network"}), "delegate") << "oneself";
  EXPECT_EQ(field({"2026-12-01", "2026-12-02", "gone"}), "delegate") << "who has left";
  EXPECT_TRUE(say_absence(*counter, as("student"), {"2026-12-01", "2026-12-02", ""}).ok())
      << "whoever is in no team may be asked to approve as well";

  ASSERT_TRUE(say_absence(*counter, as("network2"), {"2026-11-24", "2026-11-26", "staff"}).ok());
  {
    storage::Reader reader = database->read();
    EXPECT_EQ(storage::Absences(reader).delegate_of(id("network2"), morning), id("staff"));
  }
  const auto own = absences(*counter, as("network2")).value();
  ASSERT_THAT(own.own, SizeIs(1));
  EXPECT_FALSE(own.leads);
  EXPECT_EQ(own.own[0].last_day, "2026-11-26");
  EXPECT_TRUE(own.own[0].under_way);
  const auto led = absences(*counter, as("network")).value();
  ASSERT_THAT(led.team, SizeIs(1)) << "who leads sees those of the team";
  EXPECT_EQ(led.team[0].delegate, viewers["staff"].person.name());
  const auto row = led.team[0].absence.id;
  EXPECT_EQ(remove_absence(*counter, as("identity"), row).error().kind, ErrorKind::not_found);
  EXPECT_EQ(remove_absence(*counter, as("network", morning + 9 * day), row).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(remove_absence(*counter, as("network"), row).ok());
  EXPECT_THAT(absences(*counter, as("network2")).value().own, ::testing::IsEmpty());
}

}  // namespace
}  // namespace guichet::counter
