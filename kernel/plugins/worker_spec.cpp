// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker_spec.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace guichet::plugins {
namespace {

// What a library must offer for what its manifest contributes.
constexpr std::array<std::pair<const char*, const char*>, 3> needed_extensions{{
    {"automations", "guichet.automation/1"},
    {"option-sources", "guichet.option-source/1"},
    {"validators", "guichet.validator/1"},
}};

}  // namespace

std::vector<std::string> asked_capabilities(const nlohmann::json& manifest) {
  auto asked = manifest.value("capabilities", std::vector<std::string>{});
  for (const auto& address : manifest.value("connect", nlohmann::json::array())) {
    asked.push_back("connect:" + address.value("host", std::string()) + ":" +
                    std::to_string(address.value("port", 0)));
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  return asked;
}

WorkerSpec worker_spec_of(const Bundle& bundle, const std::vector<std::string>& approved) {
  WorkerSpec spec;
  spec.id = bundle.info.id;
  spec.version = bundle.info.version;
  spec.bundle = bundle.info.folder;
  for (const std::string& asked : asked_capabilities(bundle.manifest)) {
    if (std::find(approved.begin(), approved.end(), asked) != approved.end()) spec.capabilities.insert(asked);
  }
  for (const auto& [contributions, extension] : needed_extensions) {
    const auto found = bundle.manifest.find(contributions);
    if (found != bundle.manifest.end() && !found->empty()) spec.required_extensions.emplace_back(extension);
  }
  spec.threads = bundle.manifest.value("threads", spec.threads);
  spec.memory_mib = bundle.manifest.value("memory", spec.memory_mib);
  return spec;
}

bool same_worker(const WorkerSpec& one, const WorkerSpec& other) {
  return one.id == other.id && one.version == other.version && one.bundle == other.bundle &&
         one.capabilities == other.capabilities && one.required_extensions == other.required_extensions &&
         one.threads == other.threads && one.memory_mib == other.memory_mib;
}

}  // namespace guichet::plugins
