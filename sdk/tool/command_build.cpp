// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/bundle.hpp"
#include "sdk/tool/commands.hpp"

#include <ostream>

namespace guichet::sdk_tool {

int build(const Arguments& arguments, const Terminal& terminal) {
  const std::string output = arguments.option("output");
  const auto compilation = plugins::build_bundle(arguments.plain[0], arguments.option("library"), output);
  if (!compilation) return failed(compilation.error(), terminal);
  for (const auto& diagnostic : compilation->diagnostics)
    terminal.errors << plugins::authoring::to_string(diagnostic) << "\n";
  if (!compilation->ok()) return does_not_hold;
  terminal.out << summary_of(compilation->manifest) << " in " << output << "\n";
  return success;
}

}  // namespace guichet::sdk_tool
