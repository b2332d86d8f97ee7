// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/rule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// A subject made of a manifest alone, as a bundle's rules see it.
Subject subject(const json& service) {
  Subject made;
  made.manifest = {{"id", "school"}, {"services", json::array({service})}};
  return made;
}

std::string first_error(const Problems& problems) {
  for (const Problem& problem : problems) {
    if (problem.severity == plugins::Severity::error) return problem.path + ": " + problem.text;
  }
  return "";
}

json text(const char* french, const char* english) {
  return {{"fr", french}, {"en", english}};
}

TEST(Rules, HaveNamesOfTheirOwn) {
  std::vector<std::string> names;
  for (const Rule& rule : rules()) names.emplace_back(rule.name);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(Rules, FindATextThatIsEmptyInOneLanguage) {
  const Problems problems = check_translations(subject({{"title", text("Une chaise", " ")}}));
  EXPECT_THAT(first_error(problems), HasSubstr("services[0].title.en: the English text is empty"));
}

TEST(Rules, FindTwoQuestionsThatSoundTheSame) {
  const json form = {{{"id", "a"}, {"type", "text"}, {"label", text("Votre nom", "Your name")}},
                     {{"id", "b"}, {"type", "text"}, {"label", text("Votre nom", "Your surname")}}};
  EXPECT_THAT(first_error(check_form_labels(subject({{"form", form}}))),
              HasSubstr("reads the same as the question \"a\""));
}

TEST(Rules, FindAnOptionWithoutALabel) {
  const json form = {{{"id", "a"},
                      {"type", "choice"},
                      {"label", text("Laquelle", "Which")},
                      {"options", {{{"value", "x"}, {"label", {{"fr", "X"}}}}}}}};
  EXPECT_THAT(first_error(check_form_labels(subject({{"form", form}}))), HasSubstr("form[0].options[0]"));
}

TEST(Rules, FindAConditionOnAnOptionThatIsNotThere) {
  const json form = {{{"id", "way"}, {"type", "choice"}, {"options", {{{"value", "on-site"}}, {{"value", "remote"}}}}},
                     {{"id", "phone"}, {"type", "phone"}, {"when", {{"==", {{{"var", "answers.way"}}, "remotely"}}}}}};
  EXPECT_THAT(first_error(check_form_reach(subject({{"form", form}}))), HasSubstr("\"remotely\" is not an option"));
}

TEST(Rules, LetConditionsOnOptionsBe) {
  const json form = {
      {{"id", "way"}, {"type", "choice"}, {"options", {{{"value", "on-site"}}, {{"value", "remote"}}}}},
      {{"id", "phone"}, {"type", "phone"}, {"when", {{"in", {{{"var", "answers.way"}}, {"remote", "on-site"}}}}}}};
  EXPECT_EQ(first_error(check_form_reach(subject({{"form", form}}))), "");
}

TEST(Rules, FindTwoServicesThatAreAskedForInTheSameWords) {
  Subject made;
  made.manifest = {{"services",
                    {{{"id", "chair"}, {"says", {{"fr", {"il manque une chaise"}}}}},
                     {{"id", "stool"}, {"says", {{"fr", {"Il manque  une chaise"}}}}}}}};
  EXPECT_THAT(first_error(check_ways_of_saying(made)), HasSubstr("is also how people ask for \"chair\""));
}

TEST(Rules, FindAStepThatWaitsForItself) {
  const json workflow = {
      {{"id", "a"}, {"after", {"c"}}}, {{"id", "b"}, {"after", {"a"}}}, {{"id", "c"}, {"after", {"b"}}}};
  EXPECT_THAT(first_error(check_workflow_cycles(subject({{"workflow", workflow}}))), HasSubstr("for itself"));
  EXPECT_EQ(first_error(check_workflow_steps(subject({{"workflow", workflow}}))), "");
}

TEST(Rules, FindAStepThatIsNeverReached) {
  const json workflow = {{{"id", "a"}, {"after", {"nothing"}}}};
  EXPECT_THAT(first_error(check_workflow_steps(subject({{"workflow", workflow}}))), HasSubstr("it never begins"));
  const json never = {{{"id", "a"}, {"when", false}}};
  EXPECT_THAT(first_error(check_workflow_steps(subject({{"workflow", never}}))), HasSubstr("always skipped"));
}

TEST(Rules, RefuseTrustWithSomethingAtStakeUntilItIsAcceptedByName) {
  const json trusting = json::parse(R"({"id": "s", "workflow": [
    {"id": "ask", "approval": {"by": "requester.manager", "mode": "trust", "object_before": "1d", "otherwise": {"team": "desk"}}},
    {"id": "make", "automation": "pay", "undo": "back", "otherwise": {"team": "desk"}, "after": ["ask"]}]})");
  Subject made = subject(trusting);
  EXPECT_EQ(first_error(check_trust_first(made)), "");
  made.manifest["automations"] = json::parse(R"([{"id": "pay", "stakes": ["money"]}, {"id": "back"}])");
  EXPECT_THAT(first_error(check_trust_first(made)), HasSubstr("--accepted school/s"));
  made.accepted = {"school/s"};
  EXPECT_EQ(first_error(check_trust_first(made)), "");
}

}  // namespace
}  // namespace guichet::sdk_tool
