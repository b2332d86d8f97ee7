// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <map>
#include <string>
#include <vector>

/// What a checked manifest says, as an administrator reads it. Pure.
namespace guichet::counter {

[[nodiscard]] std::vector<ContributionView> contributions_in(const nlohmann::json& manifest);
[[nodiscard]] std::map<std::string, std::size_t> counts_of(const std::vector<ContributionView>& contributions);
[[nodiscard]] BundleChanges changes_between(const nlohmann::json& from, const nlohmann::json& to);

/// Asked by this manifest, or approved earlier; sorted.
[[nodiscard]] std::vector<CapabilityView> capabilities_in(const nlohmann::json& manifest,
                                                          const std::vector<std::string>& approved);
[[nodiscard]] std::vector<ConnectView> connections_in(const nlohmann::json& manifest);
[[nodiscard]] nlohmann::json libraries_in(const nlohmann::json& manifest);

/// What it requires, and whether that is there.
[[nodiscard]] std::vector<DependencyView> dependencies_in(const nlohmann::json& manifest,
                                                          const std::vector<storage::PluginState>& states);
[[nodiscard]] bool requires_plugin(const nlohmann::json& manifest, const std::string& plugin);

/// Its settings as questions, all of which may be left out, and which of them are secret. Empty when it has none.
[[nodiscard]] domain::Form settings_form(const nlohmann::json& manifest);
[[nodiscard]] std::vector<std::string> secret_settings(const nlohmann::json& manifest);

}  // namespace guichet::counter
