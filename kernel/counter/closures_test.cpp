// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/closures.hpp"

#include "kernel/counter/handle.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/storage/promises.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using domain::day;
using domain::ErrorKind;
using test::morning;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class UniversityClosures : public test::CounterFixture {
 protected:
  domain::Result<domain::Done> close(const std::string& from, const std::string& until,
                                     const std::string& login = "admin") {
    return close_university(*counter, as(login), {from, until, {"Pont", "Bridge"}});
  }
  /// Runs the job that moves dates.
  void move_all(domain::Instant at = morning + domain::minute) {
    auto job = claim(at);
    while (job.kind != "closures") job = claim(at);  // letters come first
    while (move_dates(*counter, job, at).value()) {
    }
  }
};

TEST_F(UniversityClosures, CountForWhatIsSentFromThenOn) {
  ASSERT_TRUE(close("2026-11-25", "2026-11-25").ok());
  EXPECT_EQ(send_wifi().due_resolve, morning + 3 * day) << "Wednesday is closed: Friday at 10:00";
  const auto shown = closures(*counter, as("admin")).value();
  ASSERT_THAT(shown.closures, SizeIs(1));
  EXPECT_EQ(shown.closures[0].name.en, "Bridge");
}

TEST_F(UniversityClosures, MoveTheDatesOfRequestsUnderWayAndSaySo) {
  const auto request = send_wifi();
  EXPECT_EQ(request.due_resolve, morning + 2 * day);
  const auto effect = preview_closure(*counter, as("admin"), {"2026-11-25", "2026-11-25", {"Pont", "Bridge"}}).value();
  EXPECT_EQ(effect.moved, 1U);
  ASSERT_THAT(effect.by_team, SizeIs(1));
  EXPECT_EQ(effect.by_team[0].first, "it/network");
  ASSERT_TRUE(close("2026-11-25", "2026-11-25").ok());
  EXPECT_EQ(reload(request.id).due_resolve, request.due_resolve) << "the job has not run yet";
  move_all();
  EXPECT_EQ(reload(request.id).due_resolve, morning + 3 * day);
  EXPECT_EQ(reload(request.id).due_take_charge, request.due_take_charge) << "today is open";
  EXPECT_THAT(events_of(request.id), ::testing::Contains("commitment.moved").Times(1));
  // Nothing is told on the day that is closed, and the mark moves with the date.
  EXPECT_EQ(tell_promises(*counter, morning + 28 * domain::hour + 45 * domain::minute).value(), 1U)
      << "only that it was not taken in charge";

  ASSERT_TRUE(open_again(*counter, as("admin"), closures(*counter, as("admin")).value().closures[0].id).ok());
  move_all(morning + 2 * domain::minute);
  EXPECT_EQ(reload(request.id).due_resolve, request.due_resolve);
  EXPECT_THAT(closures(*counter, as("admin")).value().closures, IsEmpty());
}

TEST_F(UniversityClosures, MoveNothingThatTheyDoNotTouch) {
  // Sent before opening: due on Thursday at the very moment of opening.
  const auto request = send("student", "it/wifi", {{"event", "Colloque"}, {"count", "20"}}, morning - 3 * domain::hour);
  EXPECT_EQ(request.due_resolve, morning + 2 * day - 90 * domain::minute);
  const NewClosure later{"2026-12-21", "2026-12-24", {"Hiver", "Winter"}};
  EXPECT_EQ(preview_closure(*counter, as("admin"), later).value().moved, 0U);
  ASSERT_TRUE(close_university(*counter, as("admin"), later).ok());
  move_all();
  EXPECT_EQ(reload(request.id).version, request.version);
}

TEST_F(UniversityClosures, ThatHaveBegunKeepTheDaysThatWentBy) {
  ASSERT_TRUE(close("2026-11-24", "2026-11-27").ok());
  const auto id = closures(*counter, as("admin")).value().closures[0].id;
  ASSERT_TRUE(open_again(*counter, as("admin", morning + 2 * day), id).ok());
  storage::Reader reader = database->read();
  EXPECT_EQ(storage::Closures(reader).find(id)->last_day, "2026-11-25");
}

TEST_F(UniversityClosures, LeaveWhatWasMissedAndWhatIsOverAlone) {
  const auto missed = send_wifi();
  auto over = *take_charge(*counter, as("network"), seen(send_wifi("friend")));
  over = *resolve(*counter, as("network"), seen(over), "Fait");
  ASSERT_TRUE(
      close_university(*counter, as("admin", morning + 3 * day), {"2026-11-27", "2026-11-27", {"a", "b"}}).ok());
  move_all(morning + 3 * day + domain::minute);
  EXPECT_EQ(reload(missed.id).due_resolve, missed.due_resolve);
  EXPECT_EQ(reload(over.id).due_resolve, over.due_resolve);
}

TEST_F(UniversityClosures, AreKeptByTheServiceCentreAndChecked) {
  EXPECT_EQ(close("2026-12-24", "2027-01-01", "network").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(close_university(*counter, as(""), {}).error().kind, ErrorKind::forbidden);
  const auto field = [&](const char* from, const char* until) {
    const auto done = close(from, until);
    return done.ok() || done.error().fields.empty() ? std::string() : done.error().fields[0].field;
  };
  EXPECT_EQ(field("demain", "2026-12-01"), "from");
  EXPECT_EQ(field("2026-12-01", "2026-02-30"), "until");
  EXPECT_EQ(field("2026-11-23", "2026-12-01"), "from") << "the past stays as it was";
  EXPECT_EQ(field("2026-12-02", "2026-12-01"), "until");
  EXPECT_EQ(field("2026-12-02", "2027-12-01"), "until");
  EXPECT_EQ(close_university(*counter, as("admin"), {"2026-12-02", "2026-12-02", {" ", "b"}}).error().fields[0].field,
            "name-fr");
  EXPECT_EQ(open_again(*counter, as("admin"), 77).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace guichet::counter
