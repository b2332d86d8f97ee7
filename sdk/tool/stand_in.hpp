// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/plugins/host.hpp"
#include "kernel/plugins/registry.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// A plugin in a real, sandboxed worker, with a counter that only pretends: it answers from what it was told, keeps
/// nothing for the plugin, accepts every change, and does nothing. For checks and scenarios.
class StandIn {
 public:
  /// Error{unavailable} when there is no guichet-worker beside this program.
  [[nodiscard]] static domain::Result<std::unique_ptr<StandIn>> create();
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

  /// What the plugin may read; to be set before it starts. `fields` by the name it asks for, "answers.book".
  std::map<std::string, nlohmann::json> settings, fields;
  /// What is refused, by "EXTENSION FUNCTION" or FUNCTION alone, with the message the plugin gets.
  std::map<std::string, std::string> refused;

  /// Whether the worker is ready; `why_not` says what happened otherwise.
  [[nodiscard]] bool start(const plugins::Bundle& bundle, std::string& why_not);
  void stop(const std::string& plugin);
  [[nodiscard]] plugins::AutomationOutcome run(const std::string& plugin, const std::string& automation,
                                               const nlohmann::json& input, std::chrono::milliseconds deadline);
  [[nodiscard]] plugins::WorkerHealth health(const std::string& plugin) const;
  /// What the plugin wrote to its log so far, oldest first.
  [[nodiscard]] std::vector<std::string> log() const;

 private:
  StandIn() = default;
  [[nodiscard]] domain::Result<nlohmann::json> answer(const plugins::HostRequest& request) const;

  mutable std::mutex mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<plugins::PluginHost> host_;
};

/// "done", "retry", "failed", "hand-over", "unknown", "unavailable": an outcome as scenarios name it.
[[nodiscard]] std::string_view name_of(plugins::AutomationOutcome::Kind kind);

}  // namespace guichet::sdk_tool
