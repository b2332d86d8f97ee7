// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/bundle.hpp"
#include "sdk/tool/checks/subject.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/places.hpp"

#include <ostream>

namespace guichet::sdk_tool {

int build(const Arguments& arguments, const Terminal& terminal) {
  const std::string output = arguments.option("output");
  const std::string library = arguments.option("library");
  if (const auto sources = is_source_folder(arguments.plain[0]); !sources) return failed(sources.error(), terminal);
  if (const auto writable = can_write(output); !writable) return failed(writable.error(), terminal);
  if (!library.empty()) {
    if (const auto there = is_there(library, "the library is built by `cmake --build build`"); !there)
      return failed(there.error(), terminal);
  }
  const auto compilation = plugins::build_bundle(arguments.plain[0], library, output);
  if (!compilation) return failed(compilation.error(), terminal);
  for (const auto& diagnostic : compilation->diagnostics)
    terminal.errors << plugins::authoring::to_string(diagnostic) << "\n";
  if (!compilation->ok()) return does_not_hold;
  terminal.out << summary_of(compilation->manifest) << " in " << output << "\n";
  return success;
}

}  // namespace guichet::sdk_tool
