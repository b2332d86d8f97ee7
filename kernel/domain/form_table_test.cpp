// SPDX-License-Identifier: GPL-3.0-or-later
// What a form does with rows, sections and values that are worked out; and what asking it again costs.
#include "kernel/domain/carry.hpp"
#include "kernel/domain/form_standing.hpp"
#include "kernel/domain/service_fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The form as a manifest says it, read as the kernel reads it.
Form form_of(const char* fields) {
  const json manifest{{"form", json::parse(fields)}};
  ManifestReader reader(manifest, "");
  return form_from(reader, "form");
}

std::string problem_of(const char* fields) {
  try {
    (void)form_of(fields);
  } catch (const ManifestFailure& failure) {
    return failure.path + " " + failure.why;
  }
  return "";
}

constexpr const char* travellers = R"([
  {"id": "who", "type": "table", "label": {"fr": "Voyageurs"}, "required": true, "min": 2, "max": 3, "columns": [
    {"id": "name", "type": "text", "label": {"fr": "Nom"}, "required": true},
    {"id": "child", "type": "yes-no", "label": {"fr": "Mineur"}},
    {"id": "nights", "type": "integer", "label": {"fr": "Nuits"}, "min": 1},
    {"id": "parent", "type": "text", "label": {"fr": "Responsable"}, "required": true, "when": {"var": "row.child"}},
    {"id": "price", "type": "money", "label": {"fr": "Prix"}, "computed": {"*": [{"var": "row.nights"}, 5050]}}]},
  {"id": "reason", "type": "text", "label": {"fr": "Pourquoi autant"}, "required": true, "when":
    {">": [{"reduce": [{"var": "answers.who"}, {"+": [{"var": "current.nights"}, {"var": "accumulator"}]}, 0]}, 10]}}])";

class FormTable : public testing::Test {
 protected:
  std::vector<std::string> wrong(const Form& form, const json& answers) {
    std::vector<std::string> said;
    const auto checked = check_answers(form, answers, context);
    if (checked.ok()) return said;
    for (const auto& error : checked.error().fields) said.push_back(error.field + " " + error.message.substr(12));
    return said;
  }
  FormStanding standing(const Form& form, const json& answers) {
    return standing_of(form, answers, context, Propose::yes);
  }

  Person person;
  FormContext context{&person, nullptr, "2026-11-24"};
};

TEST_F(FormTable, ReadsRowsAsTheyWereTypedAndKeepsThoseThatHoldSomething) {
  const Form form = form_of(travellers);
  const auto answers = read_answers(form, {{"who", "0"},
                                           {"who.0.name", "Ana"},
                                           {"who.0.nights", "2"},
                                           {"who", "3"},
                                           {"who", "5"},
                                           {"who.5.name", "Bo"},
                                           {"who.5.child", "yes"},
                                           {"who.5.parent", "Ana"},
                                           {"who.x.name", "nobody"},
                                           {"who.5.unknown", "x"}});
  EXPECT_EQ(answers["who"],
            json::parse(R"([{"name": "Ana", "nights": 2}, {}, {"name": "Bo", "child": true, "parent": "Ana"}])"));
  const auto checked = check_answers(form, answers, context);
  ASSERT_TRUE(checked.ok()) << checked.error().fields[0].field << checked.error().fields[0].message;
  EXPECT_EQ((*checked)["who"].size(), 2U);
  EXPECT_EQ((*checked)["who"][1], json::parse(R"({"name": "Bo", "child": true, "parent": "Ana"})"));
}

TEST_F(FormTable, SaysWhatIsWrongAtItsPlaceInTheRow) {
  const Form form = form_of(travellers);
  EXPECT_THAT(wrong(form, json::parse(R"({"who": [{"name": "Ana", "nights": 0}, {}, {"child": true, "name": "Bo"}]})")),
              ElementsAre("who.0.nights too-small", "who.2.parent required"));
  EXPECT_THAT(wrong(form, json::parse(R"({"who": [{"nights": 1}, {"name": "Bo"}]})")),
              ElementsAre("who.0.name required"));
}

TEST_F(FormTable, HoldsTheNumberOfRowsWithinItsBounds) {
  const Form form = form_of(travellers);
  EXPECT_THAT(wrong(form, json::object()), ElementsAre("who required"));
  EXPECT_THAT(wrong(form, json::parse(R"({"who": [{}, {}]})")), ElementsAre("who required"));
  EXPECT_THAT(wrong(form, json::parse(R"({"who": [{"name": "a"}]})")), ElementsAre("who too-few-rows"));
  EXPECT_THAT(wrong(form, json::parse(R"({"who": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]})")),
              ElementsAre("who too-many-rows"));
  Form free = form;
  free.fields[0].min.reset();
  free.fields[0].max.reset();
  Typed typed;
  for (int row = 0; row < 200; ++row) typed.emplace_back("who." + std::to_string(row) + ".name", "x");
  EXPECT_THAT(wrong(free, read_answers(free, typed)), ElementsAre("who too-many-rows")) << "50 of any table";
  EXPECT_THAT(wrong(free, {{"who", "text"}}), ElementsAre("who bad-text"));
  EXPECT_THAT(wrong(free, {{"who", {"text"}}}), ElementsAre("who bad-text"));
}

