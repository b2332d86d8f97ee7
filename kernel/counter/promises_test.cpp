// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/promises.hpp"

#include "kernel/counter/follow.hpp"
#include "kernel/counter/handle.hpp"
#include "kernel/counter/move.hpp"
#include "kernel/storage/absences.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/promises.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::hour;
using domain::minute;
using storage::Promise;
using test::morning;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Sent on Tuesday at 10:00 with 4h to take charge and 2d to resolve: three quarters of 4 open hours are at 14:00, and
// of the 15 open hours until Thursday at 10:00 on Wednesday at 14:45.
constexpr domain::Instant take_near = morning + 4 * hour, take_due = morning + 5 * hour;
constexpr domain::Instant resolve_near = morning + 28 * hour + 45 * minute, resolve_due = morning + 48 * hour;

class Promises : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    write([this](storage::Connection& connection) {
      storage::Accounts(connection).add_member("it/network", id("admin"), true);
    });
  }
  std::size_t tell(domain::Instant at) { return tell_promises(*counter, at).value(); }
  std::int64_t events(domain::RequestId request, const std::string& kind) {
    const auto kinds = events_of(request);
    return std::count(kinds.begin(), kinds.end(), kind);
  }
  std::vector<storage::Mail> letters(const std::string& login) {
    storage::Reader reader = database->read();
    auto mails = storage::Mails(reader).latest_to(login + "@univ.example", 50);
    std::erase_if(mails, [](const auto& mail) { return !mail.kind.starts_with("mail.commitment-"); });
    return mails;
  }
  std::vector<Promise> kept(domain::RequestId request) {
    storage::Reader reader = database->read();
    return storage::Promises(reader).of(request);
  }
};

TEST_F(Promises, AreWarnedOfOnceBeforeAndEscalatedOnceAfter) {
  const auto request = send_wifi();
  ASSERT_THAT(kept(request.id), SizeIs(2));
  EXPECT_EQ(tell(take_near - 1), 0U);
  EXPECT_EQ(tell(take_near), 1U);
  EXPECT_EQ(tell(take_near), 0U) << "once";
  EXPECT_EQ(events(request.id, "commitment.near"), 1);
  EXPECT_THAT(letters("network"), SizeIs(1)) << "nobody has it: the team";
  EXPECT_THAT(letters("network2"), SizeIs(1));
  EXPECT_EQ(tell(take_due - 1), 0U);
  EXPECT_EQ(tell(take_due), 1U);
  EXPECT_EQ(events(request.id, "commitment.missed"), 1);
  EXPECT_THAT(letters("network"), SizeIs(1)) << "what is missed is for who leads";
  ASSERT_THAT(letters("admin"), SizeIs(2));
  EXPECT_EQ(letters("admin").front().kind, "mail.commitment-missed");
  EXPECT_EQ(tell(take_due + hour), 0U);
}

TEST_F(Promises, GoToWhoHasTheRequestAndToTheTeamWhenTheyAreAway) {
  auto request = *take_charge(*counter, as("network"), seen(send_wifi()));
  EXPECT_THAT(kept(request.id), SizeIs(1)) << "taking charge is done";
  EXPECT_EQ(tell(resolve_near), 1U);
  EXPECT_THAT(letters("network"), SizeIs(1));
  EXPECT_THAT(letters("network2"), IsEmpty());
  auto other = *take_charge(*counter, as("network"), seen(send_wifi("friend")));
  write([this](storage::Connection& connection) {
    storage::Absences(connection)
        .add({0, id("network"), morning, morning + 30 * domain::day, 0, id("network"), morning});
  });
  EXPECT_EQ(tell(resolve_near), 1U);
  EXPECT_THAT(letters("network"), SizeIs(1)) << "not while they are away";
  EXPECT_THAT(letters("network2"), SizeIs(1));
}

TEST_F(Promises, AreForgottenWhenTheRequestIsOverAndNotToldTwiceWhenItComesBack) {
  auto request = *take_charge(*counter, as("network"), seen(send_wifi()));
  EXPECT_EQ(tell(resolve_near), 1U);
  request = *resolve(*counter, as("network", resolve_near), seen(reload(request.id)), "Fait");
  EXPECT_THAT(kept(request.id), IsEmpty());
  EXPECT_EQ(tell(resolve_due), 0U);
  request = *reopen(*counter, as("student", resolve_due - hour), seen(request), "Encore");
  ASSERT_THAT(kept(request.id), SizeIs(1));
  EXPECT_EQ(tell(resolve_due - 1), 0U) << "it was warned of already";
  EXPECT_EQ(tell(resolve_due), 1U);
  EXPECT_EQ(events(request.id, "commitment.near"), 1);
  EXPECT_EQ(events(request.id, "commitment.missed"), 1);
}

