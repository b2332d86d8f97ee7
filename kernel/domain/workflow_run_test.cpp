// SPDX-License-Identifier: GPL-3.0-or-later
// The course of a workflow, and thousands of made ones against a small model of what must hold.
#include "kernel/domain/workflow_run.hpp"

#include "kernel/domain/service.hpp"
#include "kernel/domain/voices.hpp"
#include "kernel/domain/workflow_proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace guichet::domain {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Step> workflow(const char* text) {
  json definition{{"id", "s"}, {"title", {{"fr", "S"}, {"en", "S"}}}, {"workflow", json::parse(text)}};
  auto service = service_from_json(definition, "it");
  EXPECT_TRUE(service.ok()) << (service ? "" : service.error().detail);
  return service ? service->workflow : std::vector<Step>{};
}

std::vector<std::string> told(const Acts& acts) {
  std::vector<std::string> all;
  for (const Act& act : acts) {
    const char* kind = act.kind == Act::Kind::begin ? "begin " : act.kind == Act::Kind::undo ? "undo " : "withdraw ";
    all.push_back(kind + act.step);
  }
  return all;
}

const json no_facts = json::object();

constexpr const char* chain = R"([
  {"id": "ask", "approval": {"by": "requester.manager", "otherwise": {"team": "desk"}}},
  {"id": "make", "automation": "make", "undo": "unmake", "otherwise": {"team": "desk"}, "after": ["ask"]},
  {"id": "hand", "task": {"team": "desk"}, "after": ["make"]}])";

std::string refused(const json& steps) {
  const auto service =
      service_from_json({{"id", "s"}, {"title", {{"fr", "S"}, {"en", "S"}}}, {"workflow", steps}}, "it");
  return service ? std::string() : service.error().detail;
}

TEST(WorkflowReading, SaysWhyATaskAsksForNoFileAndADayIsNot24h) {
  const auto file = refused(json::parse(R"([{"id": "hand", "task": {"form": [
    {"id": "note", "type": "text", "label": {"fr": "Note"}},
    {"id": "proof", "type": "file", "label": {"fr": "Preuve"}}]}}])"));
  EXPECT_THAT(file, HasSubstr("form")) << file;
  EXPECT_THAT(file, HasSubstr("cannot ask for a file (proof): whoever does the task joins files to a message"));
  const auto pause = [](const char* length) {
    return refused(json::array({{{"id", "pause"}, {"wait", {{"for", length}}}}}));
  };
  EXPECT_THAT(pause("24h"), HasSubstr("1d, not 24h"));
  EXPECT_EQ(pause("24h!"), "");
  EXPECT_EQ(pause("1d"), "");
}

TEST(WorkflowRun, BeginsAStepWhenThoseBeforeItAreOver) {
  const auto steps = workflow(chain);
  WorkflowRun run(steps);
  EXPECT_THAT(told(run.advance(no_facts)), ElementsAre("begin ask"));
  EXPECT_THAT(told(run.finish("ask", {{"decision", "agreed"}}, no_facts)), ElementsAre("begin make"));
  EXPECT_THAT(told(run.finish("make", {}, no_facts)), ElementsAre("begin hand"));
  EXPECT_EQ(run.state(), RunState::open);
  EXPECT_THAT(told(run.finish("hand", {}, no_facts)), IsEmpty());
  EXPECT_EQ(run.state(), RunState::ended);
}

TEST(WorkflowRun, UndoesWhatWasDoneTheLastFirstWhenItStops) {
  const auto steps = workflow(R"([
    {"id": "one", "automation": "a", "undo": "ua", "otherwise": {"team": "desk"}},
    {"id": "two", "automation": "b", "undo": "ub", "otherwise": {"team": "desk"}, "after": ["one"]},
    {"id": "three", "task": {}, "after": ["two"]}])");
  WorkflowRun run(steps);
  (void)run.advance(no_facts);
  (void)run.finish("one", {}, no_facts);
  (void)run.finish("two", {}, no_facts);
  EXPECT_THAT(told(run.stop()), ElementsAre("undo two", "undo one", "withdraw three"));
  EXPECT_EQ(run.state(), RunState::stopped);
  EXPECT_THAT(told(run.finish("three", {}, no_facts)), IsEmpty()) << "an approval after a refusal changes nothing";
}

