// SPDX-License-Identifier: GPL-3.0-or-later
// Parts that other departments do, and the parent that waits for them.
#include "kernel/counter/workflow_fixture.hpp"

namespace guichet::counter {
namespace {

TEST_F(WorkflowUse, APartThatIsOverAtOnceHoldsItsParentUpNoLonger) {
  const auto request = send("student", "it/above", {});
  EXPECT_EQ(state_of(request, "below"), "done");
  EXPECT_EQ(state_of(request, "then"), "running");
}

TEST_F(WorkflowUse, ServicesThatOpenEachOtherStopBeforeTheyFillTheDatabase) {
  const auto request = send("student", "it/ping", {});
  storage::Reader reader = database->read();
  const auto opened = storage::ask_one<std::int64_t>(reader, "SELECT COUNT(*) FROM sub_request").value_or(0);
  EXPECT_GT(opened, 5);
  EXPECT_LE(opened, 200);
  EXPECT_THAT(parts_of(request), Not(IsEmpty()));
}

// Pain 6: sub-requests do not block closing, cannot be sequenced, and requesters see several tickets instead of one.
TEST_F(WorkflowUse, Pain6PartsBlockTheEndComeInOrderAndEndTheirParent) {
  const auto request = send("student", "it/parent", {{"who", "Ada Martin"}});
  ASSERT_THAT(parts_of(request), SizeIs(1)) << "the second waits for the first";
  auto part = reload(parts_of(request)[0]);
  EXPECT_EQ(part.answers["name"], "Ada Martin");
  EXPECT_EQ(part.team, "it/identity");
  EXPECT_EQ(resolve(*counter, as("network"), seen(reload(request.id)), "Fait").error().message,
            "error.request.steps-open");
  ASSERT_TRUE(resolve(*counter, as("identity"), seen(part), "Créé").ok());
  ASSERT_THAT(parts_of(request), SizeIs(2));
  EXPECT_NE(reload(request.id).status, Status::resolved);
  ASSERT_TRUE(resolve(*counter, as("identity"), seen(reload(parts_of(request)[1])), "Créé").ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, CancellingTheParentCancelsItsOpenParts) {
  const auto request = send("student", "it/parent", {{"who", "Ada"}});
  ASSERT_TRUE(cancel(*counter, as("student"), seen(reload(request.id)), "").ok());
  EXPECT_EQ(reload(parts_of(request)[0]).status, Status::cancelled);
}

TEST_F(WorkflowUse, APartThatEndsBadlyIsAPersonsToDecideAndMayBeTriedAgain) {
  const auto request = send("student", "it/parent", {{"who", "Ada"}});
  ASSERT_TRUE(cancel(*counter, as("identity"), seen(reload(parts_of(request)[0])), "Doublon").ok());
  EXPECT_EQ(state_of(request, "account"), "failed");
  ASSERT_TRUE(retry_step(*counter, as("network"), request.id, "account").ok());
  EXPECT_THAT(parts_of(request), SizeIs(2));
}

}  // namespace
}  // namespace guichet::counter
