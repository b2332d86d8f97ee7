// SPDX-License-Identifier: GPL-3.0-or-later
// What a plugin's code is for, what it needs for that, and whom it depends on.
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

/// The contributions that are functions of the library.
constexpr std::pair<const char*, std::string_view> code[] = {
    {"automations", "automations are"}, {"option-sources", "option sources are"},
    {"validators", "validators are"},   {"schedules", "schedules are"},
    {"panels", "panels are"},           {"sign-in", "ways to sign in are"},
    {"directory", "directories are"},   {"transport", "transports are"},
    {"assistant", "assistants are"},
};

bool declares(const json& manifest, const char* key) {
  const auto found = manifest.find(key);
  return found != manifest.end() && !found->empty();
}

bool is_secret(const json& setting) {
  return setting.value("secret", false);
}

}  // namespace

void check_library(const json& manifest, Findings& findings) {
  const bool has_library = manifest.value("library", false);
  for (const auto& [key, are] : code) {
    if (has_library || !declares(manifest, key)) continue;
    findings.push_back(
        {std::string("/") + key, std::string(are) + " code: add `library: true` and the functions in src/"});
  }
  if (has_library && !manifest["files"].contains("plugin.so")) {
    findings.push_back(
        {"/library", "the plugin declares a library, and plugin.so is not in the bundle: give it with --library"});
  }
  constexpr std::int64_t least_memory = 64'000'000;
  const auto memory = manifest.find("memory");
  if (memory != manifest.end() && size_of(memory->get<std::string>()).value_or(0) < least_memory)
    findings.push_back({"/memory", in_quotes(memory->get<std::string>()) + " is too little: at least 64MB"});
}

void check_capabilities(const json& manifest, Findings& findings) {
  const json granted = manifest.value("capabilities", json::array());
  const json settings = manifest.value("settings", json::array());
  const bool has_library = manifest.value("library", false);
  const bool any_secret = std::any_of(settings.begin(), settings.end(), is_secret);
  const bool any_plain = !std::all_of(settings.begin(), settings.end(), is_secret);

  struct Need {
    const char* key;
    const char* capability;
    bool declared;
    const char* what;
  };
  for (const Need& need :
       {Need{"connect", "connect", declares(manifest, "connect"), "it names hosts to connect to"},
        Need{"mail-templates", "mail", declares(manifest, "mail-templates"), "it declares messages to send"},
        Need{"settings", "secrets", any_secret, "it has secret settings"},
        Need{"settings", "settings", any_plain && has_library, "it has settings"}}) {
    const auto at = std::find(granted.begin(), granted.end(), need.capability);
    const std::string name = in_quotes(need.capability);
    if (need.declared && at == granted.end()) {
      findings.push_back(
          {std::string("/") + need.key, std::string(need.what) + ": add " + name + " to `capabilities`"});
    }
    const bool only_by_declaring = std::string_view(need.capability) != "settings";
    if (!need.declared && at != granted.end() && only_by_declaring) {
      findings.push_back({"/capabilities/" + std::to_string(at - granted.begin()),
                          name + " does nothing without `" + need.key + "`: declare them, or ask for less",
                          Severity::warning});
    }
  }
}

void check_requirements(const json& manifest, const Names& names, Findings& findings) {
  std::set<std::string> seen;
  const json required = manifest.value("requires", json::array());
  for (std::size_t i = 0; i < required.size(); ++i) {
    const std::string other = required[i]["plugin"].get<std::string>();
    const std::string at = "/requires/" + std::to_string(i) + "/plugin";
    if (other == names.plugin) findings.push_back({at, "a plugin cannot require itself"});
    if (!seen.insert(other).second) findings.push_back({at, in_quotes(other) + " is there twice"});
  }
}

void check_connections(const json& manifest, Findings& findings) {
  std::set<std::pair<std::string, std::int64_t>> seen;
  const json connections = manifest.value("connect", json::array());
  for (std::size_t i = 0; i < connections.size(); ++i) {
    const std::string host = connections[i]["host"].get<std::string>();
    if (seen.emplace(host, connections[i]["port"].get<std::int64_t>()).second) continue;
    findings.push_back({"/connect/" + std::to_string(i), in_quotes(host) + " is there twice with the same port"});
  }
}

void check_panels(const json& manifest, const Names& names, Findings& findings) {
  const json panels = manifest.value("panels", json::array());
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const json services = panels[i].value("services", json::array());
    for (std::size_t s = 0; s < services.size(); ++s) {
      const std::string service = services[s].get<std::string>();
      const std::string own = manifest.value("id", "") + "/";
      if (service.find('/') != std::string::npos && service.rfind(own, 0) != 0) {
        findings.push_back({"/panels/" + std::to_string(i) + "/services/" + std::to_string(s),
                            in_quotes(service) + " is another department's: a panel stands beside its own services"});
        continue;
      }
      check_reference(service, names.services, names, "service",
                      "/panels/" + std::to_string(i) + "/services/" + std::to_string(s), findings);
    }
  }
}

}  // namespace guichet::plugins