TEST(WorkflowRun, ARefusalEndsItOrGoesBack) {
  const auto steps = workflow(R"([
    {"id": "draft", "task": {}},
    {"id": "ask", "approval": {"by": {"team": "desk"}, "otherwise": {"team": "desk"}, "on_refusal": {"return_to": "draft"}},
     "after": ["draft"]}])");
  WorkflowRun run(steps);
  (void)run.advance(no_facts);
  (void)run.finish("draft", {}, no_facts);
  EXPECT_THAT(told(run.refuse("ask", {{"decision", "refused"}}, no_facts)), Contains("begin draft"));
  EXPECT_EQ(run.run_of("ask")->state, StepState::waiting);
  EXPECT_EQ(run.run_of("ask")->round, 1);
  EXPECT_FALSE(run.is_stopped());
}

TEST(WorkflowRun, WhatIsDoneAgainIsUndoneFirst) {
  const auto steps = workflow(R"([
    {"id": "make", "automation": "a", "undo": "ua", "otherwise": {"team": "desk"}},
    {"id": "look", "task": {}, "after": ["make"], "returns": ["make"]}])");
  WorkflowRun run(steps);
  (void)run.advance(no_facts);
  (void)run.finish("make", {}, no_facts);
  EXPECT_THAT(told(run.send_back("look", "make", no_facts)), ElementsAre("undo make", "withdraw look"));
  EXPECT_EQ(run.run_of("make")->state, StepState::undoing);
  EXPECT_THAT(told(run.undone("make", no_facts)), ElementsAre("begin make"));
}

TEST(WorkflowRun, TrustHoldsNobodyUpAndAnObjectionUndoes) {
  const auto steps = workflow(R"([
    {"id": "ask", "approval": {"by": "requester.manager", "mode": "trust", "object_before": "24h!", "otherwise": {"team": "desk"}}},
    {"id": "make", "automation": "make", "undo": "unmake", "otherwise": {"team": "desk"}, "after": ["ask"]}])");
  WorkflowRun run(steps);
  EXPECT_THAT(told(run.advance(no_facts)), ElementsAre("begin ask", "begin make"));
  (void)run.finish("make", {}, no_facts);
  EXPECT_EQ(run.state(), RunState::ended);
  EXPECT_TRUE(run.objectable());
  WorkflowRun confirmed = run;
  confirmed.trust_confirmed("ask");
  EXPECT_FALSE(confirmed.objectable());
  EXPECT_THAT(told(run.refuse("ask", {}, no_facts)), Contains("undo make"));
  EXPECT_EQ(run.state(), RunState::stopped);
}

TEST(WorkflowRun, TakesTheFirstBranchThatHolds) {
  const auto steps = workflow(R"([
    {"id": "which", "decide": [{"when": {">": [{"var": "answers.n"}, 10]}, "then": ["big"]}, {"then": ["small"]}]},
    {"id": "big", "task": {}}, {"id": "small", "task": {}}, {"id": "end", "task": {}, "after": ["big", "small"]}])");
  WorkflowRun run(steps);
  EXPECT_THAT(told(run.advance({{"answers", {{"n", 11}}}})), ElementsAre("begin big"));
  EXPECT_EQ(run.run_of("small")->state, StepState::skipped);
  EXPECT_THAT(told(run.finish("big", {}, no_facts)), ElementsAre("begin end"));
}

TEST(WorkflowRun, ADecisionThatIsSkippedChoosesNoBranch) {
  const auto steps = workflow(R"([
    {"id": "which", "decide": [{"when": {"==": [1, 1]}, "then": ["big"]}, {"then": ["small"]}], "when": {"==": [1, 2]}},
    {"id": "big", "task": {}}, {"id": "small", "task": {}}, {"id": "end", "task": {}, "after": ["big", "small"]}])");
  WorkflowRun run(steps);
  EXPECT_THAT(told(run.advance(no_facts)), ElementsAre("begin end"));
  EXPECT_EQ(run.run_of("big")->state, StepState::skipped);
  EXPECT_EQ(run.run_of("small")->state, StepState::skipped);
}