TEST_F(FormTable, ShowsAColumnByWhatStandsInItsRow) {
  const Form form = form_of(travellers);
  const auto now = standing(form, json::parse(R"({"who": [{"child": true}, {"child": false}]})"));
  EXPECT_THAT(now.rows.at("who")[0], ElementsAre("name", "child", "nights", "parent", "price"));
  EXPECT_THAT(now.rows.at("who")[1], ElementsAre("name", "child", "nights", "price"));
  const auto checked =
      check_answers(form, json::parse(R"({"who": [{"name": "a", "parent": "hidden"}, {"name": "b"}]})"), context);
  ASSERT_TRUE(checked.ok());
  EXPECT_FALSE((*checked)["who"][0].contains("parent"));
}

TEST_F(FormTable, ARowOfWhichNothingShowsIsNoRow) {
  const Form form = form_of(R"([{"id": "who", "type": "table", "label": {"fr": "Voyageurs"}, "columns": [
    {"id": "name", "type": "text", "label": {"fr": "Nom"}},
    {"id": "age", "type": "integer", "label": {"fr": "Âge"}, "when": {"!!": [{"var": "row.name"}]}}]}])");
  const json typed{{"who", {{{"age", 3}}, {{"name", "Léa"}}}}};
  const auto kept = check_answers(form, typed, context);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(*kept, (json{{"who", {{{"name", "Léa"}}}}}));
  EXPECT_EQ(*check_answers(form, *kept, context), *kept);
}

TEST_F(FormTable, ConditionsCountAndAddUpRows) {
  const Form form = form_of(travellers);
  json answers = json::parse(R"({"who": [{"name": "a", "nights": 5}, {}, {"name": "b", "nights": 5}]})");
  EXPECT_THAT(shown_fields(form, answers, context), ElementsAre("who"));
  answers["who"][2]["nights"] = 6;
  EXPECT_THAT(shown_fields(form, answers, context), ElementsAre("who", "reason"));
  const Form counted = form_of(R"([
    {"id": "rows", "type": "table", "label": {"fr": "R"}, "columns": [{"id": "a", "type": "text", "label": {"fr": "A"}}]},
    {"id": "many", "type": "text", "label": {"fr": "M"}, "when":
      {">": [{"reduce": [{"var": "answers.rows"}, {"+": [{"var": "accumulator"}, 1]}, 0]}, 1]}}])");
  EXPECT_THAT(shown_fields(counted, json::parse(R"({"rows": [{"a": "x"}, {}]})"), context), ElementsAre("rows"));
  EXPECT_THAT(shown_fields(counted, json::parse(R"({"rows": [{"a": "x"}, {"a": "y"}]})"), context),
              ElementsAre("rows", "many"));
}

TEST_F(FormTable, ProposesInARowThatHoldsSomethingOnly) {
  const Form form = form_of(travellers);
  const auto now = standing(form, json::parse(R"({"who": [{"nights": 2}, {}, {"nights": 3, "price": 1}]})"));
  EXPECT_EQ(now.proposed, json::parse(R"({"who.0.price": 10100})"));
}

TEST_F(FormTable, ASectionHidesAllThatFollowsIt) {
  const Form form = form_of(R"([
    {"id": "kind", "type": "text", "label": {"fr": "K"}},
    {"id": "abroad", "type": "heading", "section": true, "text": {"fr": "À l’étranger"},
     "when": {"==": [{"var": "answers.kind"}, "abroad"]}},
    {"id": "country", "type": "text", "label": {"fr": "Pays"}, "required": true},
    {"id": "visa", "type": "text", "label": {"fr": "Visa"}, "when": {"==": [{"var": "answers.country"}, "X"]}},
    {"id": "end", "type": "heading", "section": true, "text": {"fr": "Fin"}},
    {"id": "note", "type": "text", "label": {"fr": "N"}}])");
  EXPECT_THAT(shown_fields(form, {{"country", "X"}}, context), ElementsAre("kind", "end", "note"));
  EXPECT_TRUE(check_answers(form, {{"country", "X"}}, context).ok());
  EXPECT_THAT(shown_fields(form, {{"kind", "abroad"}, {"country", "X"}}, context),
              ElementsAre("kind", "abroad", "country", "visa", "end", "note"));
  EXPECT_THAT(wrong(form, {{"kind", "abroad"}}), ElementsAre("country required"));
}

