// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "kernel/plugins/host.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <map>
#include <string>
#include <vector>

/// How workers fare, between a node and the table that others read.
namespace guichet::counter {

/// A node is thought gone when nothing was heard of it for so long. It says that it lives three times as often.
inline constexpr domain::Instant node_silence = 90 * domain::second;

[[nodiscard]] nlohmann::json json_of(const plugins::WorkerHealth& health);
[[nodiscard]] plugins::WorkerHealth health_of(const nlohmann::json& snapshot);

/// What a node tells about itself, in the row without a plugin.
struct NodeFacts {
  std::map<std::string, std::string> serving;   ///< enabled plugin -> fingerprint that its pages come from
  std::map<std::string, std::string> problems;  ///< plugin -> why it is left out, in English
};
[[nodiscard]] nlohmann::json json_of(const NodeFacts& facts);
[[nodiscard]] NodeFacts facts_of(const nlohmann::json& snapshot);

/// What is wrong with a worker, for an administrator: "plugin.problem.refused" {"reason": {"key": ...}},
/// "plugin.problem.quarantined", "plugin.problem.backing-off". Empty: nothing.
[[nodiscard]] Notice problem_of(const plugins::WorkerHealth& health);
/// The key of the sentence for a refusal's short name: "plugin.refused.no-entry", or "plugin.refused.other".
[[nodiscard]] std::string refusal_key(const std::string& reason);

/// Every node that is heard of, with what it says about this plugin.
[[nodiscard]] std::vector<NodeHealth> nodes_of_plugin(const std::vector<storage::PluginHealth>& all,
                                                      const std::string& plugin, domain::Instant now);

}  // namespace guichet::counter