TEST(WorkflowRun, ConditionsReadWhatEarlierStepsSaid) {
  const auto steps = workflow(R"([
    {"id": "look", "task": {"form": [{"id": "ok", "type": "yes-no", "label": {"fr": "Oui ?", "en": "Yes?"}}]}},
    {"id": "more", "task": {}, "after": ["look"], "when": {"==": [{"var": "steps.look.ok"}, true]}}])");
  WorkflowRun yes(steps), no(steps);
  (void)yes.advance(no_facts);
  (void)no.advance(no_facts);
  EXPECT_THAT(told(yes.finish("look", {{"ok", true}}, no_facts)), ElementsAre("begin more"));
  EXPECT_THAT(told(no.finish("look", {{"ok", false}}, no_facts)), IsEmpty());
  EXPECT_EQ(no.state(), RunState::ended);
}

TEST(WorkflowRun, OneWhoseStepsAreAllSkippedIsAnOrdinaryRequest) {
  const auto steps = workflow(R"([{"id": "ask", "task": {}, "when": {"==": [1, 2]}}])");
  WorkflowRun run(steps);
  (void)run.advance(no_facts);
  EXPECT_EQ(run.state(), RunState::idle);
}

TEST(Voices, AgreeByOneByAllOrByAQuorum) {
  using enum Said;
  EXPECT_EQ(verdict_of({yes, nothing}, 0), Verdict::open);
  EXPECT_EQ(verdict_of({yes, yes}, 0), Verdict::agreed);
  EXPECT_EQ(verdict_of({yes, no}, 0), Verdict::refused);
  EXPECT_EQ(verdict_of({no, nothing}, 1), Verdict::open);
  EXPECT_EQ(verdict_of({no, yes}, 1), Verdict::agreed);
  EXPECT_EQ(verdict_of({no, no, nothing}, 2), Verdict::refused);
  EXPECT_THAT(to_be_asked({yes, nothing, nothing}, true), ElementsAre(1U));
  EXPECT_THAT(to_be_asked({nothing, nothing}, false), ElementsAre(0U, 1U));
}

// What a workflow must never do, told in a few lines: kept beside the run and never looking into it.
class Model {
 public:
  explicit Model(const std::vector<Step>& workflow) {
    for (const Step& step : workflow) steps_.emplace(step.id, &step);
  }
  void happened(const Acts& acts) {
    for (const Act& act : acts) {
      if (act.kind == Act::Kind::begin) {
        EXPECT_FALSE(stopped) << act.step << " began after the end";
        EXPECT_FALSE(running.contains(act.step)) << act.step << " runs twice at once";
        EXPECT_FALSE(effective.contains(act.step)) << act.step << " was done and is done again without being undone";
        if (!ends_at_once(*steps_.at(act.step))) running.insert(act.step);
      } else if (act.kind == Act::Kind::withdraw) {
        running.erase(act.step);
      } else {
        EXPECT_TRUE(effective.contains(act.step)) << act.step << " is undone and was not done";
        undoing.insert(act.step);
      }
    }
  }
  void done(const std::string& step) {
    running.erase(step);
    if (steps_.at(step)->kind == StepKind::automation) effective.insert(step);
  }

  std::set<std::string> running, effective, undoing;
  bool stopped = false;

 private:
  std::map<std::string, const Step*> steps_;
};

class MadeWorkflow {
 public:
  explicit MadeWorkflow(std::mt19937& random) : random_(random) {
    const std::size_t size = 1 + pick(12);
    for (std::size_t i = 0; i < size; ++i) add(i);
  }
  std::vector<Step> steps;

 private:
  std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

  void add(std::size_t i) {
    Step step;
    step.id = "s" + std::to_string(i);
    step.kind = static_cast<StepKind>(pick(7));
    for (std::size_t k = 0; i > 0 && k < pick(3); ++k) step.after.push_back("s" + std::to_string(pick(i)));
    if (pick(3) == 0) step.when = {{"==", {{{"var", "answers.a" + std::to_string(pick(3))}}, true}}};
    step.approval.by.resize(1);
    step.approval.otherwise = "it/desk";
    if (step.kind == StepKind::approval) {
      step.approval.trust = pick(4) == 0;
      step.approval.object_before = {domain::hour, true};
      if (i > 0 && pick(3) == 0) step.approval.return_to = "s" + std::to_string(pick(i));
    }
    if (step.kind == StepKind::task && i > 0 && pick(3) == 0) step.returns = {"s" + std::to_string(pick(i))};
    step.automation.id = "it/do";
    if (pick(2) == 0) step.automation.undo = "it/undo";
    step.request.service = "it/other";
    step.request.blocking = pick(2) == 0;
    if (step.kind == StepKind::decide) {
      step.branches = {{{{"var", "answers.a0"}}, {}}, {nullptr, {}}};
      for (std::size_t k = 0; k < 2; ++k) step.branches[k].then.push_back("s" + std::to_string(i + 1 + k));
    }
    steps.push_back(std::move(step));
  }
  std::mt19937& random_;
};

