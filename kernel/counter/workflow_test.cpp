// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks, machines and waits of a request, over a real database.
#include "kernel/counter/handle.hpp"
#include "kernel/counter/workflow_fixture.hpp"

namespace guichet::counter {
namespace {

TEST_F(WorkflowUse, AsksTheRequestersManagerThenWorksThenIsResolvedByItself) {
  const auto request = send("student", "it/manager", {});
  EXPECT_EQ(reload(request.id).status, Status::awaiting_approval);
  ASSERT_THAT(asked("staff"), SizeIs(1));
  EXPECT_THAT(asked("friend"), IsEmpty());
  EXPECT_EQ(read_approval(*counter, as("friend"), asked("staff")[0].id).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  EXPECT_EQ(reload(request.id).status, Status::in_progress);
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(state_of(request, "hand"), "running");
  EXPECT_EQ(finish_step(*counter, as("network"), request.id, "hand", {}).error().kind, ErrorKind::invalid);
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "hand", {{"number", "12"}}).ok());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
  EXPECT_EQ(finish_step(*counter, as("network"), request.id, "hand", {{"number", "12"}}).error().message,
            "error.step.over");
}

TEST_F(WorkflowUse, ATasksFormRefusesPersonsAndTeamsThatDoNotExist) {
  const auto request = send("student", "it/names", {});
  const auto wrong = [&](const domain::Typed& typed) {
    std::vector<std::pair<std::string, std::string>> found;
    const auto done = finish_step(*counter, as("network"), request.id, "who", typed);
    if (done.ok()) return found;
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    for (const auto& each : done.error().fields) found.emplace_back(each.field, each.message);
    return found;
  };
  using Wrong = std::pair<std::string, std::string>;
  EXPECT_THAT(
      wrong({{"person", "nobody"}, {"team", "it/none"}}),
      testing::ElementsAre(Wrong{"person", "error.field.not-a-person"}, Wrong{"team", "error.field.not-an-option"}));
  EXPECT_THAT(wrong({{"person", "gone"}}), Contains(Wrong{"person", "error.field.not-a-person"})) << "has left";
  EXPECT_THAT(wrong({{"guests.0.login", "nobody"}}), Contains(Wrong{"guests.0.login", "error.field.not-a-person"}));
  EXPECT_EQ(state_of(request, "who"), "running") << "nothing of it was kept";
  EXPECT_THAT(wrong({{"person", "friend"}, {"team", "it/identity"}, {"guests.0.login", "staff"}}), IsEmpty());
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

TEST_F(WorkflowUse, WhatAMachineDidWhileTheRequestWentBackIsTakenBack) {
  const auto request = send("student", "it/aside", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_EQ(state_of(request, "make"), "running");
  const auto job = claim(test::morning + domain::second);
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "Autrement").ok());
  ASSERT_EQ(state_of(request, "make"), "waiting");
  storage::Job running = job;
  for (int i = 0; i < 20 && running.kind != "automation"; ++i) running = claim(test::morning + domain::second);
  ASSERT_EQ(running.kind, "automation");
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::done;
  outcome.result = json::object();
  ASSERT_TRUE(apply_outcome(*counter, running, outcome, test::morning).ok());
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account");
  EXPECT_EQ(state_of(request, "make"), "waiting");
}

TEST_F(WorkflowUse, WhatAMachineDidInAnEarlierRoundEndsNoLaterOne) {
  const auto request = send("student", "it/aside", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  storage::Job first = claim(test::morning + domain::second);
  for (int i = 0; i < 20 && first.kind != "automation"; ++i) first = claim(test::morning + domain::second);
  ASSERT_EQ(first.kind, "automation");
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::refuse, "Autrement").ok());
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_EQ(state_of(request, "make"), "running") << "the second round is at work";
  plugins::AutomationOutcome outcome;
  outcome.kind = plugins::AutomationOutcome::Kind::done;
  outcome.result = {{"of", "the first"}};
  ASSERT_TRUE(apply_outcome(*counter, first, outcome, test::morning).ok());
  EXPECT_EQ(state_of(request, "make"), "running") << "the first round's end is not the second's";
}

TEST_F(WorkflowUse, CancellingUndoesWhatWasDone) {
  const auto request = send("student", "it/manager", {});
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  machine(plugins::AutomationOutcome::Kind::done);
  ASSERT_TRUE(cancel(*counter, as("student"), seen(reload(request.id)), "").ok());
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(called, "it/unlock-account");
  EXPECT_EQ(state_of(request, "make"), "undone");
  EXPECT_EQ(reload(request.id).status, Status::cancelled);
}

