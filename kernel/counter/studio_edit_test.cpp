// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_edit.hpp"

#include "kernel/counter/studio_steps.hpp"
#include "kernel/counter/studio_versions.hpp"
#include "kernel/plugins/authoring/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::counter {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

json bike() {
  return json::parse(R"({
    "id": "bike", "title": {"fr": "Un vélo", "en": "A bike"}, "summary": {"fr": "x", "en": "x"}, "theme": "life",
    "kind": "request", "says": {"fr": ["un vélo"]}, "route": {"team": "desk"},
    "form": [
      {"id": "place", "type": "place", "label": {"fr": "Lieu"}},
      {"id": "kind", "type": "choice", "label": {"fr": "Genre"}, "required": true,
       "options": [{"value": "city", "label": {"fr": "De ville", "en": "City"}}, {"value": "hill", "label": {"fr": "De côte"}}]},
      {"id": "count", "type": "integer", "label": {"fr": "Combien"}, "min": 1, "max": 9,
       "when": {"==": [{"var": "answers.kind"}, "city"]}}],
    "workflow": [
      {"id": "agree", "approval": {"by": "requester.manager", "otherwise": {"team": "desk"}, "escalate": {"after": "2d", "to": {"team": "desk"}}}},
      {"id": "lend", "task": {"team": "desk"}, "after": ["agree"]},
      {"id": "tell", "notify": {"to": ["requester", {"team": "desk"}], "text": {"fr": "Prêt"}}, "after": ["lend"]}]})");
}

std::vector<std::string> keys_of(const std::vector<Difference>& differences) {
  std::vector<std::string> keys;
  for (const auto& one : differences) keys.push_back(one.key);
  return keys;
}

void send_questions_back(json& definition, ItemList list) {
  const json form = items_in(definition, list);
  // In a row no question stands for what a condition reads.
  const json conditions = list.kind == ItemList::Kind::table ? json::array() : form;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const auto done = put_question(definition, list, i, question_of(form[i], conditions));
    EXPECT_TRUE(done) << form[i] << (done.ok() ? "" : done.error().fields.front().message);
    if (list.kind == ItemList::Kind::form) send_questions_back(definition, {ItemList::Kind::table, i});
  }
}

/// Shown in every form and sent back as it came.
json sent_back(json definition) {
  put_sheet(definition, sheet_of(definition));
  EXPECT_TRUE(put_routes(definition, routes_of(definition)));
  send_questions_back(definition, {ItemList::Kind::form});
  const json steps = list_at(definition, "workflow");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto done = put_step(definition, i, step_of(steps[i], definition));
    EXPECT_TRUE(done) << steps[i] << (done.ok() ? "" : done.error().fields.front().field);
    send_questions_back(definition, {ItemList::Kind::task, i});
  }
  return definition;
}

TEST(StudioForms, GiveBackWhatTheyWereGivenForEveryServiceOfEveryPlugin) {
  EXPECT_EQ(sent_back(bike()), bike());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GUICHET_PLUGIN_SOURCES)) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() != "services") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const json definition = plugins::authoring::read_yaml(text.str()).value;
    const json back = sent_back(definition);
    EXPECT_EQ(back, definition) << entry.path() << "\n" << json::diff(definition, back).dump(1);
  }
}

TEST(StudioForms, ReadSimpleConditionsAsWordsAndKeepTheOthers) {
  const json form = bike()["form"];
  const auto simple = condition_of(form[2]["when"], form);
  EXPECT_EQ(simple.question, "kind");
  EXPECT_EQ(simple.value, "De ville") << "as people read it";
  EXPECT_EQ(*rule_of({"kind", "city", "", "is"}, form), form[2]["when"]);
  EXPECT_EQ(*rule_of({"kind", " de VILLE", "", "is"}, form), form[2]["when"]);
  EXPECT_EQ(rule_of({"kind", "De montagne", "", "is"}, form).error().fields.front().field, "value") << "no option";
  EXPECT_TRUE(simple.rule.empty());
  const json free = json::parse(R"({"<": [{"var": "answers.count"}, {"var": "requester.years"}]})");
  EXPECT_EQ(*rule_of(condition_of(free, form), form), free);
  EXPECT_EQ(rule_of({"", "", "{\"launch\": []}", "is"}, form).error().fields.front().message, "error.studio.rule");
  EXPECT_EQ(rule_of({"kind", "", "", "is"}, form).error().fields.front().field, "value");
}

TEST(StudioForms, MakeIdsOfWhatIsAskedAndRefuseOnesThatAreTaken) {
  json definition = bike();
  EditedQuestion question;
  question.label.fr = "Où l’été ?";
  ASSERT_TRUE(put_question(definition, {}, 99, question));
  EXPECT_EQ(definition["form"].back()["id"], "ou_l_ete");
  question.id = "place";
  EXPECT_EQ(put_question(definition, {}, 99, question).error().fields.front().message, "error.studio.id-taken");
  question.id = "";
  question.type = "choice";
  question.options = {"seul"};
  EXPECT_EQ(put_question(definition, {}, 99, question).error().fields.front().field, "options");
}

