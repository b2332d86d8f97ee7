// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps a draft from being published: the rules that a plugin is built by, and the proof of its workflow.
#include "kernel/counter/studio.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/workflow_proof.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/schema.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace guichet::counter {
namespace {

using nlohmann::json;
using Place = StudioFinding::Place;

constexpr std::size_t enough_sentences = 8;

template <typename Items>
json named_items(const Items& items, const std::string& department) {
  json list = json::array();
  for (const auto& item : items) {
    if (!item.id.starts_with(department + "/")) continue;
    list.push_back({{"id", domain::id_within(item.id)}, {"title", {{"fr", "x"}, {"en", "x"}}}});
  }
  return list;
}

/// The services of the department that a step may ask for, without what is in them: nothing is said of them here.
json other_services(const plugins::Snapshot& snapshot, const std::string& department, const json& definition) {
  json services = json::array();
  for (const domain::Service& service : snapshot.services) {
    const std::string id(domain::id_within(service.id));
    if (domain::plugin_of(service.id) != department || id == string_at(definition, "id")) continue;
    services.push_back({{"id", id},
                        {"title", {{"fr", "x"}}},
                        {"summary", {{"fr", "x"}}},
                        {"theme", service.theme},
                        {"kind", "request"},
                        {"says", {{"fr", {"x"}}}},
                        {"route", {{"team", "x"}}}});
  }
  return services;
}

/// A manifest of this department with this service first: what else it names is as the snapshot has it.
json manifest_with(const plugins::Snapshot& snapshot, const std::string& department, const json& definition) {
  json teams = json::array();
  for (const domain::Team& team : snapshot.teams) {
    if (!team.id.starts_with(department + "/")) continue;
    json one = {{"id", domain::id_within(team.id)}, {"title", {{"fr", "x"}, {"en", "x"}}}};
    if (team.group) one["group"] = true;
    teams.push_back(std::move(one));
  }
  json automations = named_items(snapshot.automations, department);
  for (json& one : automations) {
    one["idempotent"] = true;
    const auto* const known = snapshot.automation(department + "/" + one["id"].get<std::string>());
    if (known != nullptr && !known->stakes.empty()) one["stakes"] = known->stakes;
  }
  json themes = json::array();
  for (const auto& theme : snapshot.themes) {
    themes.push_back({{"id", theme.id}, {"title", {{"fr", "x"}, {"en", "x"}}}});
  }
  json manifest = {{"format", 1},
                   {"id", department},
                   {"version", "1.0.0"},
                   {"kernel", ">=0.1"},
                   {"name", {{"fr", "x"}, {"en", "x"}}},
                   {"department", {{"fr", "x"}, {"en", "x"}}},
                   {"library", true},
                   {"files", {{"plugin.so", std::string(64, '0')}}},
                   {"teams", teams},
                   {"themes", themes},
                   {"automations", automations},
                   {"option-sources", named_items(snapshot.option_sources, department)},
                   {"validators", named_items(snapshot.validators, department)},
                   {"services", json::array({definition})}};
  for (json& service : other_services(snapshot, department, definition)) manifest["services"].push_back(service);
  for (const char* empty : {"teams", "themes", "automations", "option-sources", "validators"}) {
    if (manifest[empty].empty()) manifest.erase(empty);
  }
  return manifest;
}

/// "form" and 2 of "/services/0/form/2/type".
std::pair<std::string, std::size_t> place_of(std::string_view pointer) {
  constexpr std::string_view head = "/services/0/";
  if (!pointer.starts_with(head)) return {};
  pointer.remove_prefix(head.size());
  const std::size_t end = std::min(pointer.find('/'), pointer.size());
  const std::string list(pointer.substr(0, end));
  std::size_t index = 0;
  if (end < pointer.size()) {
    std::from_chars(pointer.data() + end + 1, pointer.data() + pointer.size(), index);
  }
  return {list, index};
}

std::string title_of(const json& item, const char* key) {
  const std::string title = text_at(item, key).in(domain::Language::fr);
  return title.empty() ? string_at(item, "id") : title;
}

class Checker {
 public:
  Checker(const plugins::Snapshot& snapshot, const std::string& department, const json& definition)
      : snapshot_(snapshot), department_(department), definition_(definition) {}

