// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

constexpr std::size_t enough_sentences = 8;

void check_urgency(const json& urgency, const json& form, const std::string& pointer, Findings& findings) {
  if (!urgency.is_array()) return;
  for (std::size_t i = 0; i < urgency.size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    const bool last = i + 1 == urgency.size();
    if (urgency[i].contains("when"))
      check_condition(urgency[i]["when"], {"answers", "requester", "request"}, &form, {}, at + "/when", findings);
    if (last && urgency[i].contains("when"))
      findings.push_back({at, "the last urgency must have no `when`: it is what holds otherwise"});
    if (!last && !urgency[i].contains("when"))
      findings.push_back({at, "has no `when`, so what follows is never reached: put it last"});
  }
}

}  // namespace

void check_service(const json& service, const Names& names, const std::string& pointer, Findings& findings) {
  static const json no_form = json::array();
  const auto declared = service.find("form");
  const json& form = declared == service.end() ? no_form : *declared;

  if (service["says"]["fr"].size() < enough_sentences) {
    findings.push_back({pointer + "/says/fr",
                        "only " + std::to_string(service["says"]["fr"].size()) +
                            " ways people ask for it: give at least " + std::to_string(enough_sentences) +
                            ", as they are really said",
                        Severity::warning});
  }
  const std::string theme = service["theme"].get<std::string>();
  check_reference(theme, names.themes, names, "theme", pointer + "/theme", findings);
  const json answers = service.value("answers", json::array());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    check_reference(answers[i].get<std::string>(), names.articles, names, "article",
                    pointer + "/answers/" + std::to_string(i), findings);
  }
  check_form(form, names, pointer + "/form", findings);
  const json validators = service.value("validators", json::array());
  for (std::size_t i = 0; i < validators.size(); ++i) {
    check_running_reference(validators[i].get<std::string>(), names.validators, names, "validator",
                            pointer + "/validators/" + std::to_string(i), findings);
  }
  if (const std::string calendar = service.value("commitment", json::object()).value("calendar", "university");
      calendar != "university") {
    check_reference(calendar, names.calendars, names, "calendar", pointer + "/commitment/calendar", findings);
  }
  if (service.contains("urgency")) check_urgency(service["urgency"], form, pointer + "/urgency", findings);
  check_routes(service["route"], names, &form, pointer + "/route", findings);
  check_workflow(service, names, pointer, findings);
  if (service.value("public", false) && service.value("confidential", false)) {
    findings.push_back({pointer + "/public", "a confidential service cannot be used signed out"});
  }
}

void check_workflow(const json& service, const Names& names, const std::string& pointer, Findings& findings) {
  const json steps = service.value("workflow", json::array());
  const json form = service.value("form", json::array());
  const std::vector<std::string> roots = {"answers", "requester", "request", "steps"};
  std::vector<std::string> before;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const json& step = steps[i];
    const std::string at = pointer + "/workflow/" + std::to_string(i);
    check_reference(step["automation"].get<std::string>(), names.automations, names, "automation", at + "/automation",
                    findings);
    if (step.contains("when")) check_condition(step["when"], roots, &form, {}, at + "/when", findings);
    const json input = step.value("input", json::object());
    for (const auto& [name, value] : input.items()) {
      if (value.is_object()) check_condition(value, roots, &form, {}, at + "/input/" + pointer_part(name), findings);
    }
    const json after = step.value("after", json::array());
    for (std::size_t a = 0; a < after.size(); ++a) {
      const std::string id = after[a].get<std::string>();
      if (std::find(before.begin(), before.end(), id) != before.end()) continue;
      findings.push_back({at + "/after/" + std::to_string(a),
                          "there is no step " + in_quotes(id) + " before this one" + did_you_mean(id, before)});
    }
    if (!step.contains("otherwise")) {
      findings.push_back({at, "an automation can fail: say who gets the request with `otherwise: { team: ... }`"});
    } else {
      const std::string team = step["otherwise"]["team"].get<std::string>();
      check_reference(team, names.teams, names, "team", at + "/otherwise/team", findings);
      const auto own = names.own(team);
      if (own && names.groups.count(*own) > 0) {
        findings.push_back(
            {at + "/otherwise/team", in_quotes(team) + " is a group, which has no members: name a team"});
      }
    }
    before.push_back(step["id"].get<std::string>());
  }
}

}  // namespace guichet::plugins
