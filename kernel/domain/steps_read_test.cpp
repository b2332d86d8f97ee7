// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/steps_read.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using nlohmann::json;

class StepsRead : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* id : {"one", "two", "three"}) {
      Step step;
      step.id = id;
      steps.push_back(step);
    }
    std::vector<StepRun> runs;
    for (const char* id : {"one", "two"}) {
      StepRun run;
      run.step = id;
      run.state = StepState::done;
      run.result = {{"n", 1}};
      runs.push_back(run);
    }
    course.emplace(steps, runs);
  }
  json read_by(const char* rule) {
    const json parsed = json::parse(rule);
    return results_for(*course, {&parsed});
  }
  std::vector<Step> steps;
  std::optional<WorkflowRun> course;
  const json one = {{"one", {{"n", 1}}}};
  const json both = {{"one", {{"n", 1}}}, {"two", {{"n", 1}}}};
};

TEST_F(StepsRead, OnlyThoseThatARuleNames) {
  EXPECT_EQ(read_by("null"), json::object());
  EXPECT_EQ(read_by(R"({"==": [{"var": "answers.two"}, "steps.two"]})"), json::object());
  EXPECT_EQ(read_by(R"({"==": [{"var": "steps.one.n"}, 1]})"), one);
  EXPECT_EQ(read_by(R"({"!!": {"var": "steps.one"}})"), one);
  EXPECT_EQ(read_by(R"({"var": ["steps.three.n", {"var": "steps.one.n"}]})"), one)
      << "what stands in when it is absent";
  EXPECT_EQ(read_by(R"({"and": [{"var": ["steps.one.n", 0]}, {"if": [{"var": "steps.two.n"}, 1, 2]}]})"), both);
}

TEST_F(StepsRead, AllWhereItCannotBeTold) {
  EXPECT_EQ(read_by(R"({"var": "steps"})"), both);
  EXPECT_EQ(read_by(R"({"var": ""})"), both);
  EXPECT_EQ(read_by(R"({"var": {"cat": ["steps.", "one"]}})"), both);
  EXPECT_EQ(read_by(R"({"missing": ["steps.one"]})"), both);
}

}  // namespace
}  // namespace guichet::domain