TEST(StudioForms, CompareAndSayWhichWayToGoWithoutARule) {
  json definition = bike();
  const json form = list_at(definition, "form");
  EXPECT_EQ(*rule_of({"count", "3", "", "over"}, form), json::parse(R"({">": [{"var": "answers.count"}, 3]})"));
  EXPECT_EQ(rule_of({"kind", "city", "", "over"}, form).error().fields.front().field, "how") << "a choice has no order";
  EditedStep step;
  step.kind = "decide";
  step.title.fr = "Combien ?";
  step.branches = {{{"count", "3", "", "over"}, {"agree"}}, {{}, {"lend", "tell"}}};
  ASSERT_TRUE(put_step(definition, 99, step));
  EXPECT_EQ(definition["workflow"][3]["decide"], json::parse(R"([
    {"when": {">": [{"var": "answers.count"}, 3]}, "then": ["agree"]}, {"then": ["lend", "tell"]}])"));
  const auto read = step_of(definition["workflow"][3], definition);
  ASSERT_EQ(read.branches.size(), 2U);
  EXPECT_EQ(read.branches[0].condition.how, "over");
  step.branches[0].condition.value = "beaucoup";
  EXPECT_EQ(put_step(definition, 3, step).error().fields.front().field, "value-0");
}

TEST(StudioForms, SayWhatAnotherServiceIsToldAndKeepWhatTheyDoNotName) {
  json definition = bike();
  definition["workflow"].push_back(json::parse(
      R"({"id": "other", "request": {"service": "key", "map": {"why": {"cat": ["Vélo ", {"var": "answers.kind"}]}, "n": 2}}})"));
  EditedStep step = step_of(definition["workflow"][3], definition);
  step.answers = {{"where", "place", "place", ""}, {"n", "integer", "", "3"}, {"loan", "yes-no", "", "oui"}};
  ASSERT_TRUE(put_step(definition, 3, step));
  EXPECT_EQ(definition["workflow"][3]["request"]["map"], json::parse(R"({
    "why": {"cat": ["Vélo ", {"var": "answers.kind"}]}, "n": 3, "where": {"var": "answers.place"}, "loan": true})"));
  step.answers = {{"n", "integer", "", "trois"}};
  EXPECT_EQ(put_step(definition, 3, step).error().fields.front().field, "answer-n");
}

TEST(StudioForms, AskWithinATaskAndWithinARow) {
  json definition = bike();
  EditedQuestion question;
  question.label.fr = "Numéro du vélo";
  question.type = "integer";
  question.min = "1";
  ASSERT_TRUE(put_question(definition, {ItemList::Kind::task, 1}, 0, question));
  EXPECT_EQ(definition["workflow"][1]["task"]["form"][0]["min"], 1);
  EXPECT_EQ(put_question(definition, {ItemList::Kind::task, 0}, 0, question).error().kind, domain::ErrorKind::conflict)
      << "an approval has no form";
  EXPECT_EQ(put_question(definition, {ItemList::Kind::table, 99}, 0, question).error().kind,
            domain::ErrorKind::conflict);
  definition["form"].push_back({{"id", "riders"}, {"type", "table"}, {"label", {{"fr", "Qui"}}}});
  ASSERT_TRUE(put_question(definition, {ItemList::Kind::table, 3}, 0, question));
  EXPECT_EQ(items_in(definition, {ItemList::Kind::table, 3}).size(), 1U);
  EXPECT_TRUE(remove_item(definition, {ItemList::Kind::table, 3}, 0));
  EXPECT_FALSE(definition["form"][3].contains("columns"));
}

TEST(StudioForms, LetWhatWaitedForAStepWaitForWhatThatOneWaitedFor) {
  json definition = bike();
  const ItemList steps{ItemList::Kind::workflow, 0};
  ASSERT_TRUE(remove_item(definition, steps, 1));
  EXPECT_EQ(definition["workflow"][1]["after"], json({"agree"}));
  EXPECT_FALSE(move_item(definition, steps, 0, true));
  EXPECT_TRUE(move_item(definition, steps, 0, false));
  EXPECT_EQ(definition["workflow"][0]["id"], "tell");
  EditedStep step = step_of(definition["workflow"][1], definition);
  step.id = "accord";
  ASSERT_TRUE(put_step(definition, 1, step));
  EXPECT_EQ(definition["workflow"][0]["after"], json({"accord"})) << "under its new name";
}

TEST(Differences, AreToldAsAPersonReadsThem) {
  EXPECT_THAT(differences_of(bike(), bike()), IsEmpty());
  json after = bike();
  after["form"][0]["required"] = true;
  after["form"][1]["options"].push_back({{"value", "cargo"}, {"label", {{"fr", "Cargo"}}}});
  after["workflow"][1]["task"]["team"] = "shop";
  after["route"]["team"] = "shop";
  after["validators"] = {"one-bike"};
  const auto differences = differences_of(bike(), after);
  EXPECT_THAT(keys_of(differences), ElementsAre("question-required", "options-added", "route", "step-people", "other"));
  EXPECT_EQ(differences[0].parameters["question"], "Lieu");
  EXPECT_EQ(differences[1].parameters["words"], "Cargo");
  EXPECT_THAT(keys_of(differences_of(after, bike())),
              ElementsAre("question-optional", "options-removed", "route", "step-people", "other"));
}

TEST(Differences, NeverMissAChange) {
  const json before = bike();
  const json flat = before.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    json after = flat;
    after[pointer] = value.is_string()    ? json(value.get<std::string>() + "x")
                     : value.is_boolean() ? json(!value.get<bool>())
                                          : json(7);
    if (pointer == "/id") continue;  // another service
    EXPECT_FALSE(differences_of(before, after.unflatten()).empty()) << pointer;
  }
}

}  // namespace
}  // namespace guichet::counter
