// SPDX-License-Identifier: GPL-3.0-or-later
// Which version of a plugin is current, and whether it is offered.
#include "kernel/counter/plugin_change.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_fit.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/counter/plugin_manifest.hpp"
#include "kernel/counter/plugin_settings.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/plugins/worker_spec.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/plugin_services.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using storage::PluginState;

constexpr domain::Instant probation = 10 * domain::minute;

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

bool among(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A manifest cannot ask for an address inside the university's networks; the administrator may add that to one it
/// asks.
bool is_private_form_of(const std::string& capability, const std::vector<std::string>& asked) {
  constexpr std::string_view prefix = "connect-private:";
  return capability.rfind(prefix, 0) == 0 && among(asked, "connect:" + capability.substr(prefix.size()));
}

/// As the catalogue says each, for a message.
nlohmann::json in_words(const plugins::Bundle& bundle, const std::vector<std::string>& names) {
  nlohmann::json words = nlohmann::json::array();
  for (const auto& capability : capabilities_in(bundle.manifest, {})) {
    if (among(names, capability.name))
      words.push_back({{"key", capability.key}, {"parameters", capability.parameters}});
  }
  return words;
}

/// All that the bundle asks for, when what was approved and what is granted now cover it.
Result<std::vector<std::string>> approve(const plugins::Bundle& bundle, const std::vector<std::string>& approved,
                                         const Grants& grants) {
  const std::vector<std::string> asked = plugins::asked_capabilities(bundle.manifest);
  std::vector<std::string> all = asked;
  std::vector<std::string> not_asked, missing;
  for (const auto* const named : {&approved, &grants.capabilities}) {
    for (const auto& capability : *named) {
      if (is_private_form_of(capability, asked) && !among(all, capability)) all.push_back(capability);
    }
  }
  for (const auto& granted : grants.capabilities) {
    if (!among(all, granted)) not_asked.push_back(granted);
  }
  if (!not_asked.empty()) {
    return Error{ErrorKind::invalid,
                 "error.plugin.not-asked",
                 {{"plugin", bundle.info.id}, {"capabilities", joined(not_asked)}},
                 {},
                 ""};
  }
  for (const auto& capability : asked) {
    if (!grants.all && !among(approved, capability) && !among(grants.capabilities, capability)) {
      missing.push_back(capability);
    }
  }
  if (missing.empty()) return all;
  nlohmann::json parameters{{"plugin", bundle.info.id},
                            {"version", bundle.info.version},
                            {"capabilities", in_words(bundle, missing)},
                            {"missing", joined(missing)}};
  return Error{ErrorKind::forbidden, "error.plugin.asks-more", std::move(parameters), {}, ""};
}

std::vector<PluginState> states_of(const Counter& counter) {
  storage::Reader reader = counter.database.read();
  return storage::PluginStates(reader).all();
}

Result<PluginState> find_state(const std::vector<PluginState>& states, const std::string& id) {
  const auto found = std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.id == id; });
  if (found == states.end()) return no_such_plugin(id);
  return *found;
}

/// Writes a new state unless somebody changed the old one since it was read.
Result<Done> change_state(const Counter& counter, const Asker& asker, const PluginState& old, PluginState state,
                          const std::string& action, const nlohmann::json& detail) {
  state.changed = asker.now;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginStates states(connection);
    const auto current = states.find(old.id);
    if (!current) return no_such_plugin(old.id);
    if (current->fingerprint != old.fingerprint || current->enabled != old.enabled) {
      return Error{ErrorKind::conflict, "error.plugin.changed", {{"plugin", old.id}}, {}, ""};
    }
    states.save(state);
    tell_plugin_change(connection, asker.id(), asker.now, old.id, action, detail);
    return Done{};
  });
}

void make_current(PluginState& state, const std::string& fingerprint, const std::string& version,
                  std::vector<std::string> capabilities) {
  state.version = version;
  state.fingerprint = fingerprint;
  state.folder = "plugins/" + state.id + "/" + fingerprint;
  state.capabilities = std::move(capabilities);
}

void go_back(PluginState& state) {
  make_current(state, state.previous, state.previous_version, state.previous_capabilities);
  state.previous.clear();
  state.previous_version.clear();
  state.previous_capabilities.clear();
  state.probation_until = 0;
}

}  // namespace

std::optional<Error> refuse_unless_administrator(const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (identity::may_administer_modules(*asker.viewer, asker.now)) return std::nullopt;
  return Error{ErrorKind::forbidden, "error.modules.administrators-only", {}, {}, ""};
}

Error no_such_plugin(const std::string& id) {
  return {ErrorKind::not_found, "error.plugin.unknown", {{"plugin", id}}, {}, ""};
}

void tell_plugin_change(storage::Connection& connection, domain::PersonId actor, domain::Instant at,
                        const std::string& id, const std::string& action, const nlohmann::json& detail) {
  storage::Audit(connection).append({at, actor, "plugin." + action, "plugin:" + id, detail.dump()});
  storage::Event event;
  event.at = at;
  event.kind = "plugins.changed";
  event.actor = actor;
  event.data = {{"plugin", id}, {"action", action}};
  storage::Events(connection).append(event);
}

