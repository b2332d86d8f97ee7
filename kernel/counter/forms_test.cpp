// SPDX-License-Identifier: GPL-3.0-or-later
// Forms with rows and worked-out values through the use cases: sent, shown, moved, kept as drafts, changed since.
#include "kernel/counter/follow.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/move.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const char* const trip =
    R"=json=({ "id": "trip", "title": { "fr": "Une sortie" }, "theme": "digital",
  "form": [
    { "id": "group", "type": "heading", "section": true, "text": { "fr": "Le groupe" } },
    { "id": "who", "type": "table", "label": { "fr": "Voyageurs" }, "required": true, "columns": [
      { "id": "name", "type": "text", "label": { "fr": "Nom" }, "required": true },
      { "id": "guide", "type": "person", "label": { "fr": "Guide" } },
      { "id": "room", "type": "place", "label": { "fr": "Salle" }, "level": "campus" },
      { "id": "nights", "type": "integer", "label": { "fr": "Nuits" } },
      { "id": "price", "type": "money", "label": { "fr": "Prix" }, "computed": { "*": [ { "var": "row.nights" }, 100 ] } } ] },
    { "id": "km", "type": "integer", "label": { "fr": "Kilomètres" } },
    { "id": "cost", "type": "money", "label": { "fr": "Coût" }, "computed": { "*": [ { "var": "answers.km" }, 30 ] } },
    { "id": "helper", "type": "team", "label": { "fr": "Qui aide ?" } },
    { "id": "far", "type": "text", "label": { "fr": "Pourquoi si loin ?" }, "required": true,
      "when": { ">": [ { "var": "answers.cost" }, 3000 ] } } ],
  "route": { "team": "network" } })=json=";

/// Another department's, which asks some of the same.
const char* const outing =
    R"=json=({ "id": "outing", "title": { "fr": "Un déplacement de groupe" }, "theme": "care",
  "form": [
    { "id": "who", "type": "table", "label": { "fr": "Voyageurs" }, "required": true, "columns": [
      { "id": "name", "type": "text", "label": { "fr": "Nom" }, "required": true },
      { "id": "nights", "type": "integer", "label": { "fr": "Nuits" } },
      { "id": "diet", "type": "text", "label": { "fr": "Régime" }, "required": true,
        "when": { ">": [ { "var": "row.nights" }, 2 ] } } ] },
    { "id": "distance", "type": "integer", "label": { "fr": "Kilomètres" } } ],
  "route": { "team": "network" } })=json=";

class Forms : public test::CounterFixture {
 protected:
  void SetUp() override {
    CounterFixture::SetUp();
    publish({json::parse(trip), json::parse(outing)});
  }
  void publish(const std::vector<json>& definitions) {
    auto snapshot = std::make_shared<plugins::Snapshot>(*test::sample_snapshot());
    test::add_services(*snapshot, "it", definitions);
    snapshot->index();
    registry.replace(snapshot);
  }
  domain::Result<FormState> typed(domain::Typed answers) {
    return retype_form(*counter, as("student"), form("it/trip", std::move(answers)));
  }
  std::vector<std::string> wrong(domain::Typed answers) {
    const auto state = check_form(*counter, as("student"), form("it/trip", std::move(answers)));
    std::vector<std::string> said;
    for (const auto& error : state->errors) said.push_back(error.field + " " + error.message.substr(6));
    return said;
  }
};

TEST_F(Forms, ATableIsSentAndShownRowByRow) {
  const auto request = send("student", "it/trip",
                            {{"who.0.name", "Ana"},
                             {"who.0.guide", "staff"},
                             {"who.0.room", "luminy"},
                             {"who", "1"},
                             {"who.2.name", "Bo"},
                             {"who.2.nights", "2"},
                             {"helper", "it/identity"}});
  EXPECT_EQ(request.answers["who"].size(), 2U) << "an empty row is none";
  EXPECT_EQ(request.answers["who"][1], json::parse(R"({"name": "Bo", "nights": 2, "price": 200})"));
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_TRUE(view.ok());
  ASSERT_EQ(view->answers[0].rows.size(), 2U);
  EXPECT_NE(view->answers[0].rows[0][1].shown, "staff") << "a person is shown by name";
  EXPECT_NE(view->answers[0].rows[0][2].shown, "") << "a place too";
}

TEST_F(Forms, PersonsAndTeamsThatAnswersNameMustExistInRowsToo) {
  EXPECT_THAT(wrong({{"who.0.name", "Ana"}, {"who.1.name", "Bo"}, {"who.1.guide", "nobody"}, {"helper", "it/none"}}),
              ElementsAre("who.1.guide field.not-a-person", "helper field.not-an-option"));
  EXPECT_THAT(wrong({{"who.0.name", "Ana"}, {"helper", "it/local"}}), ElementsAre("helper field.not-an-option"))
      << "nobody is a member of a group";
  EXPECT_THAT(wrong({{"who.0.name", "Ana"}, {"helper", "it/network"}}), IsEmpty());
}

