// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/contributions.hpp"

#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/rules/format.hpp"

namespace guichet::plugins {
namespace {

using nlohmann::json;
using Strings = std::vector<std::string>;

Strings strings_of(const json& object, const char* key) {
  return object.value(key, Strings{});
}

Strings full_ids(const Strings& ids, const std::string& plugin) {
  Strings full;
  for (const std::string& id : ids) full.push_back(domain::full_id(id, plugin));
  return full;
}

domain::LocalText text_of(const json& object, const char* key) {
  return object.value(key, domain::LocalText{});
}

domain::Audience audience_of(const json& object) {
  const json audience = object.value("audience", json::object());
  return {strings_of(audience, "affiliation"), strings_of(audience, "campus"), strings_of(audience, "component"),
          object.value("public", false)};
}

domain::Team team_of(const json& team, const std::string& plugin) {
  const json covers = team.value("covers", json::object());
  domain::Team read;
  read.id = domain::full_id(team["id"].get<std::string>(), plugin);
  read.title = text_of(team, "title");
  read.mail = team.value("e-mail", "");
  read.group = team.value("group", false);
  if (team.contains("of")) read.of = domain::full_id(team["of"].get<std::string>(), plugin);
  read.covers_campus = strings_of(covers, "campus");
  read.covers_building = strings_of(covers, "building");
  read.covers_component = strings_of(covers, "component");
  return read;
}

domain::Route route_of(const json& route, const std::string& plugin) {
  return {route.value("when", json()), domain::full_id(route["team"].get<std::string>(), plugin),
          strings_of(route, "near"), text_of(route, "why")};
}

Automation automation_of(const json& automation, const std::string& plugin) {
  Automation read;
  read.id = domain::full_id(automation["id"].get<std::string>(), plugin);
  read.plugin = plugin;
  read.title = text_of(automation, "title");
  read.idempotent = automation.value("idempotent", false);
  if (automation.contains("deadline"))
    read.deadline = deadline_of(automation["deadline"].get<std::string>()).value_or(read.deadline);
  read.stakes = strings_of(automation, "stakes");
  return read;
}

}  // namespace

domain::Article article_of(const json& article, const std::string& plugin, const std::string& markdown) {
  authoring::RenderedPage page = authoring::render_markdown(markdown, plugin);
  domain::Article read;
  read.id = domain::full_id(article["id"].get<std::string>(), plugin);
  read.plugin = plugin;
  read.language = domain::language_of(article["language"].get<std::string>());
  read.title = article["title"].get<std::string>();
  read.audience = audience_of(article);
  read.keywords = strings_of(article, "keywords");
  read.services = full_ids(strings_of(article, "services"), plugin);
  if (article.contains("owner")) read.owner = domain::full_id(article["owner"].get<std::string>(), plugin);
  read.reviewed = article.value("reviewed", "");
  read.html = std::move(page.html);
  read.passages = std::move(page.passages);
  return read;
}

domain::Result<Contributions> contributions_of(const Bundle& bundle) {
  const json& manifest = bundle.manifest;
  const std::string& plugin = bundle.info.id;
  Contributions read;
  read.info = bundle.info;
  read.articles = bundle.articles;
  for (const json& theme : manifest.value("themes", json::array())) {
    read.themes.push_back({theme["id"].get<std::string>(), text_of(theme, "title"), theme.value("order", 100)});
  }
  for (const json& team : manifest.value("teams", json::array())) read.teams.push_back(team_of(team, plugin));
  for (const json& route : manifest.value("routing", json::array())) read.routing.push_back(route_of(route, plugin));
  for (const json& automation : manifest.value("automations", json::array()))
    read.automations.push_back(automation_of(automation, plugin));
  read_library_contributions(manifest, plugin, read);
  for (const json& definition : manifest.value("services", json::array())) {
    domain::Result<domain::Service> service = domain::service_from_json(definition, plugin);
    if (!service) return std::move(service.error());
    read.services.push_back(std::move(*service));
    read.definitions.push_back(definition);
  }
  return read;
}

}  // namespace guichet::plugins
