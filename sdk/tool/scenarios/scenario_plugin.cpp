// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/bundle.hpp"
#include "sdk/tool/checks/rule.hpp"
#include "sdk/tool/scenarios/scenario_run.hpp"

#include <filesystem>
#include <set>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

domain::Error invalid(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.bundle", {}, {}, std::move(detail)};
}

/// Where CMake leaves it; "" when it has not been built.
std::string built_below(const std::string& folder, const json& manifest) {
  const std::string name =
      manifest["id"].get<std::string>() + "-" + manifest["version"].get<std::string>() + ".guichet";
  const fs::path place = fs::path(folder) / "build" / name;
  std::error_code ignored;
  return fs::exists(place, ignored) ? place.string() : "";
}

}  // namespace

domain::Result<ScenarioPlugin> plugin_of(const Subject& sources, const std::string& bundle) {
  for (const Problem& problem : sources.diagnostics) {
    if (problem.severity == plugins::Severity::error) return invalid(plugins::authoring::to_string(problem));
  }
  const auto compilation = plugins::authoring::compile_sources(sources.tree, std::string(64, '0'));
  auto compiled = plugins::bundle_of(compilation.manifest, compilation.documents, std::string(64, '0'));
  if (!compiled) return compiled.error();
  ScenarioPlugin plugin;
  plugin.info = compiled->info;
  auto snapshot = plugins::compile_snapshot({*compiled});
  if (!snapshot.problems.empty()) return invalid(snapshot.problems.front().second);
  plugin.snapshot = snapshot.snapshot;
  const std::string place = bundle.empty() ? built_below(sources.path, sources.manifest) : bundle;
  if (place.empty()) return plugin;
  auto built = BundleAt::open(place);
  if (!built) return invalid(place + ": " + built.error().detail);
  plugin.built = std::move(*built);
  return plugin;
}

Problems check_scenario_files(const Subject& subject) {
  Scenarios scenarios = read_scenarios(subject.path);
  Problems problems = std::move(scenarios.problems);
  std::set<std::string> covered;
  for (const Scenario& scenario : scenarios.all) covered.insert(scenario.text("service"));
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string id = services[i]["id"];
    if (covered.count(id) > 0 || covered.count(subject.manifest["id"].get<std::string>() + "/" + id) > 0) continue;
    problems.push_back(subject.at("/services/" + std::to_string(i),
                                  "no scenario tells what it does: write scenarios/" + id + ".yaml",
                                  plugins::Severity::warning));
  }
  return problems;
}

}  // namespace guichet::sdk_tool
