// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/scenarios/scenario_run.hpp"

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/condition.hpp"
#include "kernel/domain/form.hpp"
#include "kernel/domain/form_standing.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>
#include <set>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

constexpr const char* usual_moment = "2026-11-24 10:00";  // a Tuesday in term

std::string shown(const json& value) {
  return value.is_string() ? plugins::in_quotes(value.get<std::string>()) : value.dump();
}

/// Anybody, unless the scenario says more. What it does not say is what the directory would know of most people.
domain::Person person_of(const json& as) {
  domain::Person person;
  person.id = 1;
  person.login = as.value("login", "cmartin");
  const std::string name = as.value("name", "Camille Martin");
  person.given_name = name.substr(0, name.find(' '));
  person.family_name = name.find(' ') == std::string::npos ? "" : name.substr(name.find(' ') + 1);
  person.mail = as.value("mail", person.login + "@univ-exemple.fr");
  person.phone = as.value("phone", "+33 4 91 00 00 00");
  person.affiliation = as.value("affiliation", std::vector<std::string>{"staff"});
  person.campus = as.value("campus", "");
  person.component = as.value("component", "");
  person.office = as.value("office", "");
  person.language = domain::language_of(as.value("language", "fr"));
  return person;
}

/// The place "luminy/bat-a/3/a301" and all it lies in. Scenarios bring their own places: every university has others.
void add_place(const std::string& id, std::set<std::string>& known, std::vector<domain::Place>& places) {
  constexpr domain::PlaceKind kinds[] = {domain::PlaceKind::campus, domain::PlaceKind::building,
                                         domain::PlaceKind::floor, domain::PlaceKind::room};
  std::string parent;
  std::size_t depth = 0;
  for (std::size_t from = 0; from < id.size() && depth < 4; ++depth) {
    const std::size_t slash = std::min(id.find('/', from), id.size());
    const std::string place = id.substr(0, slash);
    if (known.insert(place).second) places.push_back({place, parent, kinds[depth], place});
    parent = place;
    from = slash + 1;
  }
}

domain::Places places_of(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::Form* form,
                         const domain::Person& person) {
  std::set<std::string> known;
  std::vector<domain::Place> places;
  add_place(person.campus, known, places);
  add_place(person.office, known, places);
  for (const domain::Team& team : plugin.snapshot->teams) {
    for (const std::string& id : team.covers_campus) add_place(id, known, places);
    for (const std::string& id : team.covers_building) add_place(id, known, places);
  }
  const json answers = scenario.content.value("answers", json::object());
  for (const domain::Field& field : form != nullptr ? form->fields : std::vector<domain::Field>{}) {
    if (field.type == domain::FieldType::place && answers.contains(field.id) && answers[field.id].is_string())
      add_place(answers[field.id].get<std::string>(), known, places);
  }
  return domain::Places(std::move(places));
}

/// Answers as people type them, read by the counter's own reader.
domain::Answers answers_of(const Scenario& scenario, const domain::Form& form) {
  domain::Typed typed;
  json direct = json::object();
  const json given = scenario.content.value("answers", json::object());
  const auto type = [](const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); };
  for (const auto& [id, value] : given.items()) {
    if (value.is_boolean()) {
      direct[id] = value;
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (!value[i].is_object()) typed.emplace_back(id, type(value[i]));
        const json row = value[i].is_object() ? value[i] : json::object();  // of a table: as a browser names its cells
        for (const auto& [column, cell] : row.items())
          typed.emplace_back(id + "." + std::to_string(i) + "." + column, type(cell));
      }
    } else if (value.is_object()) {
      for (const auto& [part, inner] : value.items()) typed.emplace_back(id + "." + part, type(inner));
    } else if (!value.is_null()) {
      typed.emplace_back(id, type(value));
    }
  }
  domain::Answers answers = domain::read_answers(form, typed);
  answers.update(direct);
  return answers;
}

/// The form as it was filled in: what a plugin's option source would list is not known here, so what is answered counts
/// as offered.
domain::Form filled(domain::Form form, const json& given) {
  for (domain::Field& field : form.fields) {
    if (field.source.empty() || !given.contains(field.id)) continue;
    const json& answer = given[field.id];
    for (const json& each : answer.is_array() ? answer : json::array({answer})) {
      if (each.is_string()) field.options.push_back({each.get<std::string>(), {each, each}});
    }
  }
  return form;
}

std::vector<std::string> question_ids(const domain::Form& form) {
  std::vector<std::string> ids;
  for (const domain::Field& field : form.fields) ids.push_back(field.id);
  return ids;
}