TEST_F(WorkflowUse, TellsTheRequesterWhyWhatTheyGaveIsSentBackToThem) {
  const auto request = send("student", "it/rounds", {});
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "La première", false, {}}).ok());
  ASSERT_TRUE(send_step_back(*counter, as("network"), request.id, "reading", "version", "Il manque l’article 7").ok());
  EXPECT_EQ(state_of(request, "version"), "running");
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_TRUE(view.ok());
  EXPECT_TRUE(std::any_of(view->messages.begin(), view->messages.end(),
                          [](const MessageView& each) { return each.message.body == "Il manque l’article 7"; }));
}

TEST_F(WorkflowUse, WhatIsDoneIsGivenBackWhenItIsNoLongerWanted) {
  const auto request = send("student", "it/machine", {});
  machine(plugins::AutomationOutcome::Kind::done);
  ASSERT_EQ(reload(request.id).status, Status::resolved);
  EXPECT_TRUE(read_request(*counter, as("student"), request.id).value().allowed.cancel);
  ASSERT_TRUE(cancel(*counter, as("student"), seen(reload(request.id)), "Reporté").ok());
  EXPECT_EQ(reload(request.id).status, Status::cancelled);
  machine(plugins::AutomationOutcome::Kind::done);
  EXPECT_EQ(state_of(request, "make"), "undone");
}

TEST_F(WorkflowUse, WhatNobodyWouldUndoIsNotCancelledOnceItIsSettled) {
  const auto request = send("student", "it/back", {});
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "draft", {}).ok());
  ASSERT_TRUE(say("staff", asked("staff")[0].id, Decision::agree).ok());
  ASSERT_EQ(reload(request.id).status, Status::resolved);
  EXPECT_FALSE(read_request(*counter, as("student"), request.id).value().allowed.cancel);
  EXPECT_EQ(cancel(*counter, as("student"), seen(reload(request.id)), "").error().message,
            "error.request.nothing-to-undo");
  EXPECT_EQ(reload(request.id).status, Status::resolved) << "nothing was written";
}

TEST_F(WorkflowUse, NobodySpendsForThemselves) {
  viewers["student"].teams.push_back({"it/network", false});
  const auto request = send("student", "it/purchase", {});
  EXPECT_TRUE(read_step(*counter, as("student"), request.id, "order").value().own);
  EXPECT_EQ(finish_step(*counter, as("student"), request.id, "order", {}).error().message, "error.step.own");
  EXPECT_EQ(state_of(request, "order"), "running");
  ASSERT_TRUE(finish_step(*counter, as("network"), request.id, "order", {}).ok());
  EXPECT_TRUE(finish_step(*counter, as("student"), request.id, "deliver", {}).ok()) << "nothing is at stake there";
}

TEST_F(WorkflowUse, CountsDaysBeforeADateOnTheCalendarAsThoseAfterIt) {
  // Thirteen days ahead is less than ten days of work, two weeks and more are not.
  const auto soon = send("student", "it/before", {{"day", day_after(13)}});
  timers(test::morning + domain::second);
  EXPECT_EQ(state_of(soon, "ahead"), "done");
  const auto far = send("student", "it/before", {{"day", day_after(40)}});
  timers(test::morning + domain::second);
  EXPECT_EQ(state_of(far, "ahead"), "running");
}

TEST_F(WorkflowUse, WaitsForTheRequesterThenForATimeAlsoAcrossARestart) {
  const auto request = send("student", "it/waits", {});
  EXPECT_EQ(reload(request.id).status, Status::awaiting_you);
  ASSERT_TRUE(write_message(*counter, as("student"), {request.id, "M", false, {}}).ok());
  EXPECT_EQ(state_of(request, "pause"), "running");
  timers(test::morning + domain::hour);
  EXPECT_EQ(state_of(request, "pause"), "running");
  PinnedServices afresh;  // what a restart forgets
  Counter restarted{*database,  *files,   registry, *matcher, *search, places,
                    components, calendar, afresh,   true,     "",      [] {}};
  timers(test::morning + 25 * domain::hour, &restarted);
  EXPECT_EQ(reload(request.id).status, Status::resolved);
}

}  // namespace
}  // namespace guichet::counter
