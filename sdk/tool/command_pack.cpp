// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/archive.hpp"
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/places.hpp"

#include <filesystem>
#include <ostream>

namespace guichet::sdk_tool {

int pack(const Arguments& arguments, const Terminal& terminal) {
  const auto bundle = BundleAt::open(arguments.plain[0]);
  if (!bundle) return failed(bundle.error(), terminal);
  if ((*bundle)->is_archive()) {
    terminal.errors << "error: " << arguments.plain[0] << " is packed already\n";
    return wrong_usage;
  }
  const std::string file = arguments.option("output", (*bundle)->id() + "-" + (*bundle)->version() + ".guichet");
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    terminal.errors << "error: " << file << " is a folder: say where the archive goes with --output FILE\n";
    return wrong_usage;
  }
  if (const auto writable = can_write(file); !writable) return failed(writable.error(), terminal);
  if (const auto packed = plugins::pack_bundle((*bundle)->folder(), file); !packed)
    return failed(packed.error(), terminal);
  terminal.out << (*bundle)->id() << " " << (*bundle)->version() << " is packed in " << file << ", "
               << std::filesystem::file_size(file, ignored) << " bytes\n";
  return success;
}

}  // namespace guichet::sdk_tool
