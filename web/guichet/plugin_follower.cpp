// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/plugin_follower.hpp"

#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/plugins/worker_spec.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <utility>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Result;
using plugins::WorkerHealth;
using plugins::WorkerState;

constexpr domain::Instant between_snapshots = 5 * domain::second;
constexpr domain::Instant between_signs_of_life = counter::node_silence / 3;
constexpr domain::Instant between_tries = domain::minute;
constexpr std::int64_t longest_back_off = 15 * domain::minute;  // of an automation whose plugin does not answer
constexpr int most_rounds = 5;  // each undoes an upgrade; then the next change is waited for

bool has_given_up(WorkerState state) {
  return state == WorkerState::refused || state == WorkerState::quarantined;
}

/// The key of why a version was not kept, for the administrator.
std::string reason_key(const std::string& reason) {
  if (reason == "crashed" || reason == "slow") return "plugin.failed." + reason;
  return counter::refusal_key(reason);
}

}  // namespace

PluginFollower::PluginFollower(Installation& installation, plugins::PluginHost& host, PluginFollowerOptions options)
    : installation_(installation), host_(host), options_(std::move(options)) {}

void PluginFollower::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(stop_, true)) return;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  (void)installation_.database().write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginHealths(connection).remove_node(options_.node);
    return Done{};
  });
}

Result<Done> PluginFollower::begin() {
  // What a run of this node that was killed left behind.
  (void)installation_.database().write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginHealths(connection).remove_node(options_.node);
    return Done{};
  });
  counter::tidy_bundles(installation_.counter());
  return follow();
}

void PluginFollower::go_on() {
  thread_ = std::thread([this] { run(); });
}

void PluginFollower::wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_ = true;
  }
  woken_.notify_one();
}

void PluginFollower::run() {
  std::unique_lock lock(mutex_);
  bool again = false;  // what could not be followed is followed at the next look
  while (!stop_) {
    const bool woken = std::exchange(wake_, false);
    lock.unlock();
    try {
      again = woken || again || is_time_to_try_what_is_left_out();
      if (again) {
        const auto followed = follow();
        if (!followed) spdlog::error("plugins: {}", followed.error().detail);
        again = !followed;
      }
      const auto health = host_.health();
      watch_probation(health);
      save_health(health);
    } catch (const std::exception& failure) {
      spdlog::warn("plugins: {}; trying again", failure.what());
    }
    lock.lock();
    woken_.wait_for(lock, options_.look, [this] { return wake_ || stop_; });
  }
}

/// A plugin may be left out for a reason that passes: a full disk, an archive that is on its way.
bool PluginFollower::is_time_to_try_what_is_left_out() {
  const domain::Instant now = clock_now();
  if (facts_.problems.empty() || now - tried_ < between_tries) return false;
  tried_ = now;
  return true;
}

/// Until what runs is what is wanted: undoing an upgrade changes what is wanted.
Result<Done> PluginFollower::follow() {
  for (int round = 0; round < most_rounds; ++round) {
    const EnabledPlugins enabled = installation_.read_enabled_plugins();
    states_ = enabled.states;
    bool undone = false;
    for (const auto& [plugin, problem] : enabled.problems) {
      undone = roll_back(plugin, "plugin.failed.left-out", problem) || undone;
    }
    undone = exchange_workers(enabled) || undone;
    if (undone || is_out_of_date()) continue;
    // The worker before the pages: what they offer can be done from the first moment.
    if (auto offered = installation_.offer(enabled); !offered) return offered.error();
    settle_workers(enabled);
    hasten_what_waited(enabled);
    facts_ = {};
    for (const auto& plugin : enabled.snapshot->plugins) facts_.serving[plugin.id] = plugin.fingerprint;
    for (const auto& [plugin, problem] : enabled.problems) facts_.problems[plugin] = problem;
    for (const auto& [plugin, problem] : failures_) facts_.problems[plugin] = problem;
    return Done{};
  }
  return domain::Error{domain::ErrorKind::internal, "error.internal", {}, {}, "upgrades are undone without end"};
}

/// Whether another node, or an administrator, changed a plugin while its new version was given time to start.
bool PluginFollower::is_out_of_date() const {
  storage::Reader reader = installation_.database().read();
  const auto now_wanted = storage::PluginStates(reader).all();
  return !std::equal(now_wanted.begin(), now_wanted.end(), states_.begin(), states_.end(),
                     [](const auto& a, const auto& b) { return a.id == b.id && a.changed == b.changed; });
}

/// New versions beside those that run. True when an upgrade was undone.
bool PluginFollower::exchange_workers(const EnabledPlugins& enabled) {
  bool undone = false;
  failures_.clear();
  for (const auto& spec : enabled.workers) {
    const auto running = running_.find(spec.id);
    if (running == running_.end() || plugins::same_worker(running->second.spec, spec)) continue;
    const auto replaced = host_.replace(spec, options_.patience);
    if (replaced) {
      spdlog::info("plugin {}: version {} took over", spec.id, spec.version);
      running->second = {spec, state_of(spec.id)->changed};
      continue;
    }
    const auto& error = replaced.error();
    const std::string reason = error.parameters.is_object() ? error.parameters.value("reason", "crashed") : "crashed";
    spdlog::error("plugin {}: version {} cannot take over ({}): {}", spec.id, spec.version, reason, error.detail);
    // The old one may be gone already: then it is the new one that keeps trying, and it is exchanged in its turn.
    for (const auto& worker : host_.health()) {
      if (worker.plugin == spec.id && worker.version == spec.version) running->second.spec = spec;
    }
    if (roll_back(spec.id, reason_key(reason), error.detail)) {
      undone = true;
    } else {
      failures_[spec.id] = error.detail;
    }
  }
  return undone;
}

