// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/step_read.hpp"
#include "kernel/plugins/contributions.hpp"
#include "kernel/plugins/registry.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace guichet::plugins {
namespace {

using Ids = std::set<std::string>;

/// What exists when exactly these bundles are enabled.
struct Known {
  Ids teams = {domain::triage_team};
  Ids services, articles, automations, option_sources, validators, calendars;
  std::map<std::string, std::string> versions;  ///< of plugins
  explicit Known(const std::vector<Contributions>& all) {
    for (const Contributions& each : all) {
      for (const auto& team : each.teams) teams.insert(team.id);
      for (const auto& service : each.services) services.insert(service.id);
      for (const auto& article : each.articles) articles.insert(article.id);
      for (const auto& automation : each.automations) automations.insert(automation.id);
      for (const auto& source : each.option_sources) option_sources.insert(source.id);
      for (const auto& validator : each.validators) validators.insert(validator.id);
      for (const auto& calendar : each.calendars) calendars.insert(calendar.id);
      versions.emplace(each.info.id, each.info.version);
    }
  }
};

std::string missing(std::string_view what, const std::string& id, const std::string& where) {
  return where + " names the " + std::string(what) + " " + in_quotes(id) +
         ", which no enabled plugin brings: enable that plugin, or mend the reference";
}

/// A plugin it does not work without, and that is not there in a version it works with.
std::optional<std::string> unmet_need(const PluginInfo& info, const Known& known) {
  for (const Requirement& need : info.needs) {
    const auto there = known.versions.find(need.plugin);
    if (there == known.versions.end()) {
      return "it needs the plugin " + in_quotes(need.plugin) + " " + need.range +
             ", which is not enabled or was left out: enable that plugin first";
    }
    const auto version = version_of(there->second);
    if (!version || !within(*version, need.range).value_or(false)) {
      return "it needs the plugin " + in_quotes(need.plugin) + " " + need.range + ", and the one that is enabled is " +
             there->second + ": upgrade or roll back one of them";
    }
  }
  return std::nullopt;
}

/// What a service has a library do, and that no library does.
std::optional<std::string> unserved(const domain::Service& service, const Known& known) {
  const std::string where = "service " + service.id;
  for (const domain::Field& field : service.form.fields) {
    if (!field.source.empty() && known.option_sources.count(field.source) == 0)
      return missing("option source", field.source, where);
  }
  for (const std::string& validator : service.validators) {
    if (known.validators.count(validator) == 0) return missing("validator", validator, where);
  }
  const std::string& calendar = service.commitment.calendar;
  if (calendar != "university" && known.calendars.count(calendar) == 0) return missing("calendar", calendar, where);
  return std::nullopt;
}

/// A step that nobody would have or nothing would run. A service that is not there is no contradiction: the step is
/// then a person's.
std::optional<std::string> unfounded(const domain::Service& service, const Known& known) {
  std::optional<std::string> problem;
  domain::for_each_reference(service.workflow, [&](const char* kind, const std::string& id, const std::string&) {
    const std::string_view what(kind);
    const bool there = (what == "team" && known.teams.count(id) > 0) ||
                       (what == "automation" && known.automations.count(id) > 0) || what == "service";
    if (!there && !problem) problem = missing(what, id, "service " + service.id);
  });
  return problem;
}

/// Work that would have nobody to go to, or nothing to run: the bundle cannot be used. Nothing when it can.
std::optional<std::string> contradiction(const Contributions& each, const Known& known) {
  const auto routes = [&](const std::vector<domain::Route>& list,
                          const std::string& where) -> std::optional<std::string> {
    for (const domain::Route& route : list) {
      if (known.teams.count(route.team) == 0) return missing("team", route.team, where);
    }
    return std::nullopt;
  };
  if (auto problem = unmet_need(each.info, known)) return problem;
  if (auto problem = routes(each.routing, "routing")) return problem;
  for (const domain::Team& team : each.teams) {
    if (!team.of.empty() && known.teams.count(team.of) == 0) return missing("team", team.of, "team " + team.id);
  }
  for (const domain::Service& service : each.services) {
    if (auto problem = routes(service.route, "service " + service.id)) return problem;
    if (auto problem = unserved(service, known)) return problem;
    if (auto problem = unfounded(service, known)) return problem;
  }
  return std::nullopt;
}

/// Pages and services of a plugin that is not enabled are not shown; nothing else changes for those who name them.
void drop_unknown(std::vector<std::string>& ids, const Ids& known) {
  ids.erase(std::remove_if(ids.begin(), ids.end(), [&](const std::string& id) { return known.count(id) == 0; }),
            ids.end());
}

template <typename T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// The kernel's own team. Its title is data like any other team's, not interface text.
domain::Team triage() {
  domain::Team team;
  team.id = domain::triage_team;
  team.title = {"Accueil du guichet", "Front desk"};
  return team;
}

void add_published(Snapshot& snapshot, domain::Article article, const Known& known, Sha256& fingerprint) {
  const bool of_base = article.plugin == domain::article_base;
  if (!of_base && known.versions.count(article.plugin) == 0) return;
  drop_unknown(article.services, known.services);
  for (domain::Service& service : snapshot.services) {
    const bool named =
        std::find(article.services.begin(), article.services.end(), service.id) != article.services.end();
    const bool there = std::find(service.answers.begin(), service.answers.end(), article.id) != service.answers.end();
    if (named && !there) service.answers.push_back(article.id);
  }
  // What a reader sees of it is in here, so that nodes that show the same have the same fingerprint.
  for (const std::string* part : {&article.id, &article.title, &article.html, &article.owner, &article.reviewed}) {
    fingerprint.add(part->data(), part->size() + 1);
  }
  fingerprint.add(article.language == domain::Language::en ? "en\n" : "fr\n", 3);
  const auto same = std::find_if(snapshot.articles.begin(), snapshot.articles.end(), [&](const domain::Article& each) {
    return each.id == article.id && each.language == article.language;
  });
  if (same != snapshot.articles.end()) {
    *same = std::move(article);
  } else {
    snapshot.articles.push_back(std::move(article));
  }
}

std::vector<Contributions> readable(const std::vector<Bundle>& bundles, Compiled& compiled) {
  std::vector<Contributions> all;
  Ids seen;
  for (const Bundle& bundle : bundles) {
    if (!seen.insert(bundle.info.id).second) {
      compiled.problems.emplace_back(
          bundle.info.id, "another enabled plugin has the id " + in_quotes(bundle.info.id) + ": disable one of them");
      continue;
    }
    domain::Result<Contributions> read = contributions_of(bundle);
    if (!read) {
      compiled.problems.emplace_back(bundle.info.id, read.error().detail);
      continue;
    }
    all.push_back(std::move(*read));
  }
  return all;
}

/// Leaving one out may take away what another one names, so it is looked at again until nothing changes.
void leave_out_contradictions(std::vector<Contributions>& all, Compiled& compiled) {
  for (bool changed = true; changed;) {
    changed = false;
    const Known known(all);
    for (auto each = all.begin(); each != all.end() && !changed;) {
      const auto problem = contradiction(*each, known);
      if (problem) {
        compiled.problems.emplace_back(each->info.id, *problem);
        each = all.erase(each);
        changed = true;
      } else {
        ++each;
      }
    }
  }
}

}  // namespace

