// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/service.hpp"

#include "kernel/domain/condition.hpp"
#include "kernel/domain/time.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using nlohmann::json;

json definition() {
  return json::parse(R"({
    "id": "wifi-event", "title": {"fr": "Comptes WiFi", "en": "WiFi accounts"}, "theme": "account-and-tools",
    "kind": "incident", "says": {"fr": ["200 comptes"], "en": []}, "keywords": {"fr": ["wifi"]},
    "audience": {"affiliation": ["staff"], "public": true}, "answers": ["wifi-guests", "hr/welcome"],
    "form": [
      {"id": "count", "type": "integer", "label": {"fr": "Combien", "en": "How many"}, "min": 1, "max": 2000, "required": true},
      {"id": "dates", "type": "date-range", "label": {"fr": "Dates", "en": "Dates"}, "min": "today"},
      {"id": "reason", "type": "paragraph", "label": {"fr": "Pourquoi", "en": "Why"}, "max": 500, "min_length": 5,
       "when": {">": [{"var": "answers.count"}, 200]}},
      {"id": "kind", "type": "choice", "label": {"fr": "Type", "en": "Kind"},
       "options": [{"value": "a", "label": {"fr": "A", "en": "A"}}]},
      {"id": "where", "type": "place", "label": {"fr": "Où", "en": "Where"}, "level": "room", "prefill": "requester.office"},
      {"id": "plan", "type": "file", "label": {"fr": "Plan", "en": "Plan"}, "accept": ["pdf"], "max_size": "10MB", "multiple": true},
      {"id": "note", "type": "heading", "text": {"fr": "À savoir", "en": "To know"}}],
    "urgency": [{"when": {">": [{"var": "answers.count"}, 500]}, "urgency": "high"}, {"urgency": "low"}],
    "route": {"team": "network", "near": ["answers.where", "requester.campus"], "why": {"fr": "parce que", "en": "because"}},
    "commitment": {"take_charge": "4h", "resolve": "24h!"},
    "workflow": [{"id": "create", "automation": "create-accounts", "input": {"count": {"var": "answers.count"}},
                  "on_success": "resolve", "otherwise": {"team": "network"}}]})");
}

TEST(Service, IsReadAsItsAuthorWroteIt) {
  const Result<Service> result = service_from_json(definition(), "it");
  ASSERT_TRUE(result.ok()) << result.error().detail;
  const Service& service = result.value();
  EXPECT_EQ(service.id, "it/wifi-event");
  EXPECT_TRUE(service.incident);
  EXPECT_TRUE(service.audience.open_to_all);
  EXPECT_EQ(service.answers, (std::vector<std::string>{"it/wifi-guests", "hr/welcome"}));
  EXPECT_EQ(service.form.fields.size(), 7U);
  EXPECT_EQ(service.form.find("count")->max, 2000);
  EXPECT_EQ(service.form.find("dates")->min_date, "today");
  EXPECT_EQ(service.form.find("reason")->max_length, 500U);
  EXPECT_EQ(service.form.find("where")->level, PlaceKind::room);
  EXPECT_EQ(service.form.find("plan")->max_size, 10 << 20);
  EXPECT_EQ(service.route.at(0).team, "it/network");
  EXPECT_EQ(service.commitment.take_charge, 4 * hour);
  EXPECT_TRUE(service.commitment.resolve_on_clock);
  EXPECT_EQ(service.workflow.at(0).automation.id, "it/create-accounts");
  EXPECT_EQ(service.workflow.at(0).automation.otherwise, "it/network");
  EXPECT_EQ(urgency_for(service.urgency, {{"answers", {{"count", 900}}}}), Urgency::high);
  EXPECT_EQ(urgency_for(service.urgency, {{"answers", {{"count", 9}}}}), Urgency::low);
}

TEST(Service, MayNameItsOwnPluginOnly) {
  json pinned = definition();
  pinned["plugin"] = "it";
  EXPECT_TRUE(service_from_json(pinned, "it").ok());
  EXPECT_FALSE(service_from_json(pinned, "hr").ok());
  json stolen = definition();
  stolen["id"] = "hr/contract";
  EXPECT_FALSE(service_from_json(stolen, "it").ok());
}

