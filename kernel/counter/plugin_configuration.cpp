// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin reads of what administrators set for it: settings, and secrets apart from them.
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/plugin_secret.hpp"
#include "kernel/storage/plugin_services.hpp"

namespace guichet::counter {
namespace {

using domain::ErrorKind;

domain::Error no_such_setting() {
  return plugin_refused(ErrorKind::not_found, "error.plugin.no-such-setting");
}

/// The manifest's field, or null.
const nlohmann::json* field_of(const plugins::Snapshot& snapshot, const std::string& plugin, const std::string& name) {
  const auto* const info = snapshot.plugin(plugin);
  if (info == nullptr) return nullptr;
  for (const auto& field : info->settings) {
    if (string_in(field, "id") == name) return &field;
  }
  return nullptr;
}

}  // namespace

PluginReply answer_settings(const Asking& asking) {
  const bool secret = asking.asked.extension == "guichet.secrets/0";
  const std::string name = string_in(asking.asked.payload, "name");
  const auto snapshot = asking.counter.registry.current();
  const auto* const field = field_of(*snapshot, asking.plugin, name);
  // A secret is never given as a setting, nor the other way: what was approved of the one is not of the other. The row
  // says so too, in case the manifest once said otherwise.
  if (field != nullptr && field->value("secret", false) != secret) return no_such_setting();
  const auto set = storage::PluginSettings(asking.connection).find(asking.plugin, name);
  if (set && set->secret == secret) {
    if (secret) return open_plugin_secret(asking.counter, asking.plugin, name, set->value);
    nlohmann::json value = nlohmann::json::parse(set->value, nullptr, false);
    if (!value.is_discarded()) return value;
  }
  if (field == nullptr || secret) return no_such_setting();
  return field->value("default", nlohmann::json());
}

}  // namespace guichet::counter