Compiled compile_snapshot(const std::vector<Bundle>& bundles, const std::vector<domain::Article>& published) {
  Compiled compiled;
  std::vector<Contributions> all = readable(bundles, compiled);
  leave_out_contradictions(all, compiled);

  Known known(all);
  for (const domain::Article& article : published) known.articles.insert(article.id);
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->teams.push_back(triage());
  Sha256 fingerprint;
  Ids themes;
  for (Contributions& each : all) {
    for (domain::Service& service : each.services) drop_unknown(service.answers, known.articles);
    for (domain::Article& article : each.articles) drop_unknown(article.services, known.services);
    for (Theme& theme : each.themes) {
      if (themes.insert(theme.id).second) snapshot->themes.push_back(std::move(theme));
    }
    const std::string part = each.info.id + " " + each.info.fingerprint + "\n";
    fingerprint.add(part.data(), part.size());
    append(snapshot->services, each.services);
    append(snapshot->service_definitions, each.definitions);
    append(snapshot->articles, each.articles);
    append(snapshot->teams, each.teams);
    append(snapshot->routing, each.routing);
    append(snapshot->automations, each.automations);
    append(snapshot->option_sources, each.option_sources);
    append(snapshot->validators, each.validators);
    append(snapshot->schedules, each.schedules);
    append(snapshot->panels, each.panels);
    append(snapshot->calendars, each.calendars);
    append(snapshot->mail_templates, each.mail_templates);
    append(snapshot->connectors, each.connectors);
    snapshot->plugins.push_back(std::move(each.info));
  }
  for (const domain::Article& article : published) add_published(*snapshot, article, known, fingerprint);
  std::stable_sort(snapshot->themes.begin(), snapshot->themes.end(),
                   [](const Theme& a, const Theme& b) { return a.order < b.order; });
  snapshot->fingerprint = fingerprint.finish();
  snapshot->index();
  compiled.snapshot = std::move(snapshot);
  return compiled;
}

}  // namespace guichet::plugins
