// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/steps_read.hpp"

#include <set>
#include <string>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::string_view root = "steps.";

/// False when `name` may read all steps, or nobody knows which.
bool note_name(const json& name, std::set<std::string>& steps) {
  if (!name.is_string()) return false;
  const auto& text = name.get_ref<const std::string&>();
  if (text.empty() || text == "steps") return false;
  if (text.rfind(root, 0) == 0) steps.insert(text.substr(root.size(), text.find('.', root.size()) - root.size()));
  return true;
}

/// False when it reads something that cannot be told by looking at it.
bool note_steps(const json& rule, std::set<std::string>& steps) {
  if (!rule.is_structured()) return true;
  for (const auto& [key, value] : rule.items()) {
    if (rule.is_object() && (key == "missing" || key == "missing_some")) return false;
    if (!rule.is_object() || key != "var") {
      if (!note_steps(value, steps)) return false;
      continue;
    }
    // What is taken when there is nothing there may be a rule as well.
    const bool list = value.is_array();
    if (list && value.empty()) return false;
    if (!note_name(list ? value.front() : value, steps)) return false;
    if (list && !note_steps(value, steps)) return false;
  }
  return true;
}

}  // namespace

json results_for(const WorkflowRun& run, const std::vector<const json*>& rules) {
  std::set<std::string> steps;
  for (const json* rule : rules) {
    if (!note_steps(*rule, steps)) return run.results();
  }
  json results = json::object();
  for (const std::string& step : steps) {
    const StepRun* found = run.run_of(step);
    if (found != nullptr && !found->result.empty()) results[step] = found->result;
  }
  return results;
}

}  // namespace guichet::domain
