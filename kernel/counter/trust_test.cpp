// SPDX-License-Identifier: GPL-3.0-or-later
// Work that begins before anybody agreed.
#include "kernel/counter/trust.hpp"

#include "kernel/counter/workflow_fixture.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/workflow.hpp"

namespace guichet::counter {
namespace {

TEST_F(WorkflowUse, TrustFirstWorksAtOnceAndAnObjectionUndoesIt) {
  const auto request = send("student", "it/trust", {});
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_TRUE(asked("staff")[0].trust);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "Pas ce jour-là").ok());
  EXPECT_EQ(reload(request.id).status, Status::refused);
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account") << "the undo ran";
  EXPECT_EQ(state_of(request, "make"), "undone");
}

TEST_F(WorkflowUse, ARequestOfTrustClosesOnlyAfterTheDateToObject) {
  const auto request = send("student", "it/trust", {});
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 0U);
  timers(test::morning + 15 * domain::day);
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_EQ(close_resolved(*counter, test::morning + 15 * domain::day), 1U);
  EXPECT_EQ(reload(request.id).status, Status::closed);
}

TEST_F(WorkflowUse, WhatIsAtStakeIsAskedBeforeUntilAnAdministratorAcceptsItByName) {
  const auto first = send("student", "it/stake", {});
  EXPECT_EQ(reload(first.id).status, Status::awaiting_approval) << "nothing is done before somebody agreed";
  EXPECT_EQ(state_of(first, "make"), "waiting");
  EXPECT_EQ(accept_trust(*counter, as("network"), "it/stake", "Un achat").error().kind, ErrorKind::forbidden);
  EXPECT_EQ(accept_trust(*counter, as("admin"), "it/trust", "Confiance").error().kind, ErrorKind::not_found)
      << "nothing is at stake there";
  const auto wrong = accept_trust(*counter, as("admin"), "it/stake", "oui");
  ASSERT_THAT(wrong.error().fields, SizeIs(1));
  EXPECT_EQ(wrong.error().fields[0].field, "name");
  auto listed = trust_at_stake(*counter, as("admin"), "it").value();
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].service, "it/stake");
  EXPECT_EQ(listed[0].accepted, 0);
  ASSERT_THAT(listed[0].steps, SizeIs(1));
  EXPECT_THAT(listed[0].steps[0].stakes, testing::ElementsAre("money"));
  ASSERT_TRUE(accept_trust(*counter, as("admin"), "it/stake", "  un ACHAT ").ok());
  listed = trust_at_stake(*counter, as("admin"), "it").value();
  EXPECT_EQ(listed[0].accepted, test::morning);
  EXPECT_EQ(listed[0].accepted_by, viewers["admin"].person.name());
  const auto second = send("student", "it/stake", {});
  EXPECT_EQ(state_of(second, "make"), "running") << "accepted: the work begins at once";
  // A version that puts more at stake than what was accepted is asked before again, until that is accepted too.
  write([&](storage::Connection& connection) {
    storage::TrustAccepted(connection)
        .accept("it/stake", {id("admin"), test::morning, {"trust-stakes ask make rights"}});
  });
  EXPECT_TRUE(trust_at_stake(*counter, as("admin"), "it").value()[0].grew);
  EXPECT_EQ(reload(send("student", "it/stake", {}).id).status, Status::awaiting_approval);
  ASSERT_TRUE(accept_trust(*counter, as("admin"), "it/stake", "Un achat").ok());
  EXPECT_FALSE(trust_at_stake(*counter, as("admin"), "it").value()[0].grew);
  EXPECT_EQ(state_of(send("student", "it/stake", {}), "make"), "running");
  ASSERT_TRUE(withdraw_trust(*counter, as("admin"), "it/stake").ok());
  const auto third = send("student", "it/stake", {});
  EXPECT_EQ(reload(third.id).status, Status::awaiting_approval);
  storage::Reader reader = database->read();
  std::vector<std::string> audited;
  for (const auto& entry : storage::Audit(reader).of_target("plugin:it", 10)) audited.push_back(entry.action);
  EXPECT_THAT(audited, testing::ElementsAre("plugin.distrust", "plugin.trust", "plugin.trust"));
}

}  // namespace
}  // namespace guichet::counter
