// SPDX-License-Identifier: GPL-3.0-or-later
// Who is asked to agree, who may answer, and what comes of it.
#include "kernel/counter/absences.hpp"
#include "kernel/counter/workflow_fixture.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"

namespace guichet::counter {
namespace {

// Pain 5: no ordered chains, no "the requester's manager", a refusal shown as granted, step 2 never created.
TEST_F(WorkflowUse, Pain5ApprovalsAreAskedInOrderAndARefusalIsNeverShownAsGranted) {
  const auto request = send("student", "it/chain", {});
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_THAT(asked("identity"), IsEmpty()) << "not before the first has agreed";
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  ASSERT_THAT(asked("identity"), SizeIs(1)) << "the second step is there";
  const auto second = asked("identity")[0].id;
  EXPECT_EQ(say("identity", second, Decision::refuse).error().kind, ErrorKind::invalid) << "a refusal says why";
  ASSERT_TRUE(say("identity", second, Decision::refuse, "Le budget est épuisé.").ok());
  EXPECT_EQ(reload(request.id).status, Status::refused);
  EXPECT_THAT(events_of(request.id), Not(Contains("request.resolved")));
  EXPECT_EQ(say("identity", second, Decision::agree).error().message, "error.approval.decided");
  EXPECT_EQ(resolve(*counter, as("network"), seen(reload(request.id)), "Fait").error().kind, ErrorKind::conflict);
}

TEST_F(WorkflowUse, WhoeverHoldsSeveralVoicesOfAStepIsAskedOnce) {
  write([&](storage::Connection& connection) {
    storage::StructureRoles(connection).insert("budget-manager", "", id("staff"));
    storage::StructureRoles(connection).insert("budget-manager", "", id("friend"));
  });
  const auto request = send("student", "it/both", {});
  const auto mine = asked("staff");
  ASSERT_THAT(mine, SizeIs(2)) << "two voices, of which one is also a friend's";
  ASSERT_TRUE(say("staff", mine[0].id, Decision::agree).ok());
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_THAT(asked("friend"), IsEmpty()) << "both voices have agreed";
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, OnePersonIsNotAQuorum) {
  write([&](storage::Connection& connection) {
    storage::StructureRoles(connection).insert("budget-manager", "", id("staff"));
    storage::StructureRoles(connection).insert("budget-manager", "", id("friend"));
  });
  const auto request = send("student", "it/two", {});
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval) << "somebody else has to agree";
  ASSERT_THAT(asked("friend"), SizeIs(1));
  ASSERT_TRUE(say("friend", asked("friend")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, TwoApprovalsAtOnceMakeOneDecision) {
  const auto request = send("student", "it/manager", {});
  const auto approval = asked("staff")[0].id;
  std::atomic<int> accepted{0};
  std::vector<std::thread> both;
  for (int i = 0; i < 2; ++i) {
    both.emplace_back([&, i] {
      if (say("staff", approval, i == 0 ? Decision::agree : Decision::refuse, "Non").ok()) ++accepted;
    });
  }
  for (auto& thread : both) thread.join();
  EXPECT_EQ(accepted, 1);
}

TEST_F(WorkflowUse, NobodyApprovesTheirOwnRequestAndWhoHasLeftIsReplaced) {
  set_manager("staff", "staff");
  (void)send("staff", "it/manager", {});
  EXPECT_THAT(asked("staff"), IsEmpty());
  EXPECT_THAT(asked("identity"), SizeIs(1));
  set_manager("friend", "gone");
  (void)send("friend", "it/manager", {});
  EXPECT_THAT(asked("identity"), SizeIs(2));
}

TEST_F(WorkflowUse, ARoleOverAPlaceIsHeldByTheNearestFromTheRoomUpToItsCampus) {
  auto all = places.all();
  all.push_back({"luminy/bat-a/3", "luminy/bat-a", domain::PlaceKind::floor, "Étage 3"});
  all.push_back({"luminy/bat-a/3/a301", "luminy/bat-a/3", domain::PlaceKind::room, "Salle A301"});
  places = domain::Places(all);
  const auto grant = [&](const std::string& structure, const std::string& login) {
    write([&](storage::Connection& connection) {
      storage::StructureRoles(connection).insert("building-manager", structure, id(login));
    });
  };
  const auto ask = [&] { (void)send("student", "it/key", {{"room", "luminy/bat-a/3/a301"}}); };
  grant("aix", "network");
  ask();
  EXPECT_THAT(asked("identity"), SizeIs(1)) << "nobody answers for Luminy: the fallback does";
  grant("luminy", "admin");
  ask();
  EXPECT_THAT(asked("admin"), SizeIs(1)) << "whoever answers for the campus";
  grant("luminy/bat-a", "staff");
  ask();
  EXPECT_THAT(asked("staff"), SizeIs(1)) << "whoever answers for the building is nearer";
  grant("luminy/bat-a/3/a301", "student");
  ask();
  EXPECT_THAT(asked("staff"), SizeIs(2)) << "one's own request goes one place further up";
  grant("luminy/bat-a/3", "friend");
  ask();
  EXPECT_THAT(asked("friend"), SizeIs(1)) << "whoever answers for the floor";
  EXPECT_THAT(asked("staff"), SizeIs(2));
  EXPECT_THAT(asked("admin"), SizeIs(1));
  EXPECT_THAT(asked("identity"), SizeIs(1));
}

TEST_F(WorkflowUse, WhoeverStandsInForSomebodyAwayApprovesInstead) {
  EXPECT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "friend"}).ok())
      << "a manager who is in no team says so too";
  const auto request = send("student", "it/manager", {});
  EXPECT_EQ(approvals_waiting(*counter, as("friend")), 1);
  EXPECT_EQ(approvals_waiting(*counter, as("admin")), 0);
  ASSERT_THAT(asked("friend"), SizeIs(1));
  EXPECT_EQ(asked("friend")[0].instead_of, asked_name("staff"));
  EXPECT_THAT(asked("staff"), SizeIs(1)) << "who is away may still answer";
  ASSERT_TRUE(say("friend", asked("friend")[0].id, Decision::agree).ok());
  storage::Reader reader = database->read();
  const auto voices = storage::Approvals(reader).of_request(request.id);
  ASSERT_THAT(voices, SizeIs(1));
  EXPECT_EQ(voices[0].decided_by, id("friend"));
  EXPECT_EQ(voices[0].instead_of, id("staff"));
}

