// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker_spec.hpp"

#include "kernel/plugins/rules/format.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace guichet::plugins {
namespace {

// What a library must offer for what its manifest contributes.
constexpr std::array<std::pair<const char*, const char*>, 5> needed_extensions{{
    {"automations", "guichet.automation/1"},
    {"option-sources", "guichet.option-source/1"},
    {"validators", "guichet.validator/1"},
    {"schedules", "guichet.schedule-run/0"},
    {"panels", "guichet.panel/0"},
}};

}  // namespace

std::vector<std::string> asked_capabilities(const nlohmann::json& manifest) {
  auto asked = manifest.value("capabilities", std::vector<std::string>{});
  for (const auto& address : manifest.value("connect", nlohmann::json::array())) {
    asked.push_back("connect:" + address.value("host", std::string()) + ":" + std::to_string(address.value("port", 0)));
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
    const auto is_approved = [&](const std::string& capability) {
      return std::find(approved.begin(), approved.end(), capability) != approved.end();
    };
    if (is_approved(asked)) spec.capabilities.insert(asked);
    // An address in a private network is named by the administrator; the manifest cannot ask for that.
    if (asked.rfind("connect:", 0) == 0 && is_approved("connect-private:" + asked.substr(8))) {
      spec.capabilities.insert("connect-private:" + asked.substr(8));
    }
  }
  for (const auto& [contributions, extension] : needed_extensions) {
    const auto found = bundle.manifest.find(contributions);
    if (found != bundle.manifest.end() && !found->empty()) spec.required_extensions.emplace_back(extension);
  }
  spec.threads = bundle.manifest.value("threads", spec.threads);
  if (const auto memory = size_of(bundle.manifest.value("memory", std::string()))) {
    spec.memory_mib = static_cast<std::uint64_t>(*memory) >> 20;
  }
  return spec;
}

bool same_worker(const WorkerSpec& one, const WorkerSpec& other) {
  return one.id == other.id && one.version == other.version && one.bundle == other.bundle &&
         one.capabilities == other.capabilities && one.required_extensions == other.required_extensions &&
         one.threads == other.threads && one.memory_mib == other.memory_mib;
}

}  // namespace guichet::plugins
