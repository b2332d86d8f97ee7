// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/commands.hpp"

#include <ostream>

namespace guichet::sdk_tool {

int failed(const domain::Error& error, const Terminal& terminal) {
  terminal.errors << "error: " << error.detail << "\n";
  return error.kind == domain::ErrorKind::invalid ? does_not_hold : cannot_work;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string summary_of(const nlohmann::json& manifest) {
  const auto count = [&](const char* key) { return manifest.value(key, nlohmann::json::array()).size(); };
  return manifest["id"].get<std::string>() + " " + manifest["version"].get<std::string>() + ": " +
         counted(count("services"), "service") + ", " + counted(count("articles"), "article") + ", " +
         counted(count("teams"), "team");
}

}  // namespace guichet::sdk_tool
