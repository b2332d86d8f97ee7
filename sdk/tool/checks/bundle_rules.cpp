// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/bundle_files.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/signature.hpp"
#include "sdk/tool/checks/elf.hpp"
#include "sdk/tool/checks/rule.hpp"

#include <algorithm>
#include <filesystem>

namespace guichet::sdk_tool {
namespace {

using plugins::Severity;

Problem in_file(const std::string& file, std::string text, Severity severity = Severity::error) {
  return {file, 1, "", std::move(text), severity};
}

/// The dynamic symbols of plugin.so, or the problem with it.
domain::Result<ElfLibrary> library_of(const Subject& subject) {
  const std::string path = subject.bundle->folder() + "/plugin.so";
  const auto bytes = plugins::read_file(path, plugins::largest_library);
  if (!bytes) return bytes.error();
  return read_elf(*bytes);
}

Problems without_library(const Subject& subject) {
  if (!subject.bundle) return {};
  const auto library = library_of(subject);
  if (library) return {};
  return {in_file("plugin.so", library.error().detail)};
}

}  // namespace

Problems check_bundle_files(const Subject& subject) {
  if (!subject.refusal.empty())
    return {in_file(std::filesystem::path(subject.path).filename().string(), subject.refusal)};
  Problems problems;
  for (const plugins::Finding& finding : plugins::check_manifest(subject.manifest))
    problems.push_back(subject.at(finding.pointer, finding.text, finding.severity));
  return problems;
}

Problems check_bundle_alone(const Subject& subject) {
  if (!subject.bundle) return {};
  Problems problems;
  for (const auto& [plugin, problem] : plugins::compile_snapshot({subject.bundle->bundle()}).problems)
    problems.push_back(in_file("manifest.json", problem));
  return problems;
}

Problems check_signature(const Subject& subject) {
  std::error_code ignored;
  if (!subject.bundle || !std::filesystem::exists(subject.bundle->folder() + "/SIGNATURE", ignored)) return {};
  const auto text = plugins::read_file(subject.bundle->folder() + "/SIGNATURE", plugins::largest_signature);
  const auto manifest = plugins::read_file(subject.bundle->folder() + "/manifest.json", plugins::largest_manifest);
  if (!text || !manifest) return {in_file("SIGNATURE", (text ? manifest.error() : text.error()).detail)};
  const auto signature = plugins::read_signature(*text);
  if (!signature) return {in_file("SIGNATURE", signature.error().detail)};
  if (plugins::verify(*manifest, *signature)) return {};
  return {in_file("SIGNATURE", "is not of this manifest.json: it was built again since; sign it again")};
}

Problems check_exported_symbols(const Subject& subject) {
  if (Problems problems = without_library(subject); !problems.empty() || !subject.bundle) return problems;
  const auto library = library_of(subject);
  Problems problems;
  bool entry = false;
  for (const ElfSymbol& symbol : library->exported) {
    if (symbol.name == "guichet_plugin_entry")
      entry = true;
    else
      problems.push_back(in_file("plugin.so", "exports " + symbol.name + ": build it with guichet_add_plugin()"));
  }
  if (!entry)
    problems.push_back(in_file("plugin.so",
                               "does not export guichet_plugin_entry: write GUICHET_PLUGIN(...) in one of "
                               "its sources"));
  return problems;
}

Problems check_unique_symbols(const Subject& subject) {
  if (!without_library(subject).empty() || !subject.bundle) return {};
  Problems problems;
  const auto library = library_of(subject);
  for (const ElfSymbol& symbol : library->exported) {
    if (symbol.unique)
      problems.push_back(in_file("plugin.so", symbol.name + " is marked unique (STB_GNU_UNIQUE): compile with "
                                                            "-fno-gnu-unique, as guichet_add_plugin() does"));
  }
  return problems;
}

Problems check_needed_libraries(const Subject& subject) {
  if (!without_library(subject).empty() || !subject.bundle) return {};
  constexpr const char* there[] = {"libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so", "ld-linux"};
  Problems problems;
  const auto library = library_of(subject);
  for (const std::string& needed : library->needed) {
    if (std::any_of(std::begin(there), std::end(there), [&](const char* known) { return needed.rfind(known, 0) == 0; }))
      continue;
    problems.push_back(in_file("plugin.so",
                               "needs " + needed +
                                   ", which must be installed on every machine of the counter: link it "
                                   "statically, or tell the administrator",
                               Severity::warning));
  }
  return problems;
}

}  // namespace guichet::sdk_tool
