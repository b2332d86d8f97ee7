// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of one module, and its settings.
#include "web/pages/errors.hpp"
#include "web/pages/module_now.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_trust.hpp"
#include "web/pages/module_words.hpp"

#include <algorithm>
#include <set>

namespace guichet::web::pages {
namespace {

using counter::ContributionView;
using counter::PluginView;

constexpr std::size_t shown_contributions = 60;  // of a kind; a department may have thousands of articles

std::string href_of(const ContributionView& contribution) {
  if (contribution.kind == "services") return "/services/" + contribution.id;
  if (contribution.kind == "articles") return "/fiches/" + contribution.id;
  return {};
}

/// One kind with what is in it. An article stands once, whatever its languages.
View contribution_view(const Visit& visit, const PluginView& module, const std::string& kind) {
  const bool offered = module.summary.standing != counter::PluginStanding::disabled;
  std::vector<View> links;
  std::set<std::string> known;
  for (const ContributionView& one : module.contributions) {
    if (one.kind != kind || !known.insert(one.id).second) continue;
    if (known.size() > shown_contributions) continue;
    const std::string title = one.title.in(visit.language());
    links.push_back(View().maybe("href", offered ? href_of(one) : "").text("title", title.empty() ? one.id : title));
  }
  const std::size_t more = known.size() - links.size();
  View view;
  view.text("kind", shown_count(visit.texts(), kind, known.size()))
      .list("links", std::move(links))
      .maybe("more", more == 0 ? "" : visit.texts().counted("modules.more", static_cast<std::int64_t>(more)));
  return view;
}

void add_contributions(View& data, const Visit& visit, const PluginView& module) {
  std::vector<std::string> kinds;
  for (const ContributionView& one : module.contributions) {
    if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) kinds.push_back(one.kind);
  }
  std::vector<View> views;
  for (const std::string& kind : kinds) views.push_back(contribution_view(visit, module, kind));
  data.flag("has_contributions", !views.empty()).list("contributions", std::move(views));
}

void add_capabilities(View& data, const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  std::vector<View> views;
  for (const counter::CapabilityView& capability : module.capabilities) {
    if (!capability.asked && !capability.approved) continue;
    views.push_back(View()
                        .text("text", shown_capability(texts, capability))
                        .text("means", meaning_of(texts, capability))
                        .flag("granted", capability.approved));
  }
  std::vector<View> hosts = connection_views(visit, module.connections);
  data.flag("has_capabilities", !views.empty())
      .list("capabilities", std::move(views))
      .flag("has_hosts", !hosts.empty())
      .list("hosts", std::move(hosts));
}

void add_facts(View& data, const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  std::vector<View> facts;
  const auto add = [&](const char* label, std::string value) {
    if (!value.empty()) facts.push_back(View().text("label", texts.text(label)).text("value", std::move(value)));
  };
  add("modules.version", module.summary.version);
  add("modules.previous-version", module.summary.previous_version);
  for (const counter::BundleView& bundle : module.bundles) {
    if (!bundle.current) continue;
    add("modules.installed", visit.moments().shown(bundle.installed));
    std::string signer = shown_signer(texts, bundle.signer).text;
    if (!bundle.signer.name.empty()) signer = texts.text("modules.signed-by", {{"name", bundle.signer.name}});
    add("modules.signature", signer);
  }
  add("modules.changed", visit.moments().shown(module.summary.changed));
  if (module.libraries.is_array() && !module.libraries.empty()) {
    std::string names;
    for (const auto& library : module.libraries) names += (names.empty() ? "" : "\n") + library.value("file", "");
    add("modules.libraries", names);
  }
  data.list("facts", std::move(facts));
}

void add_dependencies(View& data, const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  std::vector<View> needs, needed_by;
  for (const counter::DependencyView& need : module.requires_plugins) {
    const char* state = need.holds               ? "modules.need-holds"
                        : need.installed.empty() ? "modules.need-missing"
                                                 : "modules.need-unfit";
    needs.push_back(View()
                        .text("name", need.plugin)
                        .maybe("href", need.installed.empty() ? "" : url_of_module(need.plugin))
                        .text("wanted", need.range)
                        .text("state", texts.text(state))
                        .text("tone", need.holds ? "active" : "late"));
  }
  for (const std::string& id : module.required_by) {
    needed_by.push_back(View().text("name", id).text("href", url_of_module(id)));
  }
  data.flag("has_dependencies", !needs.empty() || !needed_by.empty())
      .flag("has_needs", !needs.empty())
      .list("needs", std::move(needs))
      .flag("has_needed_by", !needed_by.empty())
      .list("needed_by", std::move(needed_by));
}

std::string shown_author(const Catalogue& texts, const counter::PluginHistory& entry) {
  if (entry.by_command_line) return texts.text("modules.by-command-line");
  return entry.by.empty() ? texts.text("request.counter") : entry.by;
}

/// What was done, in words: the audit's detail fills the sentence's names.
void add_audit(View& data, const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  std::vector<View> entries;
  for (const counter::PluginHistory& entry : module.history) {
    const std::string key = "audit." + entry.action;
    entries.push_back(View()
                          .text("what", texts.find(key) ? texts.text(key, entry.detail) : entry.action)
                          .text("who", shown_author(texts, entry))
                          .text("when", visit.moments().shown(entry.at)));
  }
  data.flag("has_audit", !entries.empty()).list("audit", std::move(entries));
}

void add_moves(View& data, const Visit& visit, const PluginView& module) {
  const counter::PluginSummary& summary = module.summary;
  const bool disabled = summary.standing == counter::PluginStanding::disabled;
  const std::string& previous = summary.previous_version;
  data.flag("can_enable", disabled)
      .flag("can_disable", !disabled)
      .flag("can_remove", disabled)
      .maybe("rollback", previous.empty() ? "" : visit.texts().text("modules.rollback", {{"version", previous}}));
}

template <typename Answer>
server::Response with_module(Visit& visit, Answer answer) {
  const auto module = counter::show_plugin(visit.counter(), visit.asker(), module_of(visit));
  return module ? answer(*module) : show_error(visit, module.error());
}

server::Response open(Visit& visit) {
  return with_module(visit, [&](const PluginView& module) { return show_module(visit, module, nullptr); });
}

server::Response keep_settings(Visit& visit) {
  return with_module(visit, [&](const PluginView& module) {
    SettingsForm form = typed_settings(visit, module);
    const auto kept = counter::set_plugin_settings(visit.counter(), visit.asker(), module.summary.id,
                                                   changed_settings(visit, module, form));
    if (kept) return visit.go_to(url_of_module(module.summary.id) + "?dit=settings");
    if (status_of(kept.error().kind) != 422) return show_error(visit, kept.error());
    form.errors = kept.error().fields;
    if (form.errors.empty()) form.errors.push_back({"", kept.error().message, kept.error().parameters});
    return show_module(visit, module, &form, 422);
  });
}

/// A setting changed: the questions that show now.
server::Response ask_again(Visit& visit) {
  return with_module(visit, [&](const PluginView& module) {
    const SettingsForm form = typed_settings(visit, module);
    if (!visit.wants_piece()) return show_module(visit, module, &form);
    View data;
    add_settings(data, visit, module, form);
    return visit.piece("questions-part", std::move(data));
  });
}

}  // namespace

