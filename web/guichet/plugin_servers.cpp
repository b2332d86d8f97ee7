// SPDX-License-Identifier: GPL-3.0-or-later
// Waits for the servers that run on the same database.
#include "kernel/counter/plugin_health.hpp"
#include "web/guichet/plugin_command.hpp"
#include "web/guichet/plugin_json.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

namespace guichet::web {
namespace {

using nlohmann::json;
using plugins::WorkerState;

constexpr std::chrono::milliseconds between_looks{150};
constexpr int not_everywhere = 3;

/// How far one server is.
struct Server {
  std::string node;
  bool followed = false;
  counter::Notice problem;
};

struct Situation {
  std::optional<storage::PluginState> state;
  std::vector<Server> servers;
};

Server server_of(const storage::PluginHealth& node, const std::vector<storage::PluginHealth>& all,
                 const std::string& plugin, const std::string& fingerprint, const std::string& version) {
  const counter::NodeFacts facts = counter::facts_of(node.snapshot);
  Server server{node.node, false, {}};
  const auto serving = facts.serving.find(plugin);
  if (fingerprint.empty()) {
    server.followed = serving == facts.serving.end();
    return server;
  }
  if (const auto problem = facts.problems.find(plugin); problem != facts.problems.end()) {
    server.problem = {"plugin.problem.left-out", json::object(), problem->second};
  }
  if (serving == facts.serving.end() || serving->second != fingerprint) return server;
  server.followed = true;
  for (const auto& row : all) {
    if (row.node != node.node || row.plugin != plugin) continue;
    const auto worker = counter::health_of(row.snapshot);
    server.followed = worker.version == version && worker.state == WorkerState::ready;
    if (worker.version == version) server.problem = counter::problem_of(worker);
  }
  return server;
}

Situation look(const PluginCommand& command, const std::string& plugin, const std::string& fingerprint) {
  Situation situation;
  storage::Reader reader = command.installation.database().read();
  situation.state = storage::PluginStates(reader).find(plugin);
  const auto all = storage::PluginHealths(reader).all();
  const domain::Instant since = clock_now() - counter::node_silence;
  for (const auto& row : all) {
    if (!row.plugin.empty() || row.at < since) continue;
    situation.servers.push_back(
        server_of(row, all, plugin, fingerprint, situation.state ? situation.state->version : std::string()));
  }
  return situation;
}

bool all_followed(const Situation& situation) {
  return std::all_of(situation.servers.begin(), situation.servers.end(),
                     [](const auto& each) { return each.followed; });
}

bool is_settled(const Situation& situation, const std::string& fingerprint) {
  const bool undone = !fingerprint.empty() && situation.state && situation.state->fingerprint != fingerprint;
  const bool has_problem = std::any_of(situation.servers.begin(), situation.servers.end(),
                                       [](const auto& each) { return each.problem.key == "plugin.problem.refused"; });
  const bool may_be_undone = situation.state && situation.state->probation_until > clock_now();
  return undone || all_followed(situation) || (has_problem && !may_be_undone);
}

json summary_of(const Situation& situation, const std::string& plugin, int code) {
  json servers = json::array();
  for (const auto& server : situation.servers) {
    servers.push_back(
        {{"node", server.node}, {"followed", server.followed}, {"problem", web::json_of(server.problem)}});
  }
  json summary{{"id", plugin}, {"exit", code}, {"servers", std::move(servers)}};
  if (situation.state) {
    summary["version"] = situation.state->version;
    summary["enabled"] = situation.state->enabled;
    summary["note"] = situation.state->note;
  }
  return summary;
}

int tell(const PluginCommand& command, const Situation& situation, const std::string& plugin,
         const std::string& fingerprint) {
  const Terminal& terminal = command.terminal;
  if (!fingerprint.empty() && situation.state && situation.state->fingerprint != fingerprint) {
    const json& note = situation.state->note;
    const std::string detail = note.value("detail", "");
    terminal.warn("cli.plugin.notice", {{"notice", note}, {"detail", detail.empty() ? "" : " (" + detail + ")"}});
    return 1;
  }
  const char* const done = !situation.state           ? "cli.plugin.removed"
                           : situation.state->enabled ? "cli.plugin.offered"
                                                      : "cli.plugin.not-offered";
  terminal.tell(done, {{"plugin", plugin}, {"version", situation.state ? situation.state->version : ""}});
  if (situation.servers.empty()) terminal.tell("cli.plugin.no-server");
  int code = 0;
  for (const auto& server : situation.servers) {
    if (server.followed) continue;
    code = not_everywhere;
    terminal.warn("cli.plugin.not-followed", {{"node", server.node}});
    if (server.problem.empty()) continue;
    terminal.warn("cli.plugin.notice",
                  {{"notice", {{"key", server.problem.key}, {"parameters", server.problem.parameters}}},
                   {"detail", server.problem.detail.empty() ? "" : " (" + server.problem.detail + ")"}});
  }
  return code;
}

}  // namespace

int follow_servers(const PluginCommand& command, const std::string& plugin, const std::string& fingerprint,
                   const json& more) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(command.asked().wait);
  Situation situation = look(command, plugin, fingerprint);
  while (!is_settled(situation, fingerprint) && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(between_looks);
    situation = look(command, plugin, fingerprint);
  }
  if (!command.options.json) return tell(command, situation, plugin, fingerprint);
  const bool undone = !fingerprint.empty() && situation.state && situation.state->fingerprint != fingerprint;
  const int code = undone ? 1 : all_followed(situation) ? 0 : not_everywhere;
  json summary = summary_of(situation, plugin, code);
  summary.update(more);
  command.print(summary);
  return code;
}

}  // namespace guichet::web
