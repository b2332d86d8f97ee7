// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at plugins.
#include "kernel/counter/facts.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_health.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/counter/plugin_manifest.hpp"
#include "kernel/counter/plugin_settings.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using domain::Result;
using nlohmann::json;

constexpr std::size_t shown_history = 20;
constexpr std::size_t shown_refusals = 5;  // of these; a plugin may be refused thousands of things
constexpr std::size_t read_refusals = 100;
constexpr const char* refusal = "plugin.refused";

/// What looking at plugins reads from the database.
struct Known {
  std::vector<storage::PluginState> states;
  std::vector<storage::PluginHealth> health;
  std::map<std::string, json> manifests;  ///< of current versions; null when the bundle is not on this node
};

Known read_known(const Counter& counter) {
  Known known;
  {
    storage::Reader reader = counter.database.read();
    known.states = storage::PluginStates(reader).all();
    known.health = storage::PluginHealths(reader).all();
  }
  for (const auto& state : known.states) {
    known.manifests[state.id] = installed_manifest(counter, state.id, state.fingerprint);
  }
  return known;
}

Notice note_of(const json& note) {
  if (!note.is_object() || !note.contains("key")) return {};
  return {note.value("key", ""), note.value("parameters", json::object()), note.value("detail", "")};
}

/// The first thing that is wrong with an enabled plugin.
Notice problem_of(const Known& known, const storage::PluginState& state, const std::vector<NodeHealth>& nodes) {
  for (const auto& needed : dependencies_in(known.manifests.at(state.id), known.states)) {
    if (!needed.holds) {
      return {"plugin.problem.needs", {{"needs", needed.plugin + " " + needed.range}}, ""};
    }
  }
  for (const auto& node : nodes) {
    if (!node.problem.empty()) return node.problem;
  }
  if (known.manifests.at(state.id).is_null()) return {"plugin.problem.missing", json::object(), ""};
  return {};
}

PluginSummary summary_of(const Known& known, const storage::PluginState& state, std::vector<NodeHealth> nodes) {
  const json& manifest = known.manifests.at(state.id);
  PluginSummary summary;
  summary.id = state.id;
  summary.name = summary.department = {state.id, state.id};
  if (manifest.is_object()) {
    summary.name = manifest.at("name").get<domain::LocalText>();
    summary.department = manifest.at("department").get<domain::LocalText>();
    summary.has_library = manifest.value("library", false);
  }
  summary.version = state.version;
  summary.previous_version = state.previous_version;
  summary.changed = state.changed;
  summary.probation_until = state.probation_until;
  summary.note = note_of(state.note);
  summary.counts = counts_of(contributions_in(manifest));
  summary.nodes = std::move(nodes);
  const auto capabilities = capabilities_in(manifest, state.capabilities);
  summary.unapproved = static_cast<std::size_t>(std::count_if(
      capabilities.begin(), capabilities.end(), [](const auto& each) { return each.asked && !each.approved; }));
  if (!state.enabled) return summary;
  summary.problem = problem_of(known, state, summary.nodes);
  summary.standing = summary.problem.empty() ? PluginStanding::enabled : PluginStanding::ailing;
  return summary;
}

std::vector<std::string> required_by(const Known& known, const std::string& id) {
  std::vector<std::string> ids;
  for (const auto& state : known.states) {
    if (state.enabled && state.id != id && requires_plugin(known.manifests.at(state.id), id)) ids.push_back(state.id);
  }
  return ids;
}

std::vector<BundleView> bundles_of(storage::Connection& connection, const storage::PluginState& state) {
  const auto keys = storage::PluginKeys(connection).all();
  std::vector<BundleView> views;
  for (const auto& bundle : storage::PluginBundles(connection).of_plugin(state.id)) {
    views.push_back({bundle.fingerprint, bundle.version, signer_of_key(bundle.signer, state.id, keys), bundle.installed,
                     bundle.fingerprint == state.fingerprint, bundle.fingerprint == state.previous});
  }
  return views;
}

