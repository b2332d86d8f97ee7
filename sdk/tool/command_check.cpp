// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/child.hpp"
#include "sdk/tool/checks/rule.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/home.hpp"

#include <algorithm>
#include <cstring>
#include <ostream>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using plugins::Severity;

constexpr std::chrono::seconds longest_rule{120};

struct TestResult {
  const Rule* rule = nullptr;
  Problems problems;
  json plugin;  ///< {id, version, summary} when the manifest can be read
  std::chrono::milliseconds took{};
  [[nodiscard]] bool passed() const {
    return std::none_of(problems.begin(), problems.end(),
                        [](const Problem& each) { return each.severity == Severity::error; });
  }
};

json json_of(const Problem& problem) {
  return {{"file", problem.file},
          {"line", problem.line},
          {"path", problem.path},
          {"text", problem.text},
          {"severity", problem.severity == Severity::warning ? "warning" : "error"}};
}

/// The child's side: the problems of one rule, as JSON. The parent reads nothing of the plugin itself.
int run_one(const std::string& name, const Arguments& arguments, const Terminal& terminal) {
  const auto rule = std::find_if(rules().begin(), rules().end(), [&](const Rule& each) { return each.name == name; });
  if (rule == rules().end()) {
    terminal.errors << "there is no rule " << name << "\n";
    return wrong_usage;
  }
  auto subject = read_subject(arguments.plain[0]);
  if (!subject) {
    const Problem why{arguments.plain[0], 1, "", subject.error().detail, Severity::error};
    terminal.out << json{{"problems", {json_of(why)}}}.dump(-1, ' ', true, json::error_handler_t::replace) << std::endl;
    return success;
  }
  if (const auto given = arguments.options.find("accepted"); given != arguments.options.end())
    subject->accepted.insert(given->second.begin(), given->second.end());
  json problems = json::array();
  for (const Problem& problem : rule->problems(*subject)) problems.push_back(json_of(problem));
  json told{{"problems", problems}};
  if (const json& manifest = subject->manifest; manifest.is_object())
    told["plugin"] = {{"id", manifest["id"]}, {"version", manifest["version"]}, {"summary", summary_of(manifest)}};
  terminal.out << told.dump(-1, ' ', true, json::error_handler_t::replace) << std::endl;
  return success;
}

Problem about_the_check(std::string text) {
  return {"guichet-sdk", 1, "", std::move(text), Severity::error};
}

TestResult run_in_child(const Rule& rule, const Arguments& arguments) {
  const auto begin = std::chrono::steady_clock::now();
  TestResult result;
  result.rule = &rule;
  std::vector<std::string> command{own_program().string(), "check", arguments.plain[0], "--rule", rule.name};
  if (const auto given = arguments.options.find("accepted"); given != arguments.options.end()) {
    for (const std::string& service : given->second) command.push_back("--accepted=" + service);
  }
  const ChildEnd end = run_child(command, longest_rule);
  result.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  const json told = json::parse(end.output, nullptr, false);
  if (end.late) {
    result.problems = {about_the_check("took longer than two minutes: something in the plugin hangs")};
  } else if (end.signal != 0) {
    result.problems = {about_the_check("the check itself was ended by " + std::string(strsignal(end.signal)) +
                                       ": something in the plugin, or in this program, is broken")};
  } else if (end.status != success || !told.is_object()) {
    result.problems = {about_the_check("the check itself ended with " + std::to_string(end.status))};
  } else {
    for (const json& each : told["problems"])
      result.problems.push_back({each["file"], each["line"], each["path"], each["text"],
                                 each["severity"] == "warning" ? Severity::warning : Severity::error});
    result.plugin = told.value("plugin", json());
  }
  return result;
}

void tell(const TestResult& result, const Terminal& terminal) {
  terminal.out << (result.passed() ? "  pass  " : "  FAIL  ") << result.rule->claim << " (" << result.rule->name
               << ")\n";
  for (const Problem& problem : result.problems)
    terminal.out << "          " << plugins::authoring::to_string(problem) << "\n";
  terminal.out << std::flush;
}

bool fits(const Rule& rule, bool sources) {
  return rule.of == Rule::For::both || rule.of == (sources ? Rule::For::sources : Rule::For::bundle);
}

/// Rules that look into the manifest wait until there is one.
bool needs_manifest(const Rule& rule) {
  constexpr std::string_view first_of_all[] = {"plugin-file", "service-files", "article-files", "other-files", "files"};
  return std::find(std::begin(first_of_all), std::end(first_of_all), rule.name) == std::end(first_of_all);
}

}  // namespace

int check(const Arguments& arguments, const Terminal& terminal) {
  if (arguments.has("rule")) return run_one(arguments.option("rule"), arguments, terminal);
  const auto sources = is_source_folder(arguments.plain[0]);
  if (!sources) return failed(sources.error(), terminal);
  const bool as_json = arguments.has("json");
  std::size_t passed = 0, failures = 0, skipped = 0, warnings = 0;
  json tests = json::array(), plugin;
  for (const Rule& rule : rules()) {
    if (!fits(rule, *sources)) continue;
    if (needs_manifest(rule) && plugin.is_null()) {
      ++skipped;
      continue;
    }
    const TestResult result = run_in_child(rule, arguments);
    if (plugin.is_null()) plugin = result.plugin;
    ++(result.passed() ? passed : failures);
    json problems = json::array();
    for (const Problem& problem : result.problems) {
      problems.push_back(json_of(problem));
      if (problem.severity == Severity::warning) ++warnings;
    }
    tests.push_back({{"name", rule.name},
                     {"claim", rule.claim},
                     {"passed", result.passed()},
                     {"milliseconds", result.took.count()},
                     {"problems", problems}});
    if (!as_json) tell(result, terminal);
  }
  if (as_json) {
    const json report{{"path", arguments.plain[0]}, {"plugin", plugin},   {"tests", tests},      {"passed", passed},
                      {"failed", failures},         {"skipped", skipped}, {"warnings", warnings}};
    terminal.out << report.dump(2, ' ', false, json::error_handler_t::replace) << "\n";
  } else {
    terminal.out << "\n";
    if (!plugin.is_null()) terminal.out << plugin["summary"].get<std::string>() << "\n";
    terminal.out << counted(passed, "test") << " passed, " << failures << " failed";
    if (skipped > 0) terminal.out << ", " << skipped << " not run until these pass";
    if (warnings > 0) terminal.out << ", " << counted(warnings, "warning");
    terminal.out << "\n";
  }
  return failures == 0 ? success : does_not_hold;
}

}  // namespace guichet::sdk_tool
