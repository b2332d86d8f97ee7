// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// A module as an administrator sees it.
struct ModuleView {
  storage::PluginState state;
  const plugins::PluginInfo* info = nullptr;    ///< null when it is disabled or could not be read
  std::optional<plugins::WorkerHealth> health;  ///< nothing: it has no code, or is not running
  std::size_t services = 0, articles = 0, teams = 0, automations = 0;
  std::string problem;  ///< why it is left out, in an administrator's words; empty: none
};
struct ModulesView {
  plugins::SnapshotPtr snapshot;
  std::vector<ModuleView> modules;
  std::vector<storage::Job> given_up;  ///< jobs that wait for somebody
};
/// forbidden without the right module-admin.
[[nodiscard]] domain::Result<ModulesView> modules(const Counter& counter, const Asker& asker,
                                                  const std::vector<plugins::WorkerHealth>& health,
                                                  const std::vector<std::pair<std::string, std::string>>& problems);

}  // namespace guichet::counter