TEST(WorkflowProperty, ThousandsOfMadeWorkflowsRunToTheirEndAndHoldWhatMustHold) {
  std::mt19937 random(20261129);
  int proved = 0, ended = 0, refused = 0;
  for (int made = 0; made < 40'000 && proved < 5'000; ++made) {
    const MadeWorkflow workflow(random);
    WorkflowFacts facts;
    if (!prove(workflow.steps, facts).empty()) continue;
    ++proved;
    json data{{"answers", {{"a0", random() % 2 == 0}, {"a1", random() % 2 == 0}, {"a2", random() % 2 == 0}}}};
    WorkflowRun run(workflow.steps);
    Model model(workflow.steps);
    model.happened(run.advance(data));
    bool said_no = false;
    for (int turn = 0; turn < 400; ++turn) {
      if (!model.undoing.empty()) {
        const std::string step = *model.undoing.begin();
        model.undoing.erase(step);
        model.effective.erase(step);
        model.happened(run.undone(step, data));
        continue;
      }
      if (model.running.empty() || model.stopped) break;
      auto at = model.running.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(random() % model.running.size()));
      const std::string id = *at;
      const Step& step = *run.step(id);
      const auto dice = random() % 20;
      // Nobody goes back for ever: from the two-hundredth turn on everything goes well.
      if (turn < 200 && dice == 0) {
        model.stopped = true;
        said_no = true;
        model.happened(run.stop());
      } else if (turn < 200 && step.kind == StepKind::approval && dice < 5) {
        const bool ends = step.approval.return_to.empty() || step.approval.trust;
        const Acts acts = run.refuse(id, {{"decision", "refused"}}, data);
        model.running.erase(id);
        model.stopped = ends;
        said_no = said_no || ends;
        model.happened(acts);
      } else if (turn < 200 && !step.returns.empty() && dice < 8) {
        model.happened(run.send_back(id, step.returns.front(), data));
      } else if (step.kind == StepKind::approval && step.approval.trust) {
        run.trust_confirmed(id);
        model.running.erase(id);
      } else {
        model.done(id);
        model.happened(run.finish(id, json::object(), data));
      }
      // Read back from what is kept, it goes on as if nothing had happened: timers and restarts may fall anywhere.
      if (turn % 3 == 0) run = WorkflowRun(workflow.steps, run.runs());
      ASSERT_FALSE(HasFailure()) << "workflow " << made << ", turn " << turn;
    }
    EXPECT_TRUE(model.undoing.empty());
    if (model.stopped) {
      ++refused;
      EXPECT_EQ(run.state(), RunState::stopped) << "a refused request is never shown as granted";
      for (const auto& step : model.effective) EXPECT_TRUE(run.step(step)->automation.undo.empty()) << step;
    } else {
      ++ended;
      EXPECT_TRUE(run.state() == RunState::ended || run.state() == RunState::idle) << "it came to no end: " << made;
      EXPECT_FALSE(said_no);
      for (const StepRun& each : run.runs()) {
        const bool blocking = run.step(each.step)->kind == StepKind::request && run.step(each.step)->request.blocking;
        EXPECT_FALSE(blocking && each.state == StepState::running) << "a closed parent has an open blocking child";
      }
    }
    ASSERT_FALSE(HasFailure()) << "workflow " << made;
  }
  EXPECT_EQ(proved, 5'000);
  EXPECT_GT(ended, 1'000);
  EXPECT_GT(refused, 500);
}

std::vector<std::string> problems(const std::vector<Step>& steps, const WorkflowFacts& facts = {}) {
  std::vector<std::string> all;
  for (const auto& finding : prove(steps, facts)) all.push_back(finding.step + " " + finding.problem);
  return all;
}

TEST(WorkflowProof, NamesTheStepAndTheWayThere) {
  auto steps = workflow(chain);
  EXPECT_THAT(problems(steps), IsEmpty());
  steps[0].after = {"hand"};
  const auto findings = prove(steps, {});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].problem, "cycle");
  EXPECT_EQ(sentence_of(findings[0]), "the step \"ask\" waits, through others, for itself: ask → make → hand → ask");
}

