// SPDX-License-Identifier: GPL-3.0-or-later
// `guichet plugin list`, `show`, `log`, `keys`.
#include "web/guichet/plugin_command.hpp"
#include "web/guichet/plugin_json.hpp"
#include "web/pages/format/moments.hpp"

#include <algorithm>

namespace guichet::web {
namespace {

using nlohmann::json;
using pages::Moments;

json in_words(const counter::Notice& notice) {
  return {{"key", notice.key}, {"parameters", notice.parameters}};
}

void tell_notice(const Terminal& terminal, const counter::Notice& notice) {
  if (notice.empty()) return;
  const std::string detail = notice.detail.empty() ? "" : " (" + notice.detail + ")";
  terminal.tell("cli.plugin.notice", {{"notice", in_words(notice)}, {"detail", detail}});
}

void tell_summary(const Terminal& terminal, const counter::PluginSummary& summary) {
  terminal.tell("cli.plugin.line",
                {{"id", summary.id},
                 {"version", summary.version},
                 {"standing", {{"key", "plugin.standing." + std::string(name_of(summary.standing))}}},
                 {"name", summary.name}});
  tell_notice(terminal, summary.problem);
  tell_notice(terminal, summary.note);
}

void tell_versions(const Terminal& terminal, const counter::PluginView& view) {
  for (const auto& bundle : view.bundles) {
    const char* const place = bundle.current    ? "cli.plugin.version-current"
                              : bundle.previous ? "cli.plugin.version-previous"
                                                : "cli.plugin.version-kept";
    terminal.tell(place, {{"version", bundle.version},
                          {"fingerprint", bundle.fingerprint.substr(0, 12)},
                          {"trust", {{"key", "plugin.trust." + std::string(name_of(bundle.signer.trust))}}},
                          {"signer", bundle.signer.name.empty() ? bundle.signer.key : bundle.signer.name}});
  }
}

void tell_rights(const Terminal& terminal, const counter::PluginView& view) {
  for (const auto& capability : view.capabilities) {
    if (!capability.asked && !capability.approved) continue;
    terminal.tell(
        capability.approved ? "cli.plugin.may" : "cli.plugin.asks",
        {{"name", capability.name}, {"words", {{"key", capability.key}, {"parameters", capability.parameters}}}});
  }
}

/// What holds its worker back on that machine, in the portal's words.
void tell_protections(const Terminal& terminal, const json& sandbox) {
  if (!sandbox.is_object()) return;
  for (const auto& [name, fact] : sandbox.items()) {
    const json what{{"key", "modules.sandbox." + name}};
    if (!fact.is_string() || !terminal.catalogue().find("modules.sandbox." + name)) continue;
    const auto state = fact.get<std::string>();
    if (state.rfind("in force", 0) == 0) {
      terminal.tell("cli.plugin.protection", {{"what", what}});
    } else {
      terminal.tell("cli.plugin.protection-missing",
                    {{"what", what}, {"missing", {{"key", "modules.sandbox-missing"}}}, {"why", state}});
    }
  }
}

void tell_node(const Terminal& terminal, const counter::NodeHealth& node, bool has_worker) {
  terminal.tell(has_worker ? "cli.plugin.node" : "cli.plugin.node-without-worker",
                {{"node", node.node},
                 {"state",
                  {{"key", has_worker ? "modules.health." + std::string(plugins::name_of(node.worker.state))
                                      : "modules.health.none"}}},
                 {"calls", node.worker.calls},
                 {"errors", node.worker.errors},
                 {"mean", node.worker.mean.count()},
                 {"memory", node.worker.memory_kib},
                 {"restarts", node.worker.restarts}});
  if (has_worker) tell_protections(terminal, node.worker.sandbox);
  tell_notice(terminal, node.problem);
}

void tell_settings(const Terminal& terminal, const counter::PluginView& view) {
  for (const auto& field : view.settings.fields) {
    const bool secret = std::find(view.secrets.begin(), view.secrets.end(), field.id) != view.secrets.end();
    const bool set = std::find(view.secrets_set.begin(), view.secrets_set.end(), field.id) != view.secrets_set.end();
    if (secret) {
      terminal.tell(set ? "cli.plugin.secret-set" : "cli.plugin.secret-unset", {{"name", field.id}});
    } else {
      const auto value = view.values.find(field.id);
      terminal.tell("cli.plugin.setting",
                    {{"name", field.id}, {"value", value == view.values.end() ? std::string() : value->dump()}});
    }
  }
}

void tell_history(const Terminal& terminal, const counter::PluginView& view) {
  for (const auto& entry : view.history) {
    terminal.tell("cli.plugin.history", {{"at", Moments::iso(entry.at)},
                                         {"action", {{"key", "audit." + entry.action}, {"parameters", entry.detail}}},
                                         {"by", entry.by_command_line ? json{{"key", "modules.by-command-line"}}
                                                : entry.by.empty()    ? json{{"key", "request.counter"}}
                                                                      : json(entry.by)}});
  }
}

}  // namespace

void tell_effects(const Terminal& terminal, const counter::DisableEffects& effects) {
  const auto tell = [&](const char* key, std::int64_t count) {
    terminal.tell("cli.plugin.item", {{"item", terminal.catalogue().counted(key, count)}});
  };
  tell("cli.plugin.open-requests", effects.open_requests);
  tell("cli.plugin.waiting-automations", effects.waiting_automations);
  if (!effects.required_by.empty()) terminal.tell("cli.plugin.required-by", {{"plugins", effects.required_by}});
}

int list_action(const PluginCommand& command) {
  const auto found = counter::list_plugins(command.counter(), command.asker());
  if (!found) return command.fail(found.error());
  if (command.options.json) {
    json all = json::array();
    for (const auto& summary : *found) all.push_back(json_of(summary));
    command.print(all);
    return 0;
  }
  if (found->empty()) command.terminal.tell("cli.plugin.none");
  for (const auto& summary : *found) tell_summary(command.terminal, summary);
  return 0;
}

int show_action(const PluginCommand& command) {
  const auto view = counter::show_plugin(command.counter(), command.asker(), command.word(0));
  if (!view) return command.fail(view.error());
  const auto effects = counter::what_a_disable_affects(command.counter(), command.asker(), command.word(0));
  if (!effects) return command.fail(effects.error());
  if (command.options.json) {
    json shown = json_of(*view);
    shown["disable"] = json_of(*effects);
    command.print(shown);
    return 0;
  }
  const Terminal& terminal = command.terminal;
  tell_summary(terminal, view->summary);
  tell_versions(terminal, *view);
  tell_rights(terminal, *view);
  for (const auto& [kind, count] : view->summary.counts) {
    if (count == 0) continue;
    terminal.tell("cli.plugin.item",
                  {{"item", terminal.catalogue().counted("modules.kind." + kind, static_cast<std::int64_t>(count))}});
  }
  for (const auto& library : view->libraries) {
    terminal.tell("cli.plugin.library", {{"file", library.at("file")}, {"sha256", library.at("sha256")}});
  }
  for (const auto& needed : view->requires_plugins) {
    terminal.tell(needed.holds ? "cli.plugin.needs-held" : "cli.plugin.needs-missing",
                  {{"needs", needed.plugin + (needed.range.empty() ? "" : " " + needed.range)}});
  }
  if (view->summary.standing == counter::PluginStanding::disabled) {
    if (!view->required_by.empty()) terminal.tell("cli.plugin.required-by", {{"plugins", view->required_by}});
  } else {
    terminal.tell("cli.plugin.disable");
    tell_effects(terminal, *effects);
  }
  tell_settings(terminal, *view);
  for (const auto& node : view->summary.nodes) tell_node(terminal, node, view->summary.has_library);
  tell_history(terminal, *view);
  return 0;
}

int log_action(const PluginCommand& command) {
  const auto view = counter::show_plugin(command.counter(), command.asker(), command.word(0));
  if (!view) return command.fail(view.error());
  if (command.options.json) {
    json all = json::array();
    for (const auto& node : view->summary.nodes) {
      all.push_back({{"node", node.node}, {"at", node.at}, {"log", node.worker.log}});
    }
    command.print(all);
    return 0;
  }
  bool silent = true;
  for (const auto& node : view->summary.nodes) {
    for (const std::string& line : node.worker.log) {
      silent = false;
      command.terminal.tell("cli.plugin.log", {{"node", node.node}, {"line", line}});
    }
  }
  if (silent) command.terminal.tell("cli.plugin.log-none", {{"plugin", command.word(0)}});
  return 0;
}

int keys_action(const PluginCommand& command) {
  const auto keys = counter::plugin_keys(command.counter(), command.asker());
  if (!keys) return command.fail(keys.error());
  if (command.options.json) {
    json all = json::array();
    for (const auto& key : *keys) all.push_back(json_of(key));
    command.print(all);
    return 0;
  }
  if (keys->empty()) command.terminal.tell("cli.plugin.keys-none");
  for (const auto& key : *keys) {
    command.terminal.tell("cli.plugin.key", {{"key", key.key}, {"name", key.name}, {"plugins", key.plugins}});
  }
  return 0;
}

}  // namespace guichet::web