  std::vector<StudioFinding> run() {
    check_what_is_missing();
    check_by_the_rules();
    prove_workflow();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const StudioFinding& a, const StudioFinding& b) { return !a.warning && b.warning; });
    return std::move(found_);
  }

 private:
  StudioFinding& add(Place place, std::size_t index) {
    StudioFinding finding;
    finding.place = place;
    finding.index = index;
    const json list = list_at(definition_, place == Place::question ? "form" : "workflow");
    if (place != Place::service && index < list.size()) {
      finding.name = title_of(list[index], place == Place::question ? "label" : "title");
    }
    found_.push_back(std::move(finding));
    return found_.back();
  }

  /// What a draft begins without, in the reader's language.
  void check_what_is_missing() {
    for (const char* key : {"title", "summary", "theme", "says", "route"}) {
      if (definition_.contains(key)) continue;
      add(Place::service, 0).why.key = std::string("studio.problem.no-") + key;
      told_.insert(std::string("/services/0/") + key);
      is_whole_ = false;
    }
    const std::size_t said = strings_at(definition_.value("says", json::object()), "fr").size();
    if (definition_.contains("says") && said < enough_sentences) {
      StudioFinding& few = add(Place::service, 0);
      few.why = {"studio.problem.few-says", {{"said", said}, {"enough", enough_sentences}}, {}};
      few.warning = true;
      told_.insert("/services/0/says/fr");
    }
  }

  void check_by_the_rules() {
    if (!plugins::is_shallow(definition_.dump(-1, ' ', false, json::error_handler_t::replace))) {
      add(Place::service, 0).text = "is nested too deeply";
      is_whole_ = false;
      return;
    }
    const json manifest = manifest_with(snapshot_, department_, definition_);
    for (const plugins::Finding& finding : plugins::check_manifest(manifest)) {
      const auto [list, index] = place_of(finding.pointer);
      const bool here = finding.pointer == "/services/0" || !list.empty();
      // Articles are the snapshot's business: one that is not there is not shown.
      if (!here || list == "answers" || told_.contains(finding.pointer)) continue;
      if (!is_whole_ && finding.pointer == "/services/0") continue;  // that something is missing was said
      if (list == "workflow" && is_proof(finding.text)) continue;
      const Place place = list == "form" ? Place::question : list == "workflow" ? Place::step : Place::service;
      if (finding.text == plugins::english_missing) {
        // Said once of each, in the reader's language, however many of its texts lack it.
        if (!english_missing_.insert({place, index}).second) continue;
        add(place, index).why = {"studio.problem.no-english", nlohmann::json::object(), {}};
        continue;
      }
      StudioFinding& one = add(place, index);
      one.text = finding.text;
      one.warning = finding.severity == plugins::Severity::warning;
    }
  }

  /// Said below in the reader's language. Its sentences name the step first.
  [[nodiscard]] bool is_proof(const std::string& text) const { return sentences_.contains(text); }

  void prove_workflow() {
    const auto service = domain::service_from_json(definition_, department_);
    if (!service) {
      if (is_whole_ && found_.empty()) add(Place::service, 0).text = service.error().detail;
      return;
    }
    if (const std::string missing = plugins::missing_for(snapshot_, *service); !missing.empty()) {
      add(Place::service, 0).text = missing;
    }
    refuse_machines_of_others(*service);
    check_what_others_need(*service);
    for (const auto& finding : proof_) {
      const auto step = std::find_if(service->workflow.begin(), service->workflow.end(),
                                     [&](const domain::Step& each) { return each.id == finding.step; });
      StudioFinding& one = add(Place::step, static_cast<std::size_t>(step - service->workflow.begin()));
      std::string way;
      for (const std::string& id : finding.way) way += (way.empty() ? "" : " → ") + name_of_step(*service, id);
      one.why = {
          "workflow.problem." + finding.problem, {{"way", way}, {"other", name_of_step(*service, finding.other)}}, {}};
    }
  }

  /// What a machine of another department does is theirs to offer: it is asked for by a request to one of its services.
  void refuse_machines_of_others(const domain::Service& service) {
    for (std::size_t i = 0; i < service.workflow.size(); ++i) {
      const domain::Step& step = service.workflow[i];
      for (const std::string* id : {&step.automation.id, &step.automation.undo}) {
        if (is_of_others(*id)) add(Place::step, i).why = {"studio.problem.other-automation", {{"automation", *id}}, {}};
      }
      refuse_sources_of_others(step.task.form.fields, Place::step, i);
    }
    for (std::size_t i = 0; i < service.form.fields.size(); ++i)
      refuse_sources_of_others({service.form.fields[i]}, Place::question, i);
    for (const std::string& id : service.validators) {
      if (is_of_others(id)) add(Place::service, 0).why = {"studio.problem.other-validator", {{"validator", id}}, {}};
    }
  }

  /// A request to another service that leaves out what that one needs would be refused each time.
  void check_what_others_need(const domain::Service& service) {
    for (std::size_t i = 0; i < service.workflow.size(); ++i) {
      const domain::Step& step = service.workflow[i];
      const domain::Service* other = snapshot_.service(step.request.service);
      if (step.kind != domain::StepKind::request || other == nullptr) continue;
      std::string missing;
      for (const domain::Field& field : other->form.fields) {
        const bool always = field.required && field.when.is_null() && field.computed.is_null();
        if (!always || field.type == domain::FieldType::heading || step.request.map.contains(field.id)) continue;
        missing += (missing.empty() ? "" : ", ") + field.label.in(domain::Language::fr);
      }
      if (!missing.empty()) add(Place::step, i).why = {"studio.problem.unanswered", {{"questions", missing}}, {}};
    }
  }

  /// Lists are read by the department's own machine too, with what the form says so far.
  void refuse_sources_of_others(const std::vector<domain::Field>& fields, Place place, std::size_t index) {
    for (const domain::Field& field : fields) {
      if (is_of_others(field.source))
        add(place, index).why = {"studio.problem.other-source", {{"source", field.source}}, {}};
      refuse_sources_of_others(field.columns, place, index);
    }
  }

  [[nodiscard]] bool is_of_others(const std::string& id) const {
    return !id.empty() && domain::plugin_of(id) != department_;
  }

  static std::string name_of_step(const domain::Service& service, const std::string& id) {
    const domain::Step* step = domain::find_step(service.workflow, id);
    return step == nullptr || step->title.empty() ? id : step->title.in(domain::Language::fr);
  }

 public:
  void prove_first(bool trust_accepted) {
    const auto service = domain::service_from_json(definition_, department_);
    if (!service) return;
    domain::WorkflowFacts facts;
    facts.service = service->id;
    facts.confidential = service->confidential;
    facts.has_stakes = [this](const std::string& automation) {
      const auto* const known = snapshot_.automation(automation);
      return known != nullptr && !known->stakes.empty();
    };
    // The rules do not know what was accepted: what they say of it is said here, or no longer to be said.
    for (const auto& finding : domain::prove(service->workflow, facts)) sentences_.insert(domain::sentence_of(finding));
    facts.trust_accepted = trust_accepted;
    proof_ = domain::prove(service->workflow, facts);
  }

 private:
  const plugins::Snapshot& snapshot_;
  const std::string& department_;
  const json& definition_;
  std::vector<StudioFinding> found_;
  std::vector<domain::WorkflowFinding> proof_;
  std::set<std::string> sentences_;  ///< of the proof, for authors of modules
  std::set<std::string> told_;
  std::set<std::pair<Place, std::size_t>> english_missing_;
  bool is_whole_ = true;
};

}  // namespace

std::vector<StudioFinding> findings_of(const plugins::Snapshot& snapshot, const std::string& department,
                                       const json& definition, bool trust_accepted) {
  Checker checker(snapshot, department, definition);
  checker.prove_first(trust_accepted);
  return checker.run();
}

}  // namespace guichet::counter
