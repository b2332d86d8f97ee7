// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/commands.hpp"

#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/schema.hpp"

#include <filesystem>
#include <ostream>

namespace guichet::sdk_tool {
namespace {

int failed(const domain::Error& error, std::ostream& errors) {
  errors << "error: " << error.detail << "\n";
  return error.kind == domain::ErrorKind::invalid ? does_not_hold : cannot_work;
}

void print(const plugins::authoring::Compilation& compilation, std::ostream& errors) {
  for (const auto& diagnostic : compilation.diagnostics) errors << plugins::authoring::to_string(diagnostic) << "\n";
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string summary(const nlohmann::json& manifest) {
  const auto count = [&](const char* key) { return manifest.value(key, nlohmann::json::array()).size(); };
  return manifest["id"].get<std::string>() + " " + manifest["version"].get<std::string>() + ": " +
         counted(count("services"), "service") + ", " + counted(count("articles"), "article") + ", " +
         counted(count("teams"), "team");
}

/// A library is not at hand while only texts are checked; any hash stands for it.
int check_sources(const std::string& folder, std::ostream& out, std::ostream& errors) {
  const auto sources = plugins::authoring::read_sources(folder);
  if (!sources) return failed(sources.error(), errors);
  const auto compilation = plugins::authoring::compile_sources(*sources, std::string(64, '0'));
  print(compilation, errors);
  if (!compilation.ok()) return does_not_hold;
  out << summary(compilation.manifest) << ": its sources hold\n";
  return success;
}

}  // namespace

int build(const std::string& source, const std::string& library, const std::string& output, std::ostream& out,
          std::ostream& errors) {
  const auto compilation = plugins::build_bundle(source, library, output);
  if (!compilation) return failed(compilation.error(), errors);
  print(*compilation, errors);
  if (!compilation->ok()) return does_not_hold;
  out << summary(compilation->manifest) << " in " << output << "\n";
  return success;
}

int check(const std::string& folder, std::ostream& out, std::ostream& errors) {
  std::error_code ignored;
  if (std::filesystem::exists(folder + "/plugin.yaml", ignored)) return check_sources(folder, out, errors);
  const auto bundle = plugins::read_bundle(folder);
  if (!bundle) return failed(bundle.error(), errors);
  for (const plugins::Finding& finding : plugins::check_manifest(bundle->manifest)) {
    errors << "manifest.json: warning: " << plugins::path_of_pointer(finding.pointer) << ": " << finding.text << "\n";
  }
  const auto compiled = plugins::compile_snapshot({*bundle});
  for (const auto& [plugin, problem] : compiled.problems) errors << plugin << ": " << problem << "\n";
  if (!compiled.problems.empty()) return does_not_hold;
  out << summary(bundle->manifest) << ": the kernel accepts it\n";
  return success;
}

int schema(const std::string& name, std::ostream& out, std::ostream& errors) {
  for (const auto& [each, content] : plugins::published_schemas()) {
    if (name.empty()) out << each << ": " << content.value("description", "") << "\n";
    if (name == each) {
      out << content.dump(2) << "\n";
      return success;
    }
  }
  if (name.empty()) return success;
  errors << "there is no schema \"" << name << "\": `guichet-sdk schema` lists them\n";
  return wrong_usage;
}

}  // namespace guichet::sdk_tool
