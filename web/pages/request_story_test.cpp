// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/conversation.hpp"
#include "web/pages/progress.hpp"

#include <gtest/gtest.h>

namespace guichet::web::pages {
namespace {

using domain::Status;

counter::TimelineEntry event(domain::Instant at, std::string kind,
                             nlohmann::json parameters = nlohmann::json::object()) {
  return {at, std::move(kind), "", std::move(parameters)};
}

counter::MessageView message(domain::Instant at, std::int64_t id = 1) {
  counter::MessageView shown;
  shown.message.id = id;
  shown.message.created = at;
  return shown;
}

std::string told(const std::vector<ConversationEntry>& entries) {
  std::string words;
  for (const auto& entry : entries) words += (entry.message != nullptr ? "message" : entry.event->kind) + " ";
  return words;
}

std::string shown(const std::vector<Stop>& way) {
  std::string words;
  for (const Stop& stop : way) {
    words += stop.step.empty() ? std::string(domain::name_of(stop.status)) : stop.step;
    words += stop.done ? "+ " : stop.current ? "> " : stop.failed ? "! " : " ";
  }
  return words;
}

domain::Request request(Status status, domain::PersonId assignee = 0) {
  domain::Request made;
  made.status = status;
  made.assignee = assignee;
  return made;
}

storage::StepState step(std::string state) {
  storage::StepState made;
  made.step = "unlock";
  made.state = std::move(state);
  return made;
}

TEST(Conversation, TellsMessagesAndEventsInTheirOrder) {
  const std::vector messages{message(20), message(40)};
  const std::vector events{event(10, "request.submitted"), event(30, "request.taken")};
  EXPECT_EQ(told(conversation(messages, events, false, false)), "request.submitted message request.taken message ");
}

TEST(Conversation, PutsTheAnswerBeforeTheEndItExplains) {
  const std::vector messages{message(10)};
  EXPECT_EQ(told(conversation(messages, {event(10, "request.resolved")}, false, false)), "message request.resolved ");
  EXPECT_EQ(told(conversation(messages, {event(10, "request.waiting")}, false, false)), "request.waiting message ");
}

TEST(Conversation, DoesNotSayWhatAMessageShows) {
  const std::vector messages{message(10)};
  const std::vector events{event(10, "message.added"), event(10, "request.answered")};
  EXPECT_EQ(told(conversation(messages, events, false, false)), "message ");
}

TEST(Conversation, TellsAStepOnceItHasEnded) {
  const nlohmann::json unlock{{"step", "unlock"}}, other{{"step", "other"}};
  const std::vector events{event(1, "step.started", unlock), event(2, "step.started", other),
                           event(3, "step.done", unlock)};
  EXPECT_EQ(told(conversation({}, events, false, false)), "step.started step.done ");
}

TEST(Conversation, SaysOnceThatAStepIsOver) {
  const nlohmann::json agreement{{"step", "agreement"}}, ready{{"step", "ready"}, {"message", 7}};
  const std::vector events{event(1, "approval.agreed", agreement), event(1, "step.done", agreement),
                           event(2, "step.told", ready), event(2, "step.done", ready)};
  EXPECT_EQ(told(conversation({message(2)}, events, false, false)), "approval.agreed message ");
  EXPECT_EQ(told(conversation({message(3)}, {event(3, "request.refused")}, false, false)), "message request.refused ");
}

TEST(Conversation, LeavesTheRestOfALongOneToItsOtherPages) {
  const std::vector messages{message(20), message(40)};
  const std::vector events{event(10, "request.submitted"), event(30, "request.taken"), event(50, "request.resolved")};
  EXPECT_EQ(told(conversation(messages, events, true, false)), "message request.taken message request.resolved ");
  EXPECT_EQ(told(conversation(messages, events, false, true)), "request.submitted message request.taken message ");
}

TEST(Way, BeginsAtReceivedAndWaitsForSomebody) {
  EXPECT_EQ(shown(way_of(request(Status::received), {})), "received> in-progress resolved ");
  EXPECT_EQ(shown(way_of(request(Status::in_progress, 7), {})), "received+ in-progress> resolved ");
  EXPECT_EQ(shown(way_of(request(Status::awaiting_you, 7), {})), "received+ in-progress> resolved ");
}

TEST(Way, EndsWhereTheRequestEnded) {
  EXPECT_EQ(shown(way_of(request(Status::closed, 7), {})), "received+ in-progress+ closed+ ");
  EXPECT_EQ(shown(way_of(request(Status::cancelled), {})), "received+ cancelled+ ");
}

TEST(Way, NeedsNobodyWhenAMachineDoesIt) {
  EXPECT_EQ(shown(way_of(request(Status::received), {step("running")})), "received+ unlock> resolved ");
  EXPECT_EQ(shown(way_of(request(Status::resolved), {step("done")})), "received+ unlock+ resolved+ ");
}

TEST(Way, GoesOnWithSomebodyWhenTheMachineCannot) {
  EXPECT_EQ(shown(way_of(request(Status::received), {step("failed")})), "received+ unlock! in-progress> resolved ");
}

std::vector<domain::Step> workflow(const std::string& ids, domain::StepKind kind) {
  std::vector<domain::Step> steps;
  for (const char id : ids) {
    domain::Step step;
    step.id = std::string(1, id);
    step.kind = kind;
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<storage::StepState> states(const std::string& ids, const std::vector<std::string>& states) {
  std::vector<storage::StepState> steps;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    storage::StepState step;
    step.step = std::string(1, ids[i]);
    step.state = states[i];
    steps.push_back(std::move(step));
  }
  return steps;
}

TEST(Way, LeavesOutWhatWasNotNeededAndWhatOnlyTells) {
  auto three = workflow("abc", domain::StepKind::task);
  three[2].kind = domain::StepKind::notify;
  EXPECT_EQ(shown(way_of(request(Status::in_progress), states("abc", {"skipped", "running", "waiting"}), &three)),
            "received+ b> resolved ");
  three[2].kind = domain::StepKind::approval;
  EXPECT_EQ(shown(way_of(request(Status::refused), states("abc", {"done", "refused", "withdrawn"}), &three)),
            "received+ a+ b! refused! ");
}

TEST(Way, LeavesOutWhatTheAnswersLeaveOut) {
  auto five = workflow("abcde", domain::StepKind::task);
  five[1].when = {{"==", {{{"var", "answers.zone"}}, "risk"}}};
  five[2].kind = domain::StepKind::decide;
  five[2].branches = {{{{">", {{{"var", "answers.amount"}}, 100}}}, {"d"}}, {nullptr, {"e"}}};
  auto asked = request(Status::received);
  asked.answers = {{"zone", "france"}, {"amount", 300}};
  const auto now = states("abcde", {"running", "waiting", "waiting", "waiting", "waiting"});
  EXPECT_EQ(shown(way_of(asked, now, &five)), "received+ a> d resolved ");
  asked.answers = {{"zone", "risk"}, {"amount", 3}};
  EXPECT_EQ(shown(way_of(asked, now, &five)), "received+ a> b e resolved ");
  // What a step will say cannot be known before.
  five[2].branches[0].when = {{"var", "steps.a.good"}};
  EXPECT_EQ(shown(way_of(asked, now, &five)), "received+ a> b d e resolved ");
}

TEST(Way, FoldsWhatIsFarFromWhereItStands) {
  const auto ten = workflow("abcdefghij", domain::StepKind::task);
  const auto way = way_of(request(Status::in_progress),
                          states("abcdefghij", {"done", "done", "done", "done", "running", "waiting", "waiting",
                                                "waiting", "waiting", "waiting"}),
                          &ten);
  ASSERT_EQ(way.size(), 7U);
  EXPECT_EQ(way[1].folded, 3U);
  EXPECT_TRUE(way[1].done);
  EXPECT_TRUE(way[3].current);
  EXPECT_EQ(way[3].step, "e");
  EXPECT_EQ(way[5].folded, 4U);
  EXPECT_FALSE(way[5].done);
}

}  // namespace
}  // namespace guichet::web::pages
