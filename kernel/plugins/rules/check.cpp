// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"

#include "kernel/domain/routing.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/plugins/rules/schema.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

std::vector<std::string> ids_of(const json& manifest, const char* key) {
  std::vector<std::string> ids;
  for (const json& item : manifest.value(key, json::array())) {
    const std::string id = item["id"].get<std::string>();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

void check_unique(const json& list, const std::string& pointer, std::string_view what, Findings& findings) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string id = list[i]["id"].get<std::string>();
    if (!seen.insert(id).second) {
      findings.push_back({pointer + "/" + std::to_string(i) + "/id",
                          "there are two " + std::string(what) + " with the id " + in_quotes(id)});
    }
  }
}

}  // namespace

Names::Names(const json& manifest)
    : plugin(manifest["id"].get<std::string>()),
      teams(ids_of(manifest, "teams")),
      themes(ids_of(manifest, "themes")),
      services(ids_of(manifest, "services")),
      articles(ids_of(manifest, "articles")),
      automations(ids_of(manifest, "automations")),
      option_sources(ids_of(manifest, "option-sources")),
      validators(ids_of(manifest, "validators")),
      calendars(ids_of(manifest, "calendars")) {
  for (const json& other : manifest.value("requires", json::array()))
    required.push_back(other["plugin"].get<std::string>());
  for (const json& team : manifest.value("teams", json::array())) {
    if (team.value("group", false)) groups.insert(team["id"].get<std::string>());
  }
}

std::optional<std::string> Names::own(const std::string& reference) const {
  if (reference == domain::triage_team) return std::nullopt;  // the kernel's own
  const std::size_t slash = reference.find('/');
  if (slash == std::string::npos) return reference;
  if (reference.substr(0, slash) == plugin) return reference.substr(slash + 1);
  return std::nullopt;
}

void check_ids(const json& manifest, Findings& findings) {
  for (const auto& [key, what] : {std::pair{"themes", "themes"},
                                  {"teams", "teams"},
                                  {"automations", "automations"},
                                  {"option-sources", "option sources"},
                                  {"validators", "validators"},
                                  {"schedules", "schedules"},
                                  {"calendars", "calendars"},
                                  {"mail-templates", "mail templates"},
                                  {"panels", "panels"},
                                  {"sign-in", "ways to sign in"},
                                  {"directory", "directories"},
                                  {"transport", "transports"},
                                  {"assistant", "assistants"},
                                  {"settings", "settings"},
                                  {"services", "services"}}) {
    check_unique(manifest.value(key, json::array()), std::string("/") + key, what, findings);
  }
  const json services = manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string pointer = "/services/" + std::to_string(i);
    check_unique(services[i].value("form", json::array()), pointer + "/form", "questions", findings);
    check_unique(services[i].value("workflow", json::array()), pointer + "/workflow", "steps", findings);
  }
}

void check_reference(const std::string& reference, const std::vector<std::string>& known, const Names& names,
                     std::string_view what, const std::string& pointer, Findings& findings) {
  const auto id = names.own(reference);
  if (!id || std::find(known.begin(), known.end(), *id) != known.end()) return;
  findings.push_back(
      {pointer, "there is no " + std::string(what) + " " + in_quotes(reference) + did_you_mean(*id, known)});
}

void check_running_reference(const std::string& reference, const std::vector<std::string>& known, const Names& names,
                             std::string_view what, const std::string& pointer, Findings& findings) {
  check_reference(reference, known, names, what, pointer, findings);
  const std::string plugin = reference.substr(0, reference.find('/'));
  const bool others = !names.own(reference);
  if (!others || std::find(names.required.begin(), names.required.end(), plugin) != names.required.end()) return;
  findings.push_back({pointer, "the " + std::string(what) + " " + in_quotes(reference) +
                                   " is another plugin's: name that plugin under `requires`"});
}

void check_articles(const json& manifest, const Names& names, Findings& findings) {
  std::set<std::pair<std::string, std::string>> seen;
  const json articles = manifest.value("articles", json::array());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const json& article = articles[i];
    const std::string pointer = "/articles/" + std::to_string(i);
    const std::string id = article["id"].get<std::string>(), language = article["language"].get<std::string>();
    if (!seen.emplace(id, language).second) {
      findings.push_back(
          {pointer + "/id", "there are two articles " + in_quotes(id) + " in the language " + in_quotes(language)});
    }
    if (!manifest["files"].contains(article["file"].get<std::string>())) {
      findings.push_back(
          {pointer + "/file", in_quotes(article["file"].get<std::string>()) + " is not among the files of the bundle"});
    }
    if (article.contains("owner"))
      check_reference(article["owner"].get<std::string>(), names.teams, names, "team", pointer + "/owner", findings);
    const json services = article.value("services", json::array());
    for (std::size_t s = 0; s < services.size(); ++s) {
      check_reference(services[s].get<std::string>(), names.services, names, "service",
                      pointer + "/services/" + std::to_string(s), findings);
    }
  }
}

Findings check_manifest(const json& manifest) {
  Findings findings = explain_manifest(manifest);
  if (has_errors(findings)) return findings;
  findings = validate_manifest(manifest);
  if (has_errors(findings)) return findings;

  const Names names(manifest);
  check_ids(manifest, findings);
  check_library(manifest, findings);
  check_capabilities(manifest, findings);
  check_requirements(manifest, names, findings);
  check_connections(manifest, findings);
  check_schedules(manifest, findings);
  check_calendars(manifest, findings);
  check_panels(manifest, names, findings);
  check_mail_templates(manifest, findings);
  check_teams(manifest, names, findings);
  if (manifest.contains("routing")) check_routes(manifest["routing"], names, nullptr, "/routing", findings);
  if (manifest.contains("settings")) check_settings(manifest["settings"], findings);
  const json services = manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i) {
    check_service(services[i], names, "/services/" + std::to_string(i), findings);
  }
  check_articles(manifest, names, findings);
  if (has_errors(findings)) return findings;

  // The last judge is the code that will read it: whatever the rules above let through must not fail there.
  for (std::size_t i = 0; i < services.size(); ++i) {
    const auto service = domain::service_from_json(services[i], names.plugin);
    if (!service) findings.push_back({"/services/" + std::to_string(i), "cannot be read: " + service.error().detail});
  }
  return findings;
}

}  // namespace guichet::plugins