void check_shown(const Scenario& scenario, const domain::Form& form, const std::vector<std::string>& seen,
                 Problems& problems) {
  for (const auto& [key, wanted] : {std::pair{"shows", true}, {"hides", false}}) {
    const auto ids = scenario.list(key);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string at = std::string("/") + key + "/" + std::to_string(i);
      if (form.find(ids[i]) == nullptr) {
        problems.push_back(unmet(
            scenario, at,
            "there is no question " + plugins::in_quotes(ids[i]) + plugins::did_you_mean(ids[i], question_ids(form))));
        continue;
      }
      const bool shows = std::find(seen.begin(), seen.end(), ids[i]) != seen.end();
      if (shows == wanted) continue;
      problems.push_back(unmet(scenario, at,
                               "expected the question " + plugins::in_quotes(ids[i]) +
                                   (wanted ? " to show" : " to be hidden") + ", and it " +
                                   (shows ? "shows" : "does not show")));
    }
  }
}

/// "too-late" for a field error, as scenarios write it.
std::string short_key(const domain::FieldError& error) {
  constexpr std::string_view prefix = "error.field.";
  return error.message.rfind(prefix, 0) == 0 ? error.message.substr(prefix.size()) : error.message;
}

/// The answers when they hold; nothing when they do not, expected or not.
std::optional<domain::Answers> check_validity(const Scenario& scenario, const domain::Form& form,
                                              const domain::Answers& answers, const domain::FormContext& context,
                                              Problems& problems) {
  auto checked = domain::check_answers(form, answers, context);
  const json expected = scenario.content.value("problems", json::object());
  const bool wanted = scenario.has("problems") ? expected.empty() : scenario.content.value("valid", true);
  if (checked) {
    if (wanted) return *checked;
    if (!scenario.has("problems"))
      problems.push_back(unmet(scenario, "/valid", "expected the answers not to hold, and they do"));
    for (const auto& [field, key] : expected.items())
      problems.push_back(unmet(scenario, "/problems/" + plugins::pointer_part(field),
                               "expected the answer to " + plugins::in_quotes(field) + " to be refused as " +
                                   shown(key) + ", and it holds"));
    return std::nullopt;
  }
  std::set<std::string> refused;
  for (const domain::FieldError& error : checked.error().fields) {
    refused.insert(error.field);
    const auto told = expected.find(error.field);
    if (told != expected.end() && *told == short_key(error)) continue;
    if (!scenario.has("problems") && !wanted) continue;
    if (told != expected.end()) {
      problems.push_back(unmet(scenario, "/problems/" + plugins::pointer_part(error.field),
                               "expected " + shown(*told) + ", found \"" + short_key(error) + "\""));
    } else {
      problems.push_back(unmet(scenario, scenario.has("problems") ? "/problems" : "/answers",
                               "expected the answer to " + plugins::in_quotes(error.field) +
                                   " to hold, and it is refused as \"" + short_key(error) + "\""));
    }
  }
  for (const auto& [field, key] : expected.items()) {
    if (refused.count(field) == 0)
      problems.push_back(unmet(scenario, "/problems/" + plugins::pointer_part(field),
                               "expected the answer to " + plugins::in_quotes(field) + " to be refused as " +
                                   shown(key) + ", and it holds"));
  }
  return std::nullopt;
}

void check_team(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::RoutingDecision& decision,
                Problems& problems) {
  if (!scenario.has("routed_to")) return;
  const std::string expected = full_id(scenario.text("routed_to"), plugin);
  if (decision.team == expected) return;
  std::vector<std::string> teams;
  for (const domain::Team& team : plugin.snapshot->teams) teams.push_back(short_id(team.id, plugin));
  const bool known = plugin.snapshot->team(expected) != nullptr;
  std::string text = known ? "expected " + plugins::in_quotes(scenario.text("routed_to"))
                           : "there is no team " + plugins::in_quotes(scenario.text("routed_to")) +
                                 plugins::did_you_mean(scenario.text("routed_to"), teams);
  text += ", found " + plugins::in_quotes(short_id(decision.team, plugin));
  if (!decision.why.text.empty()) text += " (" + decision.why.text.in(domain::Language::en) + ")";
  problems.push_back(unmet(scenario, "/routed_to", std::move(text)));
}

void check_promise(const Scenario& scenario, const char* key, domain::Instant start, std::int64_t amount, bool on_clock,
                   Problems& problems) {
  if (!scenario.has(key)) return;
  const std::string found =
      amount == 0 ? "no promise" : written(domain::due_after(start, amount, on_clock, domain::university_calendar()));
  const std::string expected = written(*instant_of(scenario.text(key)));
  if (found != expected)
    problems.push_back(unmet(scenario, std::string("/") + key, "expected " + expected + ", found " + found));
}

