// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/commands.hpp"
#include "sdk/tool/scenarios/scenario_run.hpp"

#include <ostream>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

json json_of(const Problems& problems) {
  json list = json::array();
  for (const Problem& problem : problems)
    list.push_back({{"file", problem.file}, {"line", problem.line}, {"path", problem.path}, {"text", problem.text}});
  return list;
}

void tell(const std::string& claim, const Problems& problems, const Terminal& terminal) {
  terminal.out << (problems.empty() ? "  pass  " : "  FAIL  ") << claim << "\n";
  for (const Problem& problem : problems)
    terminal.out << "          " << plugins::authoring::to_string(problem) << "\n";
}

}  // namespace

int test(const Arguments& arguments, const Terminal& terminal) {
  const auto sources = is_source_folder(arguments.plain[0]);
  if (!sources) return failed(sources.error(), terminal);
  if (!*sources) {
    terminal.errors << "error: scenarios stand beside plugin.yaml: give that folder, and the bundle with --bundle\n";
    return wrong_usage;
  }
  const auto subject = read_subject(arguments.plain[0]);
  if (!subject) return failed(subject.error(), terminal);
  const auto plugin = plugin_of(*subject, arguments.option("bundle"));
  if (!plugin) return failed(plugin.error(), terminal);
  const Scenarios scenarios = read_scenarios(arguments.plain[0]);
  const bool as_json = arguments.has("json");
  std::size_t passed = 0, failures = scenarios.problems.empty() ? 0 : 1;
  json tests = json::array();
  if (!scenarios.problems.empty()) {
    tests.push_back(
        {{"name", "the scenarios can be read"}, {"passed", false}, {"problems", json_of(scenarios.problems)}});
    if (!as_json) tell("the scenarios can be read", scenarios.problems, terminal);
  }
  for (const Scenario& scenario : scenarios.all) {
    const Problems problems = run_scenario(scenario, *plugin);
    ++(problems.empty() ? passed : failures);
    tests.push_back({{"name", scenario.name},
                     {"file", scenario.file},
                     {"line", scenario.line()},
                     {"passed", problems.empty()},
                     {"problems", json_of(problems)}});
    if (!as_json)
      tell(scenario.name + " (" + scenario.file + ":" + std::to_string(scenario.line()) + ")", problems, terminal);
  }
  if (as_json) {
    terminal.out << json{{"tests", tests}, {"passed", passed}, {"failed", failures}}.dump(2) << "\n";
  } else {
    terminal.out << "\n" << counted(passed, "scenario") << " passed, " << failures << " failed\n";
  }
  return failures == 0 ? success : does_not_hold;
}

}  // namespace guichet::sdk_tool
