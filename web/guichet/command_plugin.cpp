// SPDX-License-Identifier: GPL-3.0-or-later
// `guichet plugin`: which action, and what to type when it cannot be done.
#include "web/guichet/commands.hpp"
#include "web/guichet/plugin_command.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iostream>
#include <string_view>

namespace guichet::web {
namespace {

struct Action {
  std::string_view name;
  int (*run)(const PluginCommand&);
};
constexpr std::array actions{
    Action{"list", list_action},       Action{"show", show_action},         Action{"log", log_action},
    Action{"install", install_action}, Action{"enable", enable_action},     Action{"disable", disable_action},
    Action{"upgrade", upgrade_action}, Action{"rollback", rollback_action}, Action{"remove", remove_action},
    Action{"call", call_action},       Action{"set", set_action},           Action{"keys", keys_action},
    Action{"trust", trust_action},     Action{"untrust", untrust_action}};

/// For the shell: what holds anything but plain letters stands between quotes.
std::string for_shell(const std::string& word) {
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char letter) {
    return std::isalnum(letter) != 0 ||
           std::string_view("-_./:=,+@").find(static_cast<char>(letter)) != std::string::npos;
  });
  if (plain) return word;
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string(1, letter);
  return text + "'";
}

std::string words_of(const PluginOptions& asked) {
  std::string words;
  for (const std::string& word : asked.words) words += (words.empty() ? "" : " ") + for_shell(word);
  return words;
}

/// " --grant CAP,CAP" of what was granted already and of what is missing ("mail, storage"); nothing when there is none.
std::string grants_of(const PluginOptions& asked, std::string missing) {
  missing.erase(std::remove(missing.begin(), missing.end(), ' '), missing.end());
  std::string all;
  for (const std::string& capability : asked.grant) all += (all.empty() ? "" : ",") + capability;
  if (!missing.empty()) all += (all.empty() ? "" : ",") + missing;
  return all.empty() ? all : " --grant " + for_shell(all);
}

/// The next command to type, or nothing.
std::string remedy_for(const PluginCommand& command, const domain::Error& error) {
  const PluginOptions& asked = command.asked();
  // Errors that name nothing have no parameters at all.
  const nlohmann::json told = error.parameters.is_object() ? error.parameters : nlohmann::json::object();
  const std::string id = told.value("plugin", "");
  const std::string again = words_of(asked) + (asked.allow_unsigned ? " --allow-unsigned" : "");
  if (error.message == "error.plugin.asks-more") {
    return command.line(asked.action, again + grants_of(asked, told.value("missing", "all")));
  }
  if (error.message == "error.plugin.unsigned") {
    return command.line(asked.action, again + grants_of(asked, "") + " --allow-unsigned");
  }
  if (error.message == "error.plugin.unknown-key" || error.message == "error.plugin.key-not-for-plugin") {
    return command.line("trust", told.value("key", "") + " --for " + id);
  }
  if (error.message == "error.plugin.unknown") return command.line("list", "");
  if (error.message == "error.plugin.required-by") return command.line("disable", again + " --even-if-required");
  if (error.message == "error.plugin.still-enabled") return command.line("disable", id);
  if (error.message == "error.plugin.no-such-key") return command.line("keys", "");
  return {};
}

}  // namespace

counter::Asker PluginCommand::asker() const {
  return {&administrator, terminal.catalogue().language(), clock_now()};
}

std::string PluginCommand::line(const std::string& action, const std::string& rest) const {
  std::string text =
      "guichet plugin " + action + (rest.empty() ? "" : " " + rest) + " --data " + for_shell(options.data);
  if (!options.database.empty()) text += " --database ...";  // it holds a password
  return text;
}

int PluginCommand::fail(const domain::Error& error) const {
  const std::string remedy = remedy_for(*this, error);
  if (options.json) {
    print({{"error", error.message}, {"parameters", error.parameters}, {"detail", error.detail}, {"remedy", remedy}});
  }
  const int code = terminal.fail(error);
  for (const auto& field : error.fields) {
    terminal.warn("cli.plugin.field",
                  {{"field", field.field}, {"message", {{"key", field.message}, {"parameters", field.parameters}}}});
  }
  if (!remedy.empty()) terminal.warn("cli.plugin.remedy", {{"command", remedy}});
  return code;
}

void PluginCommand::print(const nlohmann::json& json) const {
  std::cout << json.dump(1) << '\n' << std::flush;
}

int run_plugin(const Options& options, const Terminal& terminal) {
  const auto opened = Installation::open(options, false, false);
  if (!opened) return terminal.fail(opened.error());
  const identity::Viewer administrator = administrator_of_this_machine();
  const PluginCommand command{**opened, options, terminal, administrator};
  const auto* const action = std::find_if(actions.begin(), actions.end(),
                                          [&](const Action& each) { return each.name == options.plugin.action; });
  return action->run(command);
}

}  // namespace guichet::web