Result<Done> enable_plugin(const Counter& counter, const Asker& asker, const std::string& id, const Grants& grants) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto states = states_of(counter);
  const auto old = find_state(states, id);
  if (!old) return old.error();
  const auto bundle = installed_bundle(counter, id, old->fingerprint);
  if (!bundle) return bundle.error();
  auto capabilities = approve(*bundle, old->capabilities, grants);
  if (!capabilities) return capabilities.error();
  if (const auto unfit = refuse_unfit(counter, states, *bundle)) return *unfit;
  PluginState state = *old;
  state.enabled = true;
  state.capabilities = *capabilities;
  state.probation_until = 0;
  state.note = nlohmann::json::object();
  return change_state(counter, asker, *old, state, "enable",
                      {{"version", state.version}, {"capabilities", state.capabilities}});
}

Result<Done> disable_plugin(const Counter& counter, const Asker& asker, const std::string& id, bool even_if_required) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto affected = what_a_disable_affects(counter, asker, id);
  if (!affected) return affected.error();
  const auto old = find_state(states_of(counter), id);
  if (!old) return old.error();
  if (!old->enabled) return Done{};
  if (!affected->required_by.empty() && !even_if_required) {
    return Error{ErrorKind::conflict,
                 "error.plugin.required-by",
                 {{"plugin", id}, {"required_by", joined(affected->required_by)}},
                 {},
                 ""};
  }
  PluginState state = *old;
  state.enabled = false;
  state.probation_until = 0;
  return change_state(counter, asker, *old, state, "disable", {{"version", state.version}});
}

Result<Done> upgrade_plugin(const Counter& counter, const Asker& asker, const std::string& id,
                            const std::string& fingerprint, const Grants& grants) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto states = states_of(counter);
  const auto old = find_state(states, id);
  if (!old) return old.error();
  if (old->fingerprint == fingerprint) {
    return Error{ErrorKind::conflict, "error.plugin.is-current", {{"plugin", id}, {"version", old->version}}, {}, ""};
  }
  {
    storage::Reader reader = counter.database.read();
    if (!storage::PluginBundles(reader).find(id, fingerprint)) {
      return Error{ErrorKind::not_found, "error.plugin.no-such-bundle", {{"plugin", id}}, {}, fingerprint};
    }
  }
  const auto bundle = installed_bundle(counter, id, fingerprint);
  if (!bundle) return bundle.error();
  auto capabilities = approve(*bundle, old->capabilities, grants);
  if (!capabilities) return capabilities.error();
  if (old->enabled) {
    if (const auto unfit = refuse_unfit(counter, states, *bundle)) return *unfit;
  }
  PluginState state = *old;
  state.previous = old->fingerprint;
  state.previous_version = old->version;
  state.previous_capabilities = old->capabilities;
  make_current(state, fingerprint, bundle->info.version, *capabilities);
  // What nobody uses cannot fail under anybody.
  state.probation_until = old->enabled ? asker.now + probation : 0;
  state.note = nlohmann::json::object();
  return change_state(counter, asker, *old, state, "upgrade",
                      {{"from", old->version}, {"version", state.version}, {"fingerprint", fingerprint}});
}

Result<Done> roll_back_plugin(const Counter& counter, const Asker& asker, const std::string& id) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto states = states_of(counter);
  const auto old = find_state(states, id);
  if (!old) return old.error();
  if (old->previous.empty()) {
    return Error{ErrorKind::conflict, "error.plugin.no-previous", {{"plugin", id}}, {}, ""};
  }
  const auto bundle = installed_bundle(counter, id, old->previous);
  if (!bundle) return bundle.error();
  if (old->enabled) {
    if (const auto unfit = refuse_unfit(counter, states, *bundle)) return *unfit;
  }
  PluginState state = *old;
  go_back(state);
  state.note = nlohmann::json::object();
  return change_state(counter, asker, *old, state, "roll-back", {{"from", old->version}, {"version", state.version}});
}

Result<bool> roll_back_by_itself(const Counter& counter, const std::string& id, const std::string& failed_fingerprint,
                                 const std::string& reason, const std::string& detail, domain::Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> Result<bool> {
    storage::PluginStates states(connection);
    auto state = states.find(id);
    const bool may = state && state->enabled && state->fingerprint == failed_fingerprint && !state->previous.empty() &&
                     state->probation_until > now;
    if (!may) return false;
    const std::string failed = state->version;
    go_back(*state);
    state->changed = now;
    state->note = {
        {"key", "plugin.note.rolled-back"},
        {"parameters", {{"failed", failed}, {"version", state->version}, {"reason", {{"key", reason}}}, {"at", now}}},
        {"detail", detail}};
    states.save(*state);
    tell_plugin_change(connection, 0, now, id, "roll-back-by-itself",
                       {{"from", failed}, {"version", state->version}, {"reason", reason}});
    return true;
  });
}

Result<Done> remove_plugin(const Counter& counter, const Asker& asker, const std::string& id) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginStates states(connection);
    const auto state = states.find(id);
    if (!state) return no_such_plugin(id);
    if (state->enabled) {
      return Error{ErrorKind::conflict, "error.plugin.still-enabled", {{"plugin", id}}, {}, ""};
    }
    states.remove(id);
    storage::PluginBundles(connection).remove_all(id);
    remove_settings(connection, id);
    storage::PluginSchedules(connection).remove_all(id);
    tell_plugin_change(connection, asker.id(), asker.now, id, "remove", {{"version", state->version}});
    return Done{};
  });
}

}  // namespace guichet::counter