TEST_F(FormTable, ProposesWhatIsWorkedOutWhileNobodyAnswered) {
  const Form form = form_of(R"([
    {"id": "km", "type": "integer", "label": {"fr": "Km"}},
    {"id": "cost", "type": "money", "label": {"fr": "C"}, "computed": {"*": [{"var": "answers.km"}, 33.3]}},
    {"id": "twice", "type": "money", "label": {"fr": "D"}, "computed": {"*": [{"var": "answers.cost"}, 2]}},
    {"id": "far", "type": "text", "label": {"fr": "F"}, "when": {">": [{"var": "answers.twice"}, 600]}}])");
  const auto now = standing(form, {{"km", 10}});
  EXPECT_EQ(now.proposed, json::parse(R"({"cost": 333, "twice": 666})"));
  EXPECT_THAT(now.shown, ElementsAre("km", "cost", "twice", "far"));
  EXPECT_EQ(standing(form, {{"km", 10}, {"cost", 100}}).proposed, json::parse(R"({"twice": 200})"));
  EXPECT_EQ(standing(form, {{"km", 10}, {"cost", nullptr}}).proposed.contains("cost"), false)
      << "taken away on purpose";
  EXPECT_EQ(check_answers(form, {{"km", 10}}, context)->contains("cost"), false) << "nothing is answered for anybody";
  EXPECT_EQ(standing(form, json::object()).proposed.value("far", ""), "");
}

TEST_F(FormTable, ProposesOnlyWhatTheQuestionTakes) {
  const Form form = form_of(R"([
    {"id": "a", "type": "integer", "label": {"fr": "A"}, "computed": "x"},
    {"id": "b", "type": "date", "label": {"fr": "B"}, "computed": "today+2d"},
    {"id": "c", "type": "yes-no", "label": {"fr": "C"}, "computed": {">": [2, 1]}},
    {"id": "d", "type": "choice", "label": {"fr": "D"}, "computed": "z",
     "options": [{"value": "x", "label": {"fr": "X"}}, {"value": "y", "label": {"fr": "Y"}}]}])");
  EXPECT_EQ(standing(form, json::object()).proposed, json::parse(R"({"b": "2026-11-26", "c": true})"));
}

TEST_F(FormTable, TheManifestIsRefusedWhereNoRowCouldHoldIt) {
  const auto with = [](const std::string& column) {
    return problem_of((R"([{"id": "t", "type": "table", "label": {"fr": "T"}, "columns": [)" + column + "]}]").c_str());
  };
  EXPECT_EQ(with(R"({"id": "a", "type": "text", "label": {"fr": "A"}})"), "");
  for (const char* type : {"table", "file", "heading"}) {
    EXPECT_NE(with(R"({"id": "a", "label": {"fr": "A"}, "type": ")" + std::string(type) + "\"}"), "") << type;
  }
  EXPECT_NE(with(""), "") << "no columns";
  EXPECT_NE(
      with(R"({"id": "a", "type": "text", "label": {"fr": "A"}}, {"id": "a", "type": "text", "label": {"fr": "A"}})"),
      "");
  EXPECT_NE(problem_of(R"([{"id": "f", "type": "file", "label": {"fr": "F"}, "computed": 1}])"), "");
  EXPECT_NE(problem_of(R"([{"id": "f", "type": "text", "label": {"fr": "F"}, "section": true}])"), "");
}

// Pain 9: transfer to another department loses the category and what was filled in.
TEST_F(FormTable, Pain9_RowsAreCarriedOverToAFormThatAsksThem) {
  const Form from = form_of(travellers);
  Form to = from;
  to.fields[0].columns.erase(to.fields[0].columns.begin() + 1);
  to.fields[0].columns[0].id = "person";  // the same words
  const json rows = json::parse(R"([{"name": "Ana", "nights": 2}, {"child": true}])");
  EXPECT_EQ(carried_over(from, {{"who", rows}}, to)["who"], json::parse(R"([{"person": "Ana", "nights": 2}])"));
}

// Pain 3: the form engine is slow: minutes of freeze on 273 questions.
TEST_F(FormTable, Pain3_AskingAFormAgainWorksEachConditionOutOnce) {
  for (const std::size_t questions : {3U, 30U, 300U}) {
    Form form;
    json answers = json::object();
    for (std::size_t index = 0; index < questions; ++index) {
      Field field;
      field.id = "q" + std::to_string(index);
      // Half of them wait for one before, half for one after: the order costs nothing.
      const std::size_t named = index % 2 == 0 ? index / 2 : std::min(index + 3, questions - 1);
      if (named != index) {
        field.when = {{"==", {{{"var", "answers.q" + std::to_string(named)}}, "yes"}}};
      }
      form.fields.push_back(std::move(field));
      answers["q" + std::to_string(index)] = "yes";
    }
    const auto conditions = static_cast<std::size_t>(
        std::count_if(form.fields.begin(), form.fields.end(), [](const Field& each) { return !each.when.is_null(); }));
    EXPECT_EQ(standing(form, answers).evaluations, conditions);
    EXPECT_EQ(standing(form, json::object()).evaluations, conditions);
  }
}

TEST_F(FormTable, ConditionsOfATableAreWorkedOutOnceARow) {
  const Form form = form_of(travellers);
  json rows = json::array();
  for (int row = 0; row < 50; ++row) rows.push_back({{"name", "x"}});
  EXPECT_EQ(standing(form, {{"who", rows}}).evaluations, 50U * 2 + 1);
}

}  // namespace
}  // namespace guichet::domain
