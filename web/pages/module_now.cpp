// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/module_now.hpp"

#include "web/pages/module_words.hpp"

#include <set>

namespace guichet::web::pages {
namespace {

using counter::NodeHealth;
using counter::PluginView;

constexpr std::size_t shown_lines = 40;
constexpr std::size_t shown_refusals = 10;

/// Uptime is said in the largest unit; a worker that has just started has none to speak of.
View figure(const Catalogue& texts, const char* label, std::string value) {
  return View().text("label", texts.text(label)).text("value", std::move(value));
}

std::vector<View> figure_views(const Visit& visit, const plugins::WorkerHealth& worker) {
  const Catalogue& texts = visit.texts();
  std::vector<View> figures;
  figures.push_back(figure(texts, "modules.calls", shown_number(texts, worker.calls)));
  figures.push_back(figure(texts, "modules.errors", shown_number(texts, worker.errors)));
  if (worker.turned_away > 0) {
    figures.push_back(figure(texts, "modules.turned-away", shown_number(texts, worker.turned_away)));
  }
  if (worker.calls > 0) {
    figures.push_back(figure(texts, "modules.mean", shown_microseconds(texts, worker.mean.count())));
    figures.push_back(figure(texts, "modules.longest", shown_microseconds(texts, worker.longest.count())));
  }
  if (worker.running + worker.queued > 0) {
    figures.push_back(figure(texts, "modules.running", shown_number(texts, worker.running)));
    figures.push_back(figure(texts, "modules.queued", shown_number(texts, worker.queued)));
  }
  if (worker.memory_kib > 0) {
    figures.push_back(
        figure(texts, "modules.memory", shown_size(texts, static_cast<std::int64_t>(worker.memory_kib) * 1024)));
  }
  figures.push_back(figure(texts, "modules.restarts", shown_number(texts, worker.restarts)));
  return figures;
}

/// What holds a plugin back on this machine, in plain words; what we have no words for is not shown.
std::vector<View> sandbox_views(const Catalogue& texts, const nlohmann::json& sandbox) {
  std::vector<View> views;
  if (!sandbox.is_object()) return views;
  for (const auto& [name, fact] : sandbox.items()) {
    const std::string key = "modules.sandbox." + name;
    if (!fact.is_string() || !texts.find(key)) continue;
    const auto& state = fact.get_ref<const std::string&>();
    views.push_back(View().text("text", texts.text(key)).flag("in_force", state.rfind("in force", 0) == 0));
  }
  return views;
}

View node_view(const Visit& visit, const NodeHealth& node, bool several) {
  const ShownState state = shown_state(visit.texts(), node.worker);
  std::vector<View> figures = figure_views(visit, node.worker);
  std::vector<View> sandbox = sandbox_views(visit.texts(), node.worker.sandbox);
  View view;
  view.text("node", node.node)
      .flag("several", several)
      .text("health", state.text)
      .text("tone", state.tone)
      .text("seen", visit.texts().text("modules.seen", {{"when", visit.moments().shown(node.at)}}))
      .flag("has_figures", !figures.empty())
      .list("figures", std::move(figures))
      .flag("has_sandbox", !sandbox.empty())
      .list("sandbox", std::move(sandbox));
  return view;
}

/// The last lines of every node, each said whose it is when there are several.
std::vector<std::string> lines_of_nodes(const PluginView& module,
                                        const std::vector<std::string> plugins::WorkerHealth::*lines,
                                        std::size_t most) {
  std::vector<std::string> shown;
  for (const NodeHealth& node : module.summary.nodes) {
    const std::string prefix = module.summary.nodes.size() > 1 ? node.node + " " : std::string();
    const std::vector<std::string>& own = node.worker.*lines;
    const std::size_t first = own.size() > most ? own.size() - most : 0;
    for (std::size_t i = first; i < own.size(); ++i) shown.push_back(prefix + own[i]);
  }
  return shown;
}

std::vector<std::string> failures_of(const PluginView& module) {
  std::vector<std::string> failures;
  for (const NodeHealth& node : module.summary.nodes) {
    if (node.worker.last_failure.empty()) continue;
    failures.push_back((module.summary.nodes.size() > 1 ? node.node + " " : std::string()) + node.worker.last_failure);
  }
  return failures;
}

}  // namespace

void add_module_now(View& data, const Visit& visit, const PluginView& module) {
  const Catalogue& texts = visit.texts();
  const counter::PluginSummary& summary = module.summary;
  const ShownState state = shown_state(texts, summary);
  std::vector<View> nodes;
  if (summary.has_library) {
    for (const NodeHealth& node : summary.nodes) nodes.push_back(node_view(visit, node, summary.nodes.size() > 1));
  }
  const std::vector<std::string> failures = failures_of(module);
  const auto refusals = lines_of_nodes(module, &plugins::WorkerHealth::refusals, shown_refusals);
  const auto log = lines_of_nodes(module, &plugins::WorkerHealth::log, shown_lines);
  const std::string department = summary.department.in(visit.language());
  std::string note = shown_notice(texts, summary.note);
  if (note.empty() && summary.probation_until > visit.asker().now) {
    note = texts.text("modules.probation", {{"until", visit.moments().shown(summary.probation_until)}});
  }
  data.text("url", url_of_module(summary.id))
      .text("name", summary.name.in(visit.language()))
      .text("module_id", summary.id)
      .text("version", summary.version)
      .maybe("department", department == summary.id ? std::string() : department)
      .text("state", state.text)
      .text("tone", state.tone)
      .maybe("problem", shown_notice(texts, summary.problem))
      .maybe("todo", todo_about(texts, summary.problem.key))
      .maybe("technical", summary.problem.detail)
      .maybe("note", note)
      .maybe("note_technical", summary.note.detail)
      .text("note_id", "note-" + std::to_string(summary.changed))
      .flag("has_nodes", !nodes.empty())
      .list("nodes", std::move(nodes))
      .text("no_health", texts.text(!summary.has_library                                    ? "modules.health.none"
                                    : summary.standing == counter::PluginStanding::disabled ? "modules.health.disabled"
                                                                                            : "modules.health.unknown"))
      .flag("has_failures", !failures.empty())
      .list("failures", texts_view(failures))
      .flag("has_refusals", !refusals.empty())
      .list("refusals", texts_view(refusals))
      .flag("has_log", !log.empty())
      .list("log", texts_view(log));
}

}  // namespace guichet::web::pages