TEST_F(WorkflowUse, NobodyApprovesTheirOwnRequestInsteadOfSomebodyAway) {
  ASSERT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "student"}).ok());
  (void)send("student", "it/manager", {});
  EXPECT_EQ(approvals_waiting(*counter, as("student")), 0);
  EXPECT_THAT(asked("student"), IsEmpty());
}

TEST_F(WorkflowUse, WhoStandsInForSomebodyWhoHasLeftNoLongerAnswers) {
  ASSERT_TRUE(say_absence(*counter, as("staff"), {"2026-03-02", "2026-12-24", "friend"}).ok());
  (void)send("student", "it/manager", {});
  const auto approval = asked("friend")[0].id;
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE person SET active = 0 WHERE id = ?", id("staff"));
  });
  EXPECT_EQ(approvals_waiting(*counter, as("friend")), 0);
  EXPECT_EQ(say("friend", approval, Decision::agree).error().kind, ErrorKind::not_found);
}

TEST_F(WorkflowUse, AnApprovalIsReadWhileItIsAskedAndAfterwardsByWhoDecided) {
  const auto request = send("student", "it/chain", {});
  std::int64_t first = 0, second = 0;
  {
    storage::Reader reader = database->read();
    const auto voices = storage::Approvals(reader).of_request(request.id);
    ASSERT_THAT(voices, SizeIs(2));
    first = voices[0].id, second = voices[1].id;
  }
  EXPECT_FALSE(read_approval(*counter, as("identity"), second).ok()) << "not before its turn";
  ASSERT_TRUE(say("staff", first, Decision::agree, "Oui, vite").ok());
  ASSERT_TRUE(read_approval(*counter, as("identity"), second).ok());
  EXPECT_THAT(read_approval(*counter, as("identity"), second)->others, SizeIs(1));
  ASSERT_TRUE(say("admin", first, Decision::agree).error().kind == ErrorKind::not_found);
  viewers.at("friend").teams = {{"it/identity", false}};
  const auto later = as("identity", test::morning + domain::minute);
  ASSERT_TRUE(decide(*counter, later, {second, Decision::refuse, "Trop cher", ""}).ok());
  EXPECT_TRUE(read_approval(*counter, as("identity"), second).ok()) << "who decided may look again";
  EXPECT_FALSE(read_approval(*counter, as("friend"), second).ok()) << "the rest of the team was asked no longer";
  ASSERT_TRUE(read_approval(*counter, as("staff"), first).ok());
  EXPECT_THAT(read_approval(*counter, as("staff"), first)->others, SizeIs(1)) << "nor what others said later";
}