std::string module_of(const Visit& visit) {
  return std::string(visit.request().path_parameters.value("module"));
}

server::Response show_module(Visit& visit, const PluginView& module, const SettingsForm* form, int status) {
  SettingsForm kept;
  kept.values = module.values;
  if (form == nullptr) form = &kept;
  View data;
  add_module_now(data, visit, module);
  add_moves(data, visit, module);
  add_contributions(data, visit, module);
  add_settings(data, visit, module, *form);
  add_errors(data, settings_errors(visit, module, *form));
  add_facts(data, visit, module);
  add_capabilities(data, visit, module);
  add_dependencies(data, visit, module);
  add_trust(data, visit, module.summary.id);
  add_audit(data, visit, module);
  data.maybe("said", said_in_address(visit));
  return visit.page("module", std::move(data), Section::modules, status);
}

void add_module_page(Pages& pages) {
  pages.get("/modules/{module}", open);
  pages.post("/modules/{module}/reglages", keep_settings);
  pages.post("/modules/{module}/reglages/questions", ask_again);
  for (const char* step : {"/modules/{module}/reglages", "/modules/{module}/reglages/questions"}) {
    pages.get(step, [](Visit& visit) { return visit.go_to(url_of_module(module_of(visit)) + "#reglages"); });
  }
}

}  // namespace guichet::web::pages