/// Starts what is missing and lets go what is no longer wanted.
void PluginFollower::settle_workers(const EnabledPlugins& enabled) {
  const auto health = host_.health();
  std::set<std::string> wanted;
  for (const auto& spec : enabled.workers) {
    wanted.insert(spec.id);
    const auto running = running_.find(spec.id);
    const domain::Instant changed = state_of(spec.id)->changed;
    if (running != running_.end()) {
      // Enabling it once more is how an administrator asks for another try.
      const bool over = std::any_of(health.begin(), health.end(), [&](const WorkerHealth& worker) {
        return worker.plugin == spec.id && has_given_up(worker.state);
      });
      if (!over || running->second.changed == changed) continue;
    }
    if (auto started = host_.start(spec); !started) {
      spdlog::error("plugin {}: its worker cannot be started: {}", spec.id, started.error().detail);
      continue;
    }
    running_[spec.id] = {spec, changed};
  }
  for (auto running = running_.begin(); running != running_.end();) {
    if (wanted.contains(running->first)) {
      ++running;
      continue;
    }
    spdlog::info("plugin {}: its worker finishes what it has and ends", running->first);
    host_.retire(running->first);
    running = running_.erase(running);
  }
}

/// Automations of a plugin that was away wait for ever longer; now that it is back, they need not.
void PluginFollower::hasten_what_waited(const EnabledPlugins& enabled) {
  std::map<std::string, domain::Instant> seen;
  for (const auto& plugin : enabled.snapshot->plugins) seen[plugin.id] = state_of(plugin.id)->changed;
  for (const auto& [plugin, changed] : seen) {
    const auto before = seen_.find(plugin);
    if (before != seen_.end() && before->second == changed) continue;
    {
      storage::Reader reader = installation_.database().read();
      if (storage::work_of_plugin(reader, plugin).waiting_automations == 0) continue;
    }
    (void)installation_.database().write([&id = plugin](storage::Connection& connection) -> Result<Done> {
      storage::hasten_automations(connection, id, clock_now(), longest_back_off);
      return Done{};
    });
    if (installation_.counter().wake_jobs) installation_.counter().wake_jobs();
  }
  seen_ = std::move(seen);
}

void PluginFollower::watch_probation(const std::vector<WorkerHealth>& health) {
  for (const auto& worker : health) {
    if (!has_given_up(worker.state)) continue;
    const std::string key = worker.state == WorkerState::refused ? counter::refusal_key(worker.reason)
                                                                 : std::string("plugin.failed.crashed");
    if (roll_back(worker.plugin, key, worker.last_failure)) wake();
  }
}

bool PluginFollower::roll_back(const std::string& plugin, const std::string& reason, const std::string& detail) {
  const auto* const state = state_of(plugin);
  const domain::Instant now = clock_now();
  if (state == nullptr || !state->enabled || state->previous.empty() || state->probation_until <= now) return false;
  const std::string failed = state->version;
  const auto undone =
      counter::roll_back_by_itself(installation_.counter(), plugin, state->fingerprint, reason, detail, now);
  if (!undone) {
    spdlog::error("plugin {}: version {} could not be rolled back: {}", plugin, failed, undone.error().detail);
    return false;
  }
  if (*undone) spdlog::warn("plugin {}: version {} was rolled back: {} {}", plugin, failed, reason, detail);
  return *undone;
}

void PluginFollower::save_health(const std::vector<WorkerHealth>& health) {
  const domain::Instant now = clock_now();
  std::vector<storage::PluginHealth> rows;
  const auto consider = [&](const std::string& plugin, nlohmann::json snapshot, const std::string& state,
                            domain::Instant rest, bool renew) {
    Saved& saved = saved_[plugin];
    const bool rested = now - saved.at >= rest;
    if (saved.at != 0 && saved.state == state && (!rested || (!renew && saved.snapshot == snapshot))) return;
    saved = {state, snapshot, now};
    rows.push_back({options_.node, plugin, now, std::move(snapshot)});
  };
  std::set<std::string> there{""};
  for (const auto& worker : health) {
    there.insert(worker.plugin);
    const std::string state = std::string(plugins::name_of(worker.state)) + " " + worker.version + " " +
                              std::to_string(worker.pid) + " " + worker.reason;
    consider(worker.plugin, counter::json_of(worker), state, between_snapshots, false);
  }
  nlohmann::json facts = counter::json_of(facts_);
  const std::string told = facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  consider("", std::move(facts), told, between_signs_of_life, true);
  std::vector<std::string> gone;
  for (const auto& [plugin, unused] : saved_) {
    if (!there.contains(plugin)) gone.push_back(plugin);
  }
  if (rows.empty() && gone.empty()) return;
  const auto written = installation_.database().write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginHealths healths(connection);
    for (const auto& row : rows) healths.save(row);
    for (const auto& plugin : gone) healths.remove(options_.node, plugin);
    healths.remove_silent(now - counter::node_silence);
    return Done{};
  });
  if (!written) {
    saved_.clear();  // all of it is told again
    return;
  }
  for (const auto& plugin : gone) saved_.erase(plugin);
}

const storage::PluginState* PluginFollower::state_of(const std::string& plugin) const {
  const auto found =
      std::find_if(states_.begin(), states_.end(), [&](const auto& state) { return state.id == plugin; });
  return found == states_.end() ? nullptr : &*found;
}

}  // namespace guichet::web