TEST(WorkflowProof, RefusesTrustThatCannotBeTakenBackOrThatSpends) {
  auto steps = workflow(R"([
    {"id": "ask", "approval": {"by": "requester.manager", "mode": "trust", "object_before": "24h!", "otherwise": {"team": "desk"}}},
    {"id": "between", "task": {}, "after": ["ask"]},
    {"id": "make", "automation": "make", "otherwise": {"team": "desk"}, "after": ["between"]}])");
  EXPECT_THAT(problems(steps), ElementsAre("ask trust-without-undo"));
  steps[2].automation.undo = "it/unmake";
  EXPECT_THAT(problems(steps), IsEmpty());
  WorkflowFacts facts;
  facts.has_stakes = [](const std::string& id) { return id == "it/make"; };
  ASSERT_THAT(problems(steps, facts), ElementsAre("ask trust-stakes"));
  EXPECT_THAT(prove(steps, facts).front().way, ElementsAre("ask", "between", "make"));
  facts.trust_accepted = true;
  EXPECT_THAT(problems(steps, facts), IsEmpty());
}

TEST(WorkflowProof, KeepsWhatIsConfidentialWithinItsDepartment) {
  auto steps = workflow(R"([
    {"id": "ask", "approval": {"by": {"team": "desk"}, "otherwise": {"team": "desk"}}},
    {"id": "hand", "task": {"team": "desk"}, "after": ["ask"]},
    {"id": "tell", "notify": {"to": "requester", "text": {"fr": "C’est fait."}}, "after": ["hand"]}])");
  WorkflowFacts facts;
  facts.service = "it/s";
  facts.confidential = true;
  EXPECT_THAT(problems(steps, facts), IsEmpty());
  auto outside = steps;
  outside[0].approval.by.front() = {Voice::Kind::manager, "", "", {}, {}};
  EXPECT_THAT(problems(outside, facts), ElementsAre("ask told-outside"));
  outside = steps;
  outside[1].task.team = "hr/desk";
  outside[2].notice.to.push_back({Voice::Kind::person, "ada", "", {}, {}});
  EXPECT_THAT(problems(outside, facts), ElementsAre("hand told-outside", "tell told-outside"));
  facts.confidential = false;
  EXPECT_THAT(problems(outside, facts), IsEmpty());
}

TEST(WorkflowProof, FindsWhatCouldNeverEndOrHasNobody) {
  auto steps = workflow(R"([
    {"id": "which", "decide": [{"when": {"==": [1, 1]}, "then": []}, {"then": ["a"]}]},
    {"id": "a", "task": {}},
    {"id": "make", "automation": "make", "otherwise": {"team": "desk"}, "after": ["a"]},
    {"id": "ask", "approval": {"by": {"expression": {"var": "requester.login"}}, "otherwise": {"team": "desk"}}, "after": ["make"], "returns": ["a"]},
    {"id": "sub", "request": {"service": "it/s"}}])");
  steps[0].branches[1].when = {{"==", {1, 2}}};
  WorkflowFacts facts;
  facts.service = "it/s";
  const auto all = problems(steps, facts);
  EXPECT_THAT(all, Contains("which no-else"));
  EXPECT_THAT(all, Contains("ask approves-own-request"));
  EXPECT_THAT(all, Contains("ask return-without-undo"));
  EXPECT_THAT(all, Contains("sub asks-itself"));
  steps[3].approval.by.clear();
  steps[1].after = {"gone"};
  EXPECT_THAT(problems(steps), Contains("ask nobody-can-approve"));
  EXPECT_THAT(problems(steps), Contains("a unknown-step"));
  steps[1].after = {"make"};
  EXPECT_THAT(problems(steps), Contains("ask unreachable"));
}

}  // namespace
}  // namespace guichet::domain
