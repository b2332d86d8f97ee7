// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle on its way in: held, looked at, kept.
#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_fit.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/counter/plugin_manifest.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;

/// Nothing when the administrator's keys, or their explicit word, let this bundle in.
std::optional<Error> refuse_untrusted(const Signer& signer, const std::string& plugin, bool allow_untrusted) {
  const nlohmann::json parameters{{"plugin", plugin}, {"key", signer.key}};
  // A signature that is wrong says that somebody changed the manifest: nobody may wave that through.
  if (signer.trust == Trust::bad_signature) {
    return Error{ErrorKind::forbidden, "error.plugin.bad-signature", parameters, {}, ""};
  }
  if (signer.trust == Trust::trusted || allow_untrusted) return std::nullopt;
  const char* const message = signer.trust == Trust::not_signed    ? "error.plugin.unsigned"
                              : signer.trust == Trust::unknown_key ? "error.plugin.unknown-key"
                                                                   : "error.plugin.key-not-for-plugin";
  return Error{ErrorKind::forbidden, message, parameters, {}, ""};
}

std::optional<storage::PluginState> state_of(const std::vector<storage::PluginState>& states, const std::string& id) {
  const auto found = std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.id == id; });
  return found == states.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::string_view name_of(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return "trusted";
    case Trust::unknown_key:
      return "unknown-key";
    case Trust::key_not_for_plugin:
      return "key-not-for-plugin";
    case Trust::bad_signature:
      return "bad-signature";
    case Trust::not_signed:
      break;
  }
  return "not-signed";
}

Result<BundleInspection> inspect_bundle(const Counter& counter, const Asker& asker, const std::string& path) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const auto archive = hold_archive(counter, path);
  if (!archive) return archive.error();
  return inspect_held_bundle(counter, asker, *archive);
}

Result<BundleInspection> inspect_held_bundle(const Counter& counter, const Asker& asker, const std::string& archive) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const WorkingFolder working(counter);
  const auto bundle = read_archive(counter, archive, (working.path() / "bundle").string());
  if (!bundle) return bundle.error();
  std::vector<storage::PluginState> states;
  std::vector<storage::PluginKey> keys;
  BundleInspection inspection;
  inspection.archive = archive;
  inspection.id = bundle->info.id;
  inspection.version = bundle->info.version;
  inspection.fingerprint = bundle->info.fingerprint;
  {
    storage::Reader reader = counter.database.read();
    states = storage::PluginStates(reader).all();
    keys = storage::PluginKeys(reader).all();
    inspection.installed = storage::PluginBundles(reader).find(inspection.id, inspection.fingerprint).has_value();
  }
  const auto state = state_of(states, inspection.id);
  inspection.name = bundle->info.name;
  inspection.department = bundle->info.department;
  inspection.has_library = bundle->info.has_library;
  inspection.signer = signer_of(bundle->info.folder, inspection.id, keys);
  inspection.capabilities = capabilities_in(bundle->manifest, state ? state->capabilities : std::vector<std::string>());
  inspection.connections = connections_in(bundle->manifest);
  inspection.contributions = contributions_in(bundle->manifest);
  inspection.counts = counts_of(inspection.contributions);
  inspection.requires_plugins = dependencies_in(bundle->manifest, states);
  inspection.libraries = libraries_in(bundle->manifest);
  inspection.known = state && state->fingerprint != inspection.fingerprint;
  if (inspection.known) {
    inspection.changes =
        changes_between(installed_manifest(counter, inspection.id, state->fingerprint), bundle->manifest);
    const auto now = plugins::version_of(inspection.changes.from_version);
    const auto then = plugins::version_of(inspection.version);
    if (now && then && *then <= *now)
      inspection.changes.warning = *then < *now ? "plugin.note.older" : "plugin.note.same-number";
  }
  if (const auto unfit = refuse_unfit(counter, states, *bundle)) {
    inspection.problem = {
        unfit->message == "error.plugin.needs" ? "plugin.problem.needs" : "plugin.problem.contradicts",
        unfit->parameters, unfit->detail};
  }
  return inspection;
}

Result<InstalledBundle> install_plugin(const Counter& counter, const Asker& asker, const std::string& archive,
                                       bool allow_untrusted) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  const WorkingFolder working(counter);
  const auto bundle = read_archive(counter, archive, (working.path() / "bundle").string());
  if (!bundle) return bundle.error();
  const auto& info = bundle->info;
  std::vector<storage::PluginKey> keys;
  {
    storage::Reader reader = counter.database.read();
    keys = storage::PluginKeys(reader).all();
  }
  const Signer signer = signer_of(info.folder, info.id, keys);
  if (const auto refused = refuse_untrusted(signer, info.id, allow_untrusted)) return *refused;
  const auto place = plugins::install_bundle(info.folder, counter.data_folder);
  if (!place) return place.error();
  return counter.database.write([&](storage::Connection& connection) -> Result<InstalledBundle> {
    storage::PluginStates states(connection);
    const auto state = states.find(info.id);
    if (!state) {
      storage::PluginState fresh;
      fresh.id = info.id;
      fresh.version = info.version;
      fresh.fingerprint = info.fingerprint;
      fresh.folder = "plugins/" + info.id + "/" + info.fingerprint;
      fresh.enabled = false;
      fresh.changed = asker.now;
      states.save(fresh);
    }
    storage::PluginBundles(connection).save({info.id, info.fingerprint, info.version, archive, signer.key, asker.now});
    tell_plugin_change(connection, asker.id(), asker.now, info.id, "install",
                       {{"version", info.version},
                        {"fingerprint", info.fingerprint},
                        {"trust", name_of(signer.trust)},
                        {"key", signer.key}});
    return InstalledBundle{info.id, info.version, info.fingerprint, state && state->fingerprint != info.fingerprint};
  });
}

}  // namespace guichet::counter