TEST_F(Forms, WhatIsWorkedOutFollowsUntilSomebodyTypesTheirOwn) {
  auto state = typed({{"km", "10"}});
  EXPECT_EQ(state->answers["cost"], 300);
  EXPECT_EQ(state->proposals["cost"], 300);
  state = typed({{"km", "20"}, {"cost", "3,00"}, {"cost.proposed", "300"}});
  EXPECT_EQ(state->answers["cost"], 600) << "it was not theirs";
  state = typed({{"km", "20"}, {"cost", "5"}, {"cost.proposed", "300"}});
  EXPECT_EQ(state->answers["cost"], 500);
  EXPECT_FALSE(state->proposals.contains("cost"));
  state = typed({{"km", "20"}, {"cost", ""}, {"cost.proposed", "300"}});
  EXPECT_FALSE(state->answers.contains("cost")) << "taken away on purpose";
  state = typed({{"km", "20"}, {"cost", ""}, {"cost.proposed", "not json"}});
  EXPECT_EQ(state->answers["cost"], 600);
}

TEST_F(Forms, WhatIsWorkedOutBringsUpQuestions) {
  EXPECT_THAT(wrong({{"who.0.name", "Ana"}, {"km", "200"}}), ElementsAre("far field.required"));
}

TEST_F(Forms, ADraftKeepsRowsAndWorksOutAgainWhatWasOnlyProposed) {
  ASSERT_TRUE(
      save_draft(*counter, as("student"),
                 form("it/trip", {{"who.0.nights", "2"}, {"km", "10"}, {"cost", "3,00"}, {"cost.proposed", "300"}}))
          .ok());
  EXPECT_FALSE(drafts(*counter, as("student"))[0].answers.contains("cost"));
  json changed = json::parse(trip);
  changed["form"][3]["computed"] = json::parse(R"({"*": [{"var": "answers.km"}, 50]})");
  publish({changed});
  const auto state = open_form(*counter, as("student"), "it/trip", "");
  EXPECT_EQ(state->answers["who"][0]["price"], 200);
  EXPECT_EQ(state->answers["cost"], 500);
}

// Pain 2: forms lose their conditions or question types when migrated.
TEST_F(Forms, Pain2_ChangingAFormNeverChangesARequestAlreadyMade) {
  const auto request =
      send("student", "it/trip", {{"who.0.name", "Ana"}, {"who.0.nights", "2"}, {"km", "200"}, {"far", "C’est beau."}});
  // The next version asks otherwise: another type, other rows, other conditions, and less.
  json changed = json::parse(trip);
  changed["title"]["fr"] = "Une excursion";
  changed["form"] = json::parse(R"([
    { "id": "who", "type": "text", "label": { "fr": "Combien ?" } },
    { "id": "far", "type": "yes-no", "label": { "fr": "Loin ?" }, "when": { "==": [ 1, 2 ] } } ])");
  publish({changed});
  const auto view = read_request(*counter, as("student"), request.id);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->request.answers, request.answers);
  std::vector<std::string> shown;
  for (const auto& line : view->answers) shown.push_back(line.field->label.fr);
  EXPECT_THAT(shown, ElementsAre("Voyageurs", "Kilomètres", "Coût", "Pourquoi si loin ?"));
  EXPECT_EQ(view->answers[0].rows[0].size(), 3U) << "its columns as they were";
  // As after a restart: only what is written down is left.
  PinnedServices fresh;
  storage::Reader reader = database->read();
  const auto kept = fresh.find(reader, request.service_version);
  ASSERT_NE(kept, nullptr);
  const auto& form = kept->form;
  EXPECT_EQ(form.fields.size(), 6U);
  EXPECT_TRUE(form.fields[0].section);
  EXPECT_EQ(form.find("who")->type, domain::FieldType::table);
  EXPECT_FALSE(form.find("far")->when.is_null());
  EXPECT_FALSE(form.find("who")->columns[4].computed.is_null());
}

// Pain 9: transfer to another department loses the category and what was filled in.
TEST_F(Forms, Pain9_AMoveKeepsRowsAndAsksOnlyForWhatIsMissingInThem) {
  const auto request =
      send("student", "it/trip",
           {{"who.0.name", "Ana"}, {"who.0.nights", "1"}, {"who.1.name", "Bo"}, {"who.1.nights", "5"}, {"km", "12"}});
  const auto questions = questions_of_move(*counter, as("student"), {seen(request), "it/outing", {}, ""});
  ASSERT_TRUE(questions.ok());
  EXPECT_THAT(questions->form.shown, ElementsAre("who"));
  EXPECT_EQ(questions->form.answers["who"][1]["name"], "Bo") << "its rows as they were";
  ASSERT_EQ(questions->form.errors.size(), 1U);
  EXPECT_EQ(questions->form.errors[0].field, "who.1.diet");
  const auto moved = move_to_service(*counter, as("student"),
                                     {seen(request),
                                      "it/outing",
                                      {{"who.0.name", "Ana"},
                                       {"who.0.nights", "1"},
                                       {"who.1.name", "Bo"},
                                       {"who.1.nights", "5"},
                                       {"who.1.diet", "végétarien"}},
                                      ""});
  ASSERT_TRUE(moved.ok()) << moved.error().message;
  EXPECT_EQ(moved->answers["distance"], 12) << "the same words under another name";
  EXPECT_EQ(moved->answers["who"][1], json::parse(R"({"name": "Bo", "nights": 5, "diet": "végétarien"})"));
  const auto back = take_back_move(*counter, as("student"), seen(*moved));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->answers, request.answers);
}

}  // namespace
}  // namespace guichet::counter
