// SPDX-License-Identifier: GPL-3.0-or-later
// What each department brings to the counter, and how it fares.
#include "kernel/counter/modules.hpp"

#include "kernel/domain/reference.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"

namespace guichet::web::pages {
namespace {

std::string health_text(const Catalogue& texts, const counter::ModuleView& module) {
  if (!module.health) return texts.text("modules.health.none");
  return texts.text("modules.health." + std::string(plugins::name_of(module.health->state)));
}

bool is_ailing(const counter::ModuleView& module) {
  if (!module.problem.empty()) return true;
  if (!module.health) return false;
  const plugins::WorkerState state = module.health->state;
  return state == plugins::WorkerState::refused || state == plugins::WorkerState::quarantined ||
         state == plugins::WorkerState::backing_off;
}

View module_view(const Visit& visit, const counter::ModuleView& module) {
  const Catalogue& texts = visit.texts();
  const auto counted = [&](const char* key, std::size_t count) {
    return texts.counted(key, static_cast<std::int64_t>(count));
  };
  const bool ailing = is_ailing(module);
  const char* state = ailing                 ? "modules.state.problem"
                      : module.state.enabled ? "modules.state.enabled"
                                             : "modules.state.disabled";
  std::vector<std::string> capabilities;
  for (const std::string& capability : module.state.capabilities) {
    capabilities.push_back(texts.text("capability." + capability));
  }
  std::vector<std::string> log;
  if (module.health) log = module.health->log;
  std::string problem = module.problem;
  if (problem.empty() && module.health) problem = module.health->last_failure;
  View view;
  view.text("name", module.info != nullptr ? module.info->name.in(visit.language()) : module.state.id)
      .text("module_id", module.state.id)
      .text("version", module.state.version)
      .text("department", module.info != nullptr ? module.info->department.in(visit.language()) : "")
      .text("state", texts.text(state))
      .text("tone", ailing                 ? "late"
                    : module.state.enabled ? "active"
                                           : "done")
      .text("brings",
            texts.text("modules.brings-list", {{"services", counted("modules.services", module.services)},
                                               {"articles", counted("modules.articles", module.articles)},
                                               {"teams", counted("modules.teams", module.teams)},
                                               {"automations", counted("modules.automations", module.automations)}}))
      .text("health", health_text(texts, module))
      .flag("has_capabilities", !capabilities.empty())
      .list("capabilities", texts_view(capabilities))
      .maybe("problem", problem.empty() || !ailing ? "" : texts.text("modules.problem", {{"problem", problem}}))
      .flag("has_log", !log.empty())
      .list("log", texts_view(log));
  return view;
}

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

server::Response show_modules(Visit& visit) {
  const PortalOptions& options = visit.tools().options;
  const std::vector<plugins::WorkerHealth> health =
      options.health ? options.health() : std::vector<plugins::WorkerHealth>();
  const std::vector<std::pair<std::string, std::string>> problems =
      options.problems ? options.problems() : std::vector<std::pair<std::string, std::string>>();
  const auto found = counter::modules(visit.counter(), visit.asker(), health, problems);
  if (!found) return show_error(visit, found.error());
  std::vector<View> modules, stuck;
  for (const auto& module : found->modules) modules.push_back(module_view(visit, module));
  for (const auto& job : found->given_up) stuck.push_back(stuck_view(visit, job));
  View data;
  data.flag("has_modules", !modules.empty())
      .list("modules", std::move(modules))
      .flag("has_stuck", !stuck.empty())
      .list("stuck", std::move(stuck));
  return visit.page("modules", std::move(data), Section::modules);
}

}  // namespace

void add_module_pages(Pages& pages) {
  pages.get("/modules", show_modules);
}

}  // namespace guichet::web::pages
