// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_health.hpp"

#include <algorithm>
#include <array>

namespace guichet::counter {
namespace {

using nlohmann::json;
using plugins::WorkerState;

constexpr std::array states{WorkerState::starting,   WorkerState::ready,   WorkerState::backing_off,
                            WorkerState::draining,   WorkerState::stopped, WorkerState::refused,
                            WorkerState::quarantined};
// What the worker refuses with: kernel/plugins/worker/loaded_plugin.cpp and session.cpp.
constexpr std::array refusals{"not-loadable", "no-entry",      "wrong-magic",  "wrong-version",
                              "incomplete",   "create-failed", "start-failed", "missing-extension"};

}  // namespace

json json_of(const plugins::WorkerHealth& health) {
  return {{"version", health.version},
          {"state", plugins::name_of(health.state)},
          {"pid", health.pid},
          {"calls", health.calls},
          {"errors", health.errors},
          {"turned_away", health.turned_away},
          {"mean_us", health.mean.count()},
          {"longest_us", health.longest.count()},
          {"queued", health.queued},
          {"running", health.running},
          {"restarts", health.restarts},
          {"memory_kib", health.memory_kib},
          {"spawn_to_ready_us", health.spawn_to_ready.count()},
          {"reason", health.reason},
          {"last_failure", health.last_failure},
          {"log", health.log},
          {"refusals", health.refusals},
          {"sandbox", health.sandbox}};
}

plugins::WorkerHealth health_of(const json& snapshot) {
  plugins::WorkerHealth health;
  try {
    health.version = snapshot.value("version", "");
    const std::string state = snapshot.value("state", "stopped");
    for (const WorkerState each : states) {
      if (plugins::name_of(each) == state) health.state = each;
    }
    health.pid = snapshot.value("pid", 0);
    health.calls = snapshot.value("calls", std::uint64_t{0});
    health.errors = snapshot.value("errors", std::uint64_t{0});
    health.turned_away = snapshot.value("turned_away", std::uint64_t{0});
    health.mean = std::chrono::microseconds(snapshot.value("mean_us", std::int64_t{0}));
    health.longest = std::chrono::microseconds(snapshot.value("longest_us", std::int64_t{0}));
    health.queued = snapshot.value("queued", 0U);
    health.running = snapshot.value("running", 0U);
    health.restarts = snapshot.value("restarts", 0U);
    health.memory_kib = snapshot.value("memory_kib", std::uint64_t{0});
    health.spawn_to_ready = std::chrono::microseconds(snapshot.value("spawn_to_ready_us", std::int64_t{0}));
    health.reason = snapshot.value("reason", "");
    health.last_failure = snapshot.value("last_failure", "");
    health.log = snapshot.value("log", std::vector<std::string>{});
    health.refusals = snapshot.value("refusals", std::vector<std::string>{});
    health.sandbox = snapshot.value("sandbox", json());
  } catch (const json::exception&) {
    // Written by another version of the program: what could be read stands.
  }
  return health;
}

json json_of(const NodeFacts& facts) {
  return {{"serving", facts.serving}, {"problems", facts.problems}};
}

NodeFacts facts_of(const json& snapshot) {
  NodeFacts facts;
  try {
    facts.serving = snapshot.value("serving", facts.serving);
    facts.problems = snapshot.value("problems", facts.problems);
  } catch (const json::exception&) {
    // As above.
  }
  return facts;
}

Notice problem_of(const plugins::WorkerHealth& health) {
  switch (health.state) {
    case WorkerState::refused:
      return {"plugin.problem.refused", {{"reason", {{"key", refusal_key(health.reason)}}}}, health.last_failure};
    case WorkerState::quarantined:
      return {"plugin.problem.quarantined", nlohmann::json::object(), health.last_failure};
    case WorkerState::backing_off:
      return {"plugin.problem.backing-off", nlohmann::json::object(), health.last_failure};
    default:
      return {};
  }
}

std::string refusal_key(const std::string& reason) {
  const bool known = std::find(refusals.begin(), refusals.end(), reason) != refusals.end();
  return "plugin.refused." + (known ? reason : "other");
}

std::vector<NodeHealth> nodes_of_plugin(const std::vector<storage::PluginHealth>& all, const std::string& plugin,
                                        domain::Instant now) {
  std::vector<NodeHealth> nodes;
  for (const auto& node : all) {
    if (!node.plugin.empty() || node.at < now - node_silence) continue;
    const NodeFacts facts = facts_of(node.snapshot);
    const auto worker = std::find_if(all.begin(), all.end(),
                                     [&](const auto& row) { return row.node == node.node && row.plugin == plugin; });
    const auto problem = facts.problems.find(plugin);
    if (worker == all.end() && problem == facts.problems.end() && !facts.serving.contains(plugin)) continue;
    NodeHealth health;
    health.node = node.node;
    health.at = node.at;
    if (worker != all.end()) {
      health.at = std::max(node.at, worker->at);
      health.worker = health_of(worker->snapshot);
      health.problem = problem_of(health.worker);
    }
    health.worker.plugin = plugin;
    if (problem != facts.problems.end()) {
      health.problem = {"plugin.problem.left-out", nlohmann::json::object(), problem->second};
    }
    nodes.push_back(std::move(health));
  }
  return nodes;
}

}  // namespace guichet::counter