TEST_F(WorkflowUse, ALinkThatWasWithdrawnSaysNothingOfWhatItWasAbout) {
  const auto request = send("student", "it/outside", {{"mail", "tutrice@entreprise.example"}});
  const auto tokens = links_sent();
  ASSERT_THAT(tokens, SizeIs(1));
  const std::string& token = tokens[0];
  ASSERT_THAT(read_approval_by_link(*counter, token, domain::Language::fr, test::morning)->answers, SizeIs(1));
  ASSERT_TRUE(say("identity", asked("identity")[0].id, Decision::agree, "Entre nous").ok());
  const auto view = read_approval_by_link(*counter, token, domain::Language::fr, test::morning);
  ASSERT_TRUE(view.ok());
  EXPECT_FALSE(view->open);
  EXPECT_THAT(view->answers, IsEmpty());
  EXPECT_THAT(view->others, IsEmpty());
  EXPECT_EQ(view->row.title, "");
}

TEST_F(WorkflowUse, WhoHasALinkIsRemindedWithAnotherAndBothWork) {
  (void)send("student", "it/outside", {{"mail", "tutrice@entreprise.example"}});
  timers(test::morning + 5 * domain::day);
  const auto tokens = links_sent();
  ASSERT_THAT(tokens, SizeIs(2));
  for (const auto& token : tokens)
    EXPECT_TRUE(read_approval_by_link(*counter, token, domain::Language::fr, test::morning)->open);
  ASSERT_TRUE(decide_by_link(*counter, tokens[0], Decision::agree, "", test::morning + 5 * domain::day).ok());
  const auto late = decide_by_link(*counter, tokens[1], Decision::refuse, "Non", test::morning + 5 * domain::day);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
}

TEST_F(WorkflowUse, NobodySignsTheirOwnRequestByALinkToTheirOwnMailbox) {
  std::string own;
  {
    storage::Reader reader = database->read();
    own = storage::People(reader).by_login("student")->mail;
  }
  ASSERT_NE(own, "");
  std::string upper = own;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string tagged = own.substr(0, own.find('@')) + "+tuteur" + own.substr(own.find('@'));
  for (const std::string& address : {own, upper, tagged}) {
    const auto request = send("student", "it/outside", {{"mail", address}});
    storage::Reader reader = database->read();
    for (const auto& voice : storage::Approvals(reader).of_request(request.id)) EXPECT_EQ(voice.address, "") << address;
  }
}

TEST_F(WorkflowUse, WhoIsInTwoTeamsGivesOneVoiceOfAQuorum) {
  viewers["network"].teams.push_back({"it/identity", false});
  const auto request = send("student", "it/teams", {});
  ASSERT_THAT(asked("network"), SizeIs(2));
  const auto second = asked("network")[1].id;
  ASSERT_TRUE(say("network", asked("network")[0].id, Decision::agree).ok());
  EXPECT_THAT(asked("network"), IsEmpty()) << "the other team's voice is for somebody else";
  EXPECT_EQ(say("network", second, Decision::agree).error().kind, ErrorKind::not_found);
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, AValidatorWhoLeavesWhileAskedIsReplacedByTheFallbackTeam) {
  (void)send("student", "it/chain", {});
  ASSERT_THAT(asked("identity"), IsEmpty());
  write([&](storage::Connection& connection) {
    storage::run(connection, "UPDATE person SET active = 0 WHERE id = ?", id("staff"));
  });
  timers(test::morning + 5 * domain::day);
  EXPECT_THAT(asked("identity"), SizeIs(1));
}

TEST_F(WorkflowUse, IsEscalatedWhenNobodyAnswers) {
  (void)send("student", "it/chain", {});
  EXPECT_THAT(asked("admin"), IsEmpty());
  timers(test::morning + 5 * domain::day);
  EXPECT_THAT(asked("admin"), SizeIs(1));
}

TEST_F(WorkflowUse, ARefusalMayGoBackToAnEarlierStep) {
  const auto request = send("student", "it/back", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "À revoir").ok());
  EXPECT_EQ(state_of(request, "draft"), "running");
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_THAT(asked("staff"), SizeIs(1)) << "asked again in the next round";
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

}  // namespace
}  // namespace guichet::counter
