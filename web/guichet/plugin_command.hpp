// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_lifecycle.hpp"
#include "web/guichet/installation.hpp"
#include "web/guichet/options.hpp"
#include "web/guichet/terminal.hpp"

#include <string>

namespace guichet::web {

/// What every action of `guichet plugin` works with. Whoever can open the data folder administers its modules.
struct PluginCommand {
  Installation& installation;
  const Options& options;
  const Terminal& terminal;
  const identity::Viewer& administrator;

  [[nodiscard]] counter::Asker asker() const;
  [[nodiscard]] const counter::Counter& counter() const { return installation.counter(); }
  [[nodiscard]] const PluginOptions& asked() const { return options.plugin; }
  [[nodiscard]] const std::string& word(std::size_t place) const { return options.plugin.words.at(place); }
  /// A command line of ours to be typed next: "upgrade", "it x.guichet --grant all".
  [[nodiscard]] std::string line(const std::string& action, const std::string& rest) const;
  /// What went wrong, and what to type to mend it. Answers the exit code 1.
  int fail(const domain::Error& error) const;
  void print(const nlohmann::json& json) const;
};

// Each is one action, and answers the exit code.
int list_action(const PluginCommand& command);
int show_action(const PluginCommand& command);
int log_action(const PluginCommand& command);
int install_action(const PluginCommand& command);
int enable_action(const PluginCommand& command);
int disable_action(const PluginCommand& command);
int upgrade_action(const PluginCommand& command);
int rollback_action(const PluginCommand& command);
int remove_action(const PluginCommand& command);
int call_action(const PluginCommand& command);
int set_action(const PluginCommand& command);
int keys_action(const PluginCommand& command);
int trust_action(const PluginCommand& command);
int untrust_action(const PluginCommand& command);

/// Waits until every server that runs on this database does what was asked of this plugin, says how that went, and
/// answers the exit code. `fingerprint` is the version that should be served; empty: none. `more` goes into what --json
/// prints.
int follow_servers(const PluginCommand& command, const std::string& plugin, const std::string& fingerprint,
                   const nlohmann::json& more = nlohmann::json::object());

/// What ends or waits when it is disabled, a line each.
void tell_effects(const Terminal& terminal, const counter::DisableEffects& effects);

}  // namespace guichet::web