/// A request in free words: the departments' rules, and nothing else, since the matcher knows the whole catalogue.
Problems run_free_request(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::Person* person) {
  Problems problems;
  const domain::Answers answers = json::object();
  const domain::Places places = places_of(scenario, plugin, nullptr, person != nullptr ? *person : domain::Person());
  const domain::RoutingInput input{person, &answers, &places, scenario.text("words")};
  check_team(scenario, plugin,
             domain::route(nullptr, plugin.snapshot->routing, std::nullopt, 1.0, plugin.snapshot->teams, input),
             problems);
  return problems;
}

}  // namespace

Problem unmet(const Scenario& scenario, const std::string& pointer, std::string text) {
  return {scenario.file, scenario.line(pointer), plugins::path_of_pointer(pointer), std::move(text)};
}

std::string full_id(const std::string& id, const ScenarioPlugin& plugin) {
  return domain::full_id(id, plugin.info.id);
}

std::string short_id(const std::string& id, const ScenarioPlugin& plugin) {
  const std::string own = plugin.info.id + "/";
  return id.rfind(own, 0) == 0 ? id.substr(own.size()) : id;
}

Problems run_scenario(const Scenario& scenario, const ScenarioPlugin& plugin) {
  const bool signed_out = scenario.content.value("as", json()) == "nobody";
  const json as = scenario.content.value("as", json::object());
  const domain::Person person = signed_out ? domain::Person() : person_of(as);
  const domain::Person* requester = signed_out ? nullptr : &person;
  if (!scenario.has("service")) return run_free_request(scenario, plugin, requester);

  Problems problems;
  const domain::Service* service = plugin.snapshot->service(full_id(scenario.text("service"), plugin));
  if (service == nullptr) {
    std::vector<std::string> known;
    for (const domain::Service& each : plugin.snapshot->services) known.push_back(short_id(each.id, plugin));
    return {unmet(scenario, "/service",
                  "there is no service " + plugins::in_quotes(scenario.text("service")) +
                      plugins::did_you_mean(scenario.text("service"), known))};
  }
  const bool offered = service->audience.includes(requester);
  if (offered != scenario.content.value("offered", true)) {
    return {unmet(scenario, scenario.has("offered") ? "/offered" : "/as",
                  offered ? "expected the service not to be offered to this person, and it is"
                          : "the service is not offered to this person: see its `audience`")};
  }
  if (!offered) return problems;

  const domain::Instant now = *instant_of(scenario.text("at", usual_moment));
  const domain::Places places = places_of(scenario, plugin, &service->form, person);
  const domain::FormContext context{requester, &places, domain::local_date(now, domain::university_calendar().zone)};
  const json given = scenario.content.value("answers", json::object());
  const domain::Form form = filled(service->form, given);
  for (const auto& [id, value] : given.items()) {
    if (form.find(id) == nullptr)
      problems.push_back(
          unmet(scenario, "/answers/" + plugins::pointer_part(id),
                "there is no question " + plugins::in_quotes(id) + plugins::did_you_mean(id, question_ids(form))));
  }
  domain::Answers answers = domain::prefilled(form, context);
  answers.update(answers_of(scenario, form));
  // Nobody changes what is worked out unless the scenario does.
  answers = domain::with_proposals(answers, domain::standing_of(form, answers, context, domain::Propose::yes));
  check_shown(scenario, form, domain::shown_fields(form, answers, context), problems);

  const bool goes_on = scenario.has("valid") || scenario.has("problems") || scenario.has("routed_to") ||
                       scenario.has("urgency") || scenario.has("steps") || scenario.has("skips") ||
                       scenario.has("then") || scenario.has("handed_to") || scenario.has("take_charge_by") ||
                       scenario.has("resolve_by");
  if (!goes_on) return problems;
  const auto valid = check_validity(scenario, form, answers, context, problems);
  if (!valid) return problems;

  const json data = domain::condition_variables(requester, &*valid, scenario.text("words"));
  const domain::RoutingInput input{requester, &*valid, &places, scenario.text("words")};
  check_team(scenario, plugin, domain::route(service, {}, std::nullopt, 1.0, plugin.snapshot->teams, input), problems);
  if (scenario.has("urgency")) {
    const std::string found(domain::name_of(domain::urgency_for(service->urgency, data)));
    if (found != scenario.text("urgency"))
      problems.push_back(
          unmet(scenario, "/urgency",
                "expected " + plugins::in_quotes(scenario.text("urgency")) + ", found " + plugins::in_quotes(found)));
  }
  const domain::CommitmentRule& promise = service->commitment;
  check_promise(scenario, "take_charge_by", now, promise.take_charge, promise.take_charge_on_clock, problems);
  check_promise(scenario, "resolve_by", now, promise.resolve, promise.resolve_on_clock, problems);
  run_steps(scenario, plugin, *service, data, problems);
  return problems;
}

}  // namespace guichet::sdk_tool
