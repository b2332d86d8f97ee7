// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/rules/schema.hpp"
#include "sdk/tool/commands.hpp"

#include <ostream>

namespace guichet::sdk_tool {

int schema(const Arguments& arguments, const Terminal& terminal) {
  const std::string name = arguments.plain.empty() ? "" : arguments.plain[0];
  for (const auto& [each, content] : plugins::published_schemas()) {
    if (name.empty()) terminal.out << each << ": " << content.value("description", "") << "\n";
    if (name == each) {
      terminal.out << content.dump(2) << "\n";
      return success;
    }
  }
  if (name.empty()) return success;
  terminal.errors << "there is no schema \"" << name << "\": `guichet-sdk schema` lists them\n";
  return wrong_usage;
}

}  // namespace guichet::sdk_tool
