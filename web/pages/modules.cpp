// SPDX-License-Identifier: GPL-3.0-or-later
// What each department brings to the counter, how it fares, and what needs somebody first.
#include "kernel/counter/modules.hpp"

#include "kernel/domain/reference.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_trust.hpp"
#include "web/pages/module_words.hpp"

namespace guichet::web::pages {
namespace {

View stuck_view(const Visit& visit, const storage::Job& job) {
  const bool known = job.kind == "automation" || job.kind == "mail" || job.kind == "close-resolved";
  const std::string reference = job.request != 0 ? domain::reference_of(job.request) : std::string();
  View view;
  view.text("kind", visit.texts().text("job." + (known ? job.kind : "other")))
      .maybe("request_url", reference.empty() ? "" : "/demandes/" + reference)
      .text("reference", reference)
      .text("error", job.last_error);
  return view;
}

/// "En marche · 128 appels, 0 erreur · 34 Mo".
std::string health_at_a_glance(const Visit& visit, const plugins::WorkerHealth& worker) {
  const Catalogue& texts = visit.texts();
  const auto counted = [&](const char* key, std::uint64_t count) {
    return texts.counted(key, static_cast<std::int64_t>(count));
  };
  std::string shown = shown_state(texts, worker).text;
  if (worker.calls > 0) {
    shown += " · " + texts.text("modules.glance", {{"calls", counted("modules.some-calls", worker.calls)},
                                                   {"errors", counted("modules.some-errors", worker.errors)},
                                                   {"mean", shown_microseconds(texts, worker.mean.count())}});
  }
  if (worker.memory_kib > 0) {
    shown += " · " + shown_size(texts, static_cast<std::int64_t>(worker.memory_kib) * 1024);
  }
  return shown;
}

View module_view(const Visit& visit, const counter::PluginSummary& module) {
  const Catalogue& texts = visit.texts();
  const ShownState state = shown_state(texts, module);
  std::vector<View> nodes;
  const bool runs = module.has_library && module.standing != counter::PluginStanding::disabled;
  for (const counter::NodeHealth& node : runs ? module.nodes : std::vector<counter::NodeHealth>()) {
    nodes.push_back(View()
                        .text("node", node.node)
                        .flag("several", module.nodes.size() > 1)
                        .text("health", health_at_a_glance(visit, node.worker)));
  }
  if (!module.has_library) {
    nodes.push_back(View().text("node", "").flag("several", false).text("health", texts.text("modules.health.none")));
  }
  const std::string department = module.department.in(visit.language());
  View view;
  view.text("url", url_of_module(module.id))
      .text("row_id", module.id)
      .text("name", module.name.in(visit.language()))
      .text("module_id", module.id)
      .text("version", module.version)
      .maybe("department", department == module.id ? std::string() : department)
      .text("state", state.text)
      .text("tone", state.tone)
      .maybe("brings", shown_counts(texts, module.counts))
      .flag("has_nodes", !nodes.empty())
      .list("nodes", std::move(nodes));
  return view;
}

/// What is wrong comes first; then what the counter did by itself, which somebody ought to know; then who waits.
void add_attention(View& data, const Visit& visit, const std::vector<counter::PluginSummary>& modules) {
  std::vector<View> lines;
  const Catalogue& texts = visit.texts();
  const auto add_line = [&](const counter::PluginSummary& module, std::string what, std::string todo) {
    lines.push_back(View()
                        .text("url", url_of_module(module.id))
                        .text("name", module.name.in(visit.language()))
                        .text("what", std::move(what))
                        .text("todo", std::move(todo)));
  };
  const auto add = [&](const counter::PluginSummary& module, const counter::Notice& notice) {
    if (notice.empty()) return;
    add_line(module, shown_notice(texts, notice), todo_about(texts, notice.key));
  };
  for (const counter::PluginSummary& module : modules) add(module, module.problem);
  for (const counter::PluginSummary& module : modules) add(module, module.note);
  for (const counter::PluginSummary& module : modules) {
    if (module.unapproved == 0) continue;
    add_line(module, texts.counted("modules.unapproved", static_cast<std::int64_t>(module.unapproved)),
             texts.text("module-todo.unapproved"));
  }
  data.flag("has_attention", !lines.empty()).list("attention", std::move(lines));
}

server::Response show_modules(Visit& visit) {
  const auto found = counter::list_plugins(visit.counter(), visit.asker());
  if (!found) return show_error(visit, found.error());
  const auto given_up = counter::given_up_jobs(visit.counter(), visit.asker());
  if (!given_up) return show_error(visit, given_up.error());
  std::vector<View> modules, stuck;
  for (const auto& module : *found) modules.push_back(module_view(visit, module));
  for (const auto& job : *given_up) stuck.push_back(stuck_view(visit, job));
  View data;
  add_attention(data, visit, *found);
  data.maybe("said", said_in_address(visit))
      .flag("has_modules", !modules.empty())
      .list("modules", std::move(modules))
      .flag("has_stuck", !stuck.empty())
      .list("stuck", std::move(stuck));
  return visit.page("modules", std::move(data), Section::modules);
}

}  // namespace

void add_module_pages(Pages& pages) {
  pages.get("/modules", show_modules);
  add_module_page(pages);
  add_module_moves(pages);
  add_module_installation(pages);
  add_module_keys(pages);
  add_module_trust(pages);
}

}  // namespace guichet::web::pages
