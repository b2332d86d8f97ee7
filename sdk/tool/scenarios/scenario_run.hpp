// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/plugins/registry.hpp"
#include "sdk/tool/scenarios/scenario.hpp"

namespace guichet::sdk_tool {

/// What scenarios run against: a plugin as the counter would know it.
struct ScenarioPlugin {
  plugins::SnapshotPtr snapshot;
  plugins::PluginInfo info;
  std::unique_ptr<BundleAt> built;  ///< its built bundle, for automations; may be null
};

/// The plugin of a source folder. Error{invalid} whose detail names the first thing that does not compile.
[[nodiscard]] domain::Result<ScenarioPlugin> plugin_of(const Subject& sources, const std::string& bundle);

/// Carries one scenario out by the counter's own rules and answers every expectation that is not met, each with what
/// was expected and what was found. Automations run in a real worker.
[[nodiscard]] Problems run_scenario(const Scenario& scenario, const ScenarioPlugin& plugin);

/// The workflow's part of it. `data` is what conditions may read, `team` who has the request.
void run_steps(const Scenario& scenario, const ScenarioPlugin& plugin, const domain::Service& service,
               const nlohmann::json& data, Problems& problems);

/// A problem at one key of a scenario.
[[nodiscard]] Problem unmet(const Scenario& scenario, const std::string& pointer, std::string text);

/// "a full id" or a short one of this plugin's, made full; triage is the kernel's.
[[nodiscard]] std::string full_id(const std::string& id, const ScenarioPlugin& plugin);
/// A full id as the plugin's own files write it.
[[nodiscard]] std::string short_id(const std::string& id, const ScenarioPlugin& plugin);

}  // namespace guichet::sdk_tool