TEST_F(Promises, StandStillWhileTheRequesterIsAwaited) {
  auto request = *take_charge(*counter, as("network"), seen(send_wifi()));
  // Asked at 16:00, an open hour before closing; answered on Monday at 9:00.
  const auto asked = morning + 6 * hour, answered = morning + 6 * domain::day - hour;
  request = *wait_for_requester(*counter, as("network", asked), seen(request), "Où ?");
  EXPECT_EQ(kept(request.id)[0].next, 0);
  EXPECT_EQ(tell(resolve_due + domain::day), 0U);
  ASSERT_TRUE(write_message(*counter, as("student", answered), {request.id, "Ici", false, {}}).ok());
  request = reload(request.id);
  // Of 15 open hours 5 had gone by: 10 are left from Monday at 9:00, which is 7 that day and 3 on Tuesday from 8:30.
  EXPECT_EQ(request.due_resolve, answered + domain::day + 2 * hour + 30 * minute);
  EXPECT_EQ(request.waiting_since, 0);
  const auto near = kept(request.id)[0].next;
  EXPECT_EQ(tell(near - 1), 0U);
  EXPECT_EQ(tell(near), 1U);
  EXPECT_EQ(near, answered + 7 * hour + 15 * minute) << "three hours and three quarters are left";
}

TEST_F(Promises, OfAnotherTeamAreItsOwnToHear) {
  auto request = send_wifi();
  EXPECT_EQ(tell(take_near), 1U);
  request = *transfer(*counter, as("network", take_near), seen(reload(request.id)), "it/identity", "");
  EXPECT_EQ(tell(take_due), 1U);
  EXPECT_THAT(letters("identity"), SizeIs(1)) << "nobody leads it: its members are told";
  EXPECT_THAT(letters("admin"), SizeIs(1)) << "the first warning only";
}

TEST_F(Promises, OfConfidentialRequestsSayNothingInLetters) {
  const auto request = send("student", "health/harassment", {{"what", "Le titre secret"}});
  write([&](storage::Connection& connection) {
    storage::Requests requests(connection);
    auto changed = *requests.find(request.id);
    changed.title = "Le titre secret";
    changed.due_take_charge = take_due;
    ASSERT_TRUE(requests.update(changed, changed.version));
    keep_promises(*counter, connection, *requests.find(request.id), morning);
  });
  EXPECT_EQ(tell(take_due), 1U);
  ASSERT_THAT(letters("listener"), SizeIs(1));
  EXPECT_THAT(letters("listener")[0].parameters.dump(), Not(HasSubstr("secret")));
  EXPECT_THAT(letters("admin"), IsEmpty());
}

TEST_F(Promises, ThatFallDueTogetherMakeOneLetterAPersonAndBatch) {
  std::vector<domain::RequestId> sent;
  for (int i = 0; i < 25; ++i) sent.push_back(send_wifi(i % 2 == 0 ? "student" : "friend").id);
  EXPECT_EQ(tell_promises(*counter, take_near, 10).value(), 10U);
  EXPECT_EQ(tell_promises(*counter, take_near, 10).value(), 10U);
  EXPECT_EQ(tell_promises(*counter, take_near, 10).value(), 5U);
  EXPECT_EQ(tell_promises(*counter, take_near, 10).value(), 0U);
  for (const auto request : sent) EXPECT_EQ(events(request, "commitment.near"), 1);
  ASSERT_THAT(letters("network"), SizeIs(3));
  EXPECT_EQ(letters("network")[1].parameters["number"], "10");
}

TEST_F(Promises, AreTakenUpForRequestsThatWereOpenBefore) {
  const auto request = send_wifi();
  write([&](storage::Connection& connection) { storage::Promises(connection).remove_all(request.id); });
  ASSERT_TRUE(adopt_promises(*counter, morning + hour).ok());
  ASSERT_THAT(kept(request.id), SizeIs(2));
  EXPECT_EQ(kept(request.id)[0].due, request.due_take_charge);
  write([&](storage::Connection& connection) { storage::Promises(connection).remove_all(request.id); });
  ASSERT_TRUE(adopt_promises(*counter, morning + hour).ok());
  EXPECT_THAT(kept(request.id), IsEmpty()) << "once an installation";
}

TEST_F(Promises, AreSeenInTheTimelineByTheTeamAlone) {
  const auto request = send_wifi();
  EXPECT_EQ(tell(take_due), 1U);
  const auto shown = [&](const char* login) {
    const auto view = read_request(*counter, as(login), request.id).value();
    return std::any_of(view.timeline.begin(), view.timeline.end(),
                       [](const auto& entry) { return entry.kind == "commitment.missed"; });
  };
  EXPECT_TRUE(shown("network"));
  EXPECT_FALSE(shown("student"));
}

}  // namespace
}  // namespace guichet::counter
