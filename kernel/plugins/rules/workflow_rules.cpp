// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/ids.hpp"
#include "kernel/domain/step_read.hpp"
#include "kernel/domain/workflow_proof.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

const std::vector<std::string>& roots() {
  static const std::vector<std::string> all{"answers", "requester", "request", "steps"};
  return all;
}

/// One step as it was written, and where.
struct Written {
  const json& step;
  const json& form;
  const Names& names;
  std::string at;
  Findings& findings;

  void condition(const json& where, const char* key, const std::string& pointer) const {
    if (where.contains(key)) check_condition(where[key], roots(), &form, {}, pointer + "/" + key, findings);
  }
  void team(const json& where, const std::string& pointer, bool may_be_group) const {
    if (!where.contains("team")) return;
    const std::string team = where["team"].get<std::string>();
    check_reference(team, names.teams, names, "team", pointer + "/team", findings);
    const auto own = names.own(team);
    if (!may_be_group && own && names.groups.count(*own) > 0)
      findings.push_back({pointer + "/team", in_quotes(team) + " is a group, which has no members: name a team"});
  }
  void voice(const json& voice, const std::string& pointer) const {
    if (!voice.is_object()) return;
    team(voice, pointer, voice.contains("near"));
    condition(voice, "expression", pointer);
    condition(voice, "address", pointer);
  }
  void voices(const json& voices, const std::string& pointer) const {
    if (!voices.is_array()) return voice(voices, pointer);
    for (std::size_t i = 0; i < voices.size(); ++i) voice(voices[i], pointer + "/" + std::to_string(i));
  }
  void rules(const json& where, const char* key, const std::string& pointer) const {
    const json values = where.value(key, json::object());
    for (const auto& [name, value] : values.items()) {
      if (value.is_object() && value.size() == 1)
        check_condition(value, roots(), &form, {}, pointer + "/" + key + "/" + pointer_part(name), findings);
    }
  }
  void automation(const char* key) const {
    if (step.contains(key))
      check_reference(step[key].get<std::string>(), names.automations, names, "automation", at + "/" + key, findings);
  }

  void check() const {
    condition(step, "when", at);
    automation("automation");
    automation("undo");
    rules(step, "input", at);
    if (step.contains("automation") && !step.contains("otherwise"))
      findings.push_back({at, "an automation can fail: say who gets the request with `otherwise: { team: ... }`"});
    if (step.contains("otherwise")) team(step["otherwise"], at + "/otherwise", false);
    if (step.contains("approval")) {
      const json& approval = step["approval"];
      voices(approval["by"], at + "/approval/by");
      team(approval["otherwise"], at + "/approval/otherwise", false);
      if (approval.contains("escalate")) voice(approval["escalate"]["to"], at + "/approval/escalate/to");
    }
    if (step.contains("task")) {
      team(step["task"], at + "/task", step["task"].contains("near"));
      check_form(step["task"].value("form", json::array()), names, at + "/task/form", findings);
    }
    if (step.contains("request")) {
      check_reference(step["request"]["service"].get<std::string>(), names.services, names, "service",
                      at + "/request/service", findings);
      rules(step["request"], "map", at + "/request");
    }
    if (step.contains("wait")) condition(step["wait"], "until", at + "/wait");
    if (step.contains("notify")) voices(step["notify"]["to"], at + "/notify/to");
    const json branches = step.value("decide", json::array());
    for (std::size_t b = 0; b < branches.size(); ++b)
      condition(branches[b], "when", at + "/decide/" + std::to_string(b));
  }
};

bool has_one_kind(const json& step) {
  const auto kinds = {"approval", "task", "request", "automation", "wait", "notify", "decide"};
  return std::count_if(kinds.begin(), kinds.end(), [&](const char* kind) { return step.contains(kind); }) == 1;
}

}  // namespace

void check_workflow(const json& service, const Names& names, const std::string& pointer, Findings& findings) {
  const json steps = service.value("workflow", json::array());
  const json form = service.value("form", json::array());
  bool readable = true;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string at = pointer + "/workflow/" + std::to_string(i);
    if (!has_one_kind(steps[i])) {
      readable = false;
      findings.push_back(
          {at, "a step is one thing: say one of approval, task, request, automation, wait, notify, decide"});
      continue;
    }
    Written{steps[i], form, names, at, findings}.check();
    std::vector<std::string> known;
    for (const json& step : steps) known.push_back(step["id"].get<std::string>());
    const json after = steps[i].value("after", json::array());
    for (std::size_t a = 0; a < after.size(); ++a) {
      const std::string id = after[a].get<std::string>();
      if (std::find(known.begin(), known.end(), id) != known.end()) continue;
      readable = false;
      findings.push_back(
          {at + "/after/" + std::to_string(a), "there is no step " + in_quotes(id) + did_you_mean(id, known)});
    }
  }
  if (!readable) return;
  std::vector<domain::Step> workflow;
  try {
    domain::ManifestReader reader(service, {});
    workflow = domain::workflow_from(reader, "workflow", names.plugin);
  } catch (const domain::ManifestFailure& failure) {
    findings.push_back({pointer + "/workflow", failure.path + ": " + failure.why});
    return;
  }
  domain::WorkflowFacts facts;
  facts.service = domain::full_id(service["id"].get<std::string>(), names.plugin);
  const auto confidential = service.find("confidential");
  facts.confidential = confidential != service.end() && *confidential == true;
  for (const auto& finding : domain::prove(workflow, facts)) {
    const auto step = std::find_if(workflow.begin(), workflow.end(),
                                   [&](const domain::Step& each) { return each.id == finding.step; });
    // Until somebody accepts it by name, such an approval is asked before: the plugin may be used all the same.
    const auto severity = finding.problem == "trust-stakes" ? Severity::warning : Severity::error;
    findings.push_back(
        {pointer + "/workflow/" + std::to_string(step - workflow.begin()), sentence_of(finding), severity});
  }
}

}  // namespace guichet::plugins