TEST(Service, NamesWhatPluginsJudgeAndListByFullIds) {
  json looked_up = definition();
  looked_up["validators"] = {"one-device", "hr/contract"};
  looked_up["commitment"]["calendar"] = "help-desk";
  looked_up["form"].push_back(json::parse(
      R"({"id": "printer", "type": "choice", "label": {"fr": "Imprimante", "en": "Printer"}, "source": "printers"})"));
  const Result<Service> result = service_from_json(looked_up, "it");
  ASSERT_TRUE(result.ok()) << result.error().detail;
  EXPECT_EQ(result.value().validators, (std::vector<std::string>{"it/one-device", "hr/contract"}));
  EXPECT_EQ(result.value().commitment.calendar, "it/help-desk");
  EXPECT_EQ(result.value().promised(Urgency::critical).take_charge, 4 * hour) << "nothing else is promised";
  looked_up["commitment"]["if_critical"] = {{"take_charge", "15min!"}};
  const auto urgent = service_from_json(looked_up, "it").value();
  EXPECT_EQ(urgent.promised(Urgency::critical).take_charge, 15 * minute);
  EXPECT_TRUE(urgent.promised(Urgency::critical).take_charge_on_clock);
  EXPECT_TRUE(urgent.promised(Urgency::critical).resolve_on_clock) << "as it is promised to all";
  EXPECT_EQ(urgent.promised(Urgency::critical).calendar, "it/help-desk");
  EXPECT_EQ(urgent.promised(Urgency::high).take_charge, 4 * hour);
  EXPECT_EQ(result.value().form.find("printer")->source, "it/printers");
  EXPECT_TRUE(result.value().form.find("printer")->options.empty());
}

TEST(Service, AcceptsOneUrgencyAndSeveralRoutes) {
  json several = definition();
  several["urgency"] = "critical";
  several["route"] =
      json::parse(R"([{"when": {"==": [{"var": "answers.kind"}, "a"]}, "team": "network"}, {"team": "triage"}])");
  const Result<Service> result = service_from_json(several, "it");
  ASSERT_TRUE(result.ok()) << result.error().detail;
  EXPECT_EQ(result.value().urgency.at(0).urgency, Urgency::critical);
  EXPECT_EQ(result.value().route.at(1).team, "triage");
}

TEST(Service, NamesThePathOfWhatIsWrong) {
  const auto path_after = [](const char* pointer, json value) {
    json changed = definition();
    changed[json::json_pointer(pointer)] = std::move(value);
    const Result<Service> result = service_from_json(changed, "it");
    return result.ok() ? std::string("accepted") : result.error().parameters.value("path", "");
  };
  EXPECT_EQ(path_after("/colour", "red"), "colour");
  EXPECT_EQ(path_after("/form/2/lable", "x"), "form[2].lable");
  EXPECT_EQ(path_after("/form/0/type", "regex"), "form[0].type");
  EXPECT_EQ(path_after("/form/1/id", "count"), "form[1].id");
  EXPECT_EQ(path_after("/form/2/when", {{"var", "password"}}), "form[2].when");
  EXPECT_EQ(path_after("/form/1/min", "someday"), "form[1].min");
  EXPECT_EQ(path_after("/form/5/max_size", "ten"), "form[5].max_size");
  EXPECT_EQ(path_after("/title", "WiFi"), "title");
  EXPECT_EQ(path_after("/commitment/resolve", "soon"), "commitment.resolve");
  EXPECT_EQ(path_after("/route/near", json::array({"the.moon"})), "route.near");
  EXPECT_EQ(path_after("/urgency/1/urgency", "panic"), "urgency[1].urgency");
  EXPECT_EQ(path_after("/workflow/0/input/count", {{"eval", "x"}}), "workflow[0].input.count");
  EXPECT_EQ(path_after("/workflow/0/on_success", "explode"), "workflow[0].on_success");
  EXPECT_EQ(path_after("/says/fr", "words"), "says.fr");
}

TEST(Service, SurvivesAnyJson) {
  for (const json& value :
       {json(), json(1), json("x"), json::array(), json::object(), json{{"id", 1}}, json{{"id", nullptr}}}) {
    EXPECT_FALSE(service_from_json(value, "it").ok());
    EXPECT_FALSE(route_from_json(value, "it").ok());
  }
  const json sound = definition();
  for (const auto& [key, value] : sound.items()) {
    for (const json& wrong : {json(1), json("x"), json::array({1}), json{{"x", 1}}, json(true)}) {
      json changed = sound;
      changed[key] = wrong;
      (void)service_from_json(changed, "it");
    }
  }
}

}  // namespace
}  // namespace guichet::domain
