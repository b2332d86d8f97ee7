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

}  // namespace guichet::plugins
