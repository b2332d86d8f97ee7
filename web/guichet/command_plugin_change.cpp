// SPDX-License-Identifier: GPL-3.0-or-later
// `guichet plugin install`, `enable`, `disable`, `upgrade`, `rollback`, `remove`, `set`, `trust`, `untrust`.
#include "web/guichet/plugin_command.hpp"
#include "web/guichet/plugin_json.hpp"

#include <algorithm>
#include <iostream>

namespace guichet::web {
namespace {

using domain::Result;
using nlohmann::json;

counter::Grants grants_of(const PluginOptions& asked) {
  counter::Grants grants;
  for (const std::string& capability : asked.grant) {
    if (capability == "all") {
      grants.all = true;
    } else {
      grants.capabilities.push_back(capability);
    }
  }
  return grants;
}

/// What a bundle brings and asks, before anything is done with it.
void tell_inspection(const Terminal& terminal, const counter::BundleInspection& bundle) {
  terminal.tell("cli.plugin.bundle", {{"id", bundle.id},
                                      {"version", bundle.version},
                                      {"name", bundle.name},
                                      {"trust", {{"key", "plugin.trust." + std::string(name_of(bundle.signer.trust))}}},
                                      {"signer", bundle.signer.name}});
  for (const auto& [kind, count] : bundle.counts) {
    if (count == 0) continue;
    terminal.tell("cli.plugin.item",
                  {{"item", terminal.catalogue().counted("modules.kind." + kind, static_cast<std::int64_t>(count))}});
  }
  for (const auto& capability : bundle.capabilities) {
    if (!capability.asked) continue;
    terminal.tell(
        capability.approved ? "cli.plugin.may" : "cli.plugin.asks",
        {{"name", capability.name}, {"words", {{"key", capability.key}, {"parameters", capability.parameters}}}});
  }
  if (!bundle.known) return;
  if (!bundle.changes.warning.empty()) {
    terminal.warn(
        "cli.plugin.notice",
        {{"notice", {{"key", bundle.changes.warning}, {"parameters", {{"from", bundle.changes.from_version}}}}},
         {"detail", ""}});
  }
  const auto tell_changes = [&](const char* key, const std::vector<counter::ContributionView>& changes) {
    for (const auto& change : changes) terminal.tell(key, {{"id", change.id}, {"title", change.title}});
  };
  tell_changes("cli.plugin.adds", bundle.changes.added);
  tell_changes("cli.plugin.changes", bundle.changes.changed);
  tell_changes("cli.plugin.drops", bundle.changes.removed);
}

Result<counter::InstalledBundle> take_in(const PluginCommand& command, const std::string& path) {
  const auto inspection = counter::inspect_bundle(command.counter(), command.asker(), path);
  if (!inspection) return inspection.error();
  if (!command.options.json) tell_inspection(command.terminal, *inspection);
  return counter::install_plugin(command.counter(), command.asker(), inspection->archive,
                                 command.asked().allow_unsigned);
}

/// The version that is current now: what servers should come to serve.
std::string fingerprint_of(const PluginCommand& command, const std::string& id) {
  storage::Reader reader = command.installation.database().read();
  const auto state = storage::PluginStates(reader).find(id);
  return state && state->enabled ? state->fingerprint : std::string();
}

int finish(const PluginCommand& command, const std::string& id, const Result<domain::Done>& changed,
           const json& more = json::object()) {
  if (!changed) return command.fail(changed.error());
  return follow_servers(command, id, fingerprint_of(command, id), more);
}

/// "host=ldap" as a value: JSON where it is some, else a text; nothing after "=" forgets; "-" is read from the input,
/// so that no secret stands on a command line.
std::pair<std::string, json> setting_of(const std::string& word) {
  const auto equals = word.find('=');
  const std::string name = word.substr(0, equals);
  std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
  if (value.empty()) return {name, nullptr};
  if (value == "-") {
    std::getline(std::cin, value);
    return {name, value};
  }
  json read = json::parse(value, nullptr, false);
  return {name, read.is_discarded() ? json(value) : std::move(read)};
}

}  // namespace

int install_action(const PluginCommand& command) {
  const auto installed = take_in(command, command.word(0));
  if (!installed) return command.fail(installed.error());
  if (command.options.json) {
    command.print({{"id", installed->id}, {"version", installed->version}, {"fingerprint", installed->fingerprint}});
    return 0;
  }
  command.terminal.tell("cli.plugin.installed", {{"id", installed->id}, {"version", installed->version}});
  const std::string next = installed->known ? command.line("upgrade", installed->id + " " + command.word(0))
                                            : command.line("enable", installed->id);
  command.terminal.tell("cli.plugin.remedy", {{"command", next}});
  return 0;
}

int enable_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  return finish(command, id,
                counter::enable_plugin(command.counter(), command.asker(), id, grants_of(command.asked())));
}

int disable_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  const auto effects = counter::what_a_disable_affects(command.counter(), command.asker(), id);
  if (!effects) return command.fail(effects.error());
  if (!command.options.json) tell_effects(command.terminal, *effects);
  return finish(command, id,
                counter::disable_plugin(command.counter(), command.asker(), id, command.asked().even_if_required),
                {{"disable", json_of(*effects)}});
}

int upgrade_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  if (const auto there = counter::what_a_disable_affects(command.counter(), command.asker(), id); !there) {
    return command.fail(there.error());
  }
  const auto installed = take_in(command, command.word(1));
  if (!installed) return command.fail(installed.error());
  if (installed->id != id) {
    return command.fail(
        {domain::ErrorKind::invalid, "error.plugin.other-plugin", {{"plugin", id}, {"other", installed->id}}, {}, ""});
  }
  return finish(command, id,
                counter::upgrade_plugin(command.counter(), command.asker(), id, installed->fingerprint,
                                        grants_of(command.asked())));
}

int rollback_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  return finish(command, id, counter::roll_back_plugin(command.counter(), command.asker(), id));
}

int remove_action(const PluginCommand& command) {
  const std::string& id = command.word(0);
  return finish(command, id, counter::remove_plugin(command.counter(), command.asker(), id));
}

int set_action(const PluginCommand& command) {
  const auto& words = command.asked().words;
  json values = json::object();
  for (std::size_t place = 1; place < words.size(); ++place) {
    auto [name, value] = setting_of(words[place]);
    values[name] = std::move(value);
  }
  const auto set = counter::set_plugin_settings(command.counter(), command.asker(), words.front(), values);
  if (!set) return command.fail(set.error());
  if (!command.options.json) command.terminal.tell("cli.plugin.set", {{"plugin", words.front()}});
  return 0;
}

int trust_action(const PluginCommand& command) {
  const auto& asked = command.asked();
  const auto trusted =
      counter::trust_plugin_key(command.counter(), command.asker(), command.word(0), asked.name, asked.of);
  if (!trusted) return command.fail(trusted.error());
  if (!command.options.json) command.terminal.tell("cli.plugin.trusted", {{"plugins", asked.of}});
  return 0;
}

int untrust_action(const PluginCommand& command) {
  const auto done = counter::untrust_plugin_key(command.counter(), command.asker(), command.word(0));
  if (!done) return command.fail(done.error());
  if (!command.options.json) command.terminal.tell("cli.plugin.untrusted");
  return 0;
}

}  // namespace guichet::web