json detail_of(const storage::AuditEntry& entry) {
  json detail = json::parse(entry.detail, nullptr, false);
  return detail.is_object() ? detail : json::object();
}

/// Each thing that was refused stands once, and what was done to the plugin is not pushed out by its refusals.
std::vector<storage::AuditEntry> telling(const std::vector<storage::AuditEntry>& entries) {
  std::vector<storage::AuditEntry> told;
  std::set<json> refused;
  for (const auto& entry : entries) {
    if (told.size() == shown_history) break;
    if (entry.action == refusal) {
      const json asked = detail_of(entry).value("asked", json());
      if (refused.size() == shown_refusals || !refused.insert(asked).second) continue;
    }
    told.push_back(entry);
  }
  return told;
}

/// What no person did was typed on the machine itself, except what the counter does by itself.
bool is_of_command_line(const storage::AuditEntry& entry) {
  return entry.actor == 0 && entry.action != refusal && entry.action != "plugin.roll-back-by-itself";
}

std::vector<PluginHistory> history_of(storage::Connection& connection, const std::string& id) {
  std::vector<PluginHistory> history;
  std::vector<domain::PersonId> actors;
  const auto entries = telling(
      storage::Audit(connection).of_target("plugin:" + id, shown_history + read_refusals, refusal, read_refusals));
  for (const auto& entry : entries) actors.push_back(entry.actor);
  const auto people = storage::People(connection).many(actors);
  for (const auto& entry : entries) {
    const auto person =
        std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.id == entry.actor; });
    history.push_back({entry.at, person == people.end() ? "" : person->name(), entry.action, detail_of(entry),
                       is_of_command_line(entry)});
  }
  return history;
}

const storage::PluginState* find_state(const Known& known, const std::string& id) {
  const auto found =
      std::find_if(known.states.begin(), known.states.end(), [&](const auto& state) { return state.id == id; });
  return found == known.states.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(PluginStanding standing) {
  switch (standing) {
    case PluginStanding::enabled:
      return "enabled";
    case PluginStanding::ailing:
      return "ailing";
    case PluginStanding::disabled:
      break;
  }
  return "disabled";
}

Result<std::vector<PluginSummary>> list_plugins(const Counter& counter, const Asker& asker) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const Known known = read_known(counter);
  std::vector<PluginSummary> summaries;
  for (const auto& state : known.states) {
    summaries.push_back(summary_of(known, state, nodes_of_plugin(known.health, state.id, asker.now)));
  }
  return summaries;
}

Result<PluginView> show_plugin(const Counter& counter, const Asker& asker, const std::string& id) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const Known known = read_known(counter);
  const auto* const state = find_state(known, id);
  if (state == nullptr) return no_such_plugin(id);
  const json& manifest = known.manifests.at(id);
  PluginView view;
  view.summary = summary_of(known, *state, nodes_of_plugin(known.health, id, asker.now));
  view.capabilities = capabilities_in(manifest, state->capabilities);
  view.connections = connections_in(manifest);
  view.contributions = contributions_in(manifest);
  view.requires_plugins = dependencies_in(manifest, known.states);
  view.required_by = required_by(known, id);
  view.libraries = libraries_in(manifest);
  storage::Reader reader = counter.database.read();
  view.bundles = bundles_of(reader, *state);
  view.history = history_of(reader, id);
  add_settings(reader, manifest, id, view);
  return view;
}

Result<DisableEffects> what_a_disable_affects(const Counter& counter, const Asker& asker, const std::string& id) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const Known known = read_known(counter);
  if (find_state(known, id) == nullptr) return no_such_plugin(id);
  DisableEffects effects;
  const auto counts = counts_of(contributions_in(known.manifests.at(id)));
  effects.services = counts.at("services");
  effects.articles = counts.at("articles");
  effects.required_by = required_by(known, id);
  storage::Reader reader = counter.database.read();
  const auto work = storage::work_of_plugin(reader, id);
  effects.open_requests = work.open_requests;
  effects.waiting_automations = work.waiting_automations;
  effects.running_automations = work.running_automations;
  return effects;
}

}  // namespace guichet::counter
