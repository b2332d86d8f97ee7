// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_settings.hpp"

#include "kernel/counter/plugin_manifest.hpp"

namespace guichet::counter {

void add_settings(storage::Connection& connection, const nlohmann::json& manifest, const std::string& plugin,
                  PluginView& view) {
  (void)connection;
  (void)plugin;
  view.settings = settings_form(manifest);
  view.secrets = secret_settings(manifest);
}

void remove_settings(storage::Connection& connection, const std::string& plugin) {
  (void)connection;
  (void)plugin;
}

}  // namespace guichet::counter
