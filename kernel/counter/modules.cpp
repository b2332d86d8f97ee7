// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/modules.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/identity/access.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

constexpr std::size_t shown_jobs = 20;

template <typename Items>
std::size_t of_plugin(const Items& items, const std::string& plugin) {
  const std::string prefix = plugin + "/";
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [&](const auto& item) { return item.id.rfind(prefix, 0) == 0; }));
}

}  // namespace

domain::Result<ModulesView> modules(const Counter& counter, const Asker& asker,
                                    const std::vector<plugins::WorkerHealth>& health,
                                    const std::vector<std::pair<std::string, std::string>>& problems) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::may_administer_modules(*asker.viewer, asker.now)) {
    return domain::Error{domain::ErrorKind::forbidden, "error.modules.administrators-only", {}, {}, ""};
  }
  storage::Reader reader = counter.database.read();
  ModulesView view{counter.registry.current(), {}, storage::Jobs(reader).given_up(shown_jobs)};
  for (auto& state : storage::PluginStates(reader).all()) {
    ModuleView module;
    module.info = view.snapshot->plugin(state.id);
    module.services = of_plugin(view.snapshot->services, state.id);
    module.articles = of_plugin(view.snapshot->articles, state.id);
    module.teams = of_plugin(view.snapshot->teams, state.id);
    module.automations = of_plugin(view.snapshot->automations, state.id);
    for (const auto& worker : health) {
      if (worker.plugin == state.id) module.health = worker;
    }
    for (const auto& [plugin, problem] : problems) {
      if (plugin == state.id) module.problem = problem;
    }
    module.state = std::move(state);
    view.modules.push_back(std::move(module));
  }
  return view;
}

}  // namespace guichet::counter
