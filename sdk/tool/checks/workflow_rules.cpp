// SPDX-License-Identifier: Apache-2.0
#include "kernel/domain/manifest_reader.hpp"
#include "kernel/domain/step_read.hpp"
#include "kernel/domain/workflow_proof.hpp"
#include "sdk/tool/checks/rule.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using plugins::Severity;

using Before = std::map<std::string, std::vector<std::string>>;  ///< for each step, those it waits for

Before before_of(const json& steps) {
  Before before;
  for (const json& step : steps) before[step.value("id", "")] = step.value("after", std::vector<std::string>{});
  return before;
}

template <typename Check>
void for_each_workflow(const Subject& subject, const Check& check) {
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i)
    check(services[i].value("workflow", json::array()), "/services/" + std::to_string(i) + "/workflow");
}

/// A condition made of values alone, which is the same for every request.
bool is_never(const json& step) {
  const auto when = step.find("when");
  return when != step.end() && (*when == false || *when == 0 || *when == "" || when->is_null());
}

}  // namespace

Problems check_workflow_steps(const Subject& subject) {
  Problems problems;
  for_each_workflow(subject, [&](const json& steps, const std::string& pointer) {
    const Before before = before_of(steps);
    std::set<std::string> seen, resolved;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::string at = pointer + "/" + std::to_string(i);
      const std::string id = steps[i].value("id", "");
      if (!seen.insert(id).second) problems.push_back(subject.at(at + "/id", "there are two steps \"" + id + "\""));
      if (is_never(steps[i])) problems.push_back(subject.at(at + "/when", "never holds: the step is always skipped"));
      for (const std::string& earlier : before.at(id)) {
        if (before.count(earlier) == 0)
          problems.push_back(
              subject.at(at + "/after", "waits for \"" + earlier + "\", which is no step: it never begins"));
        if (resolved.count(earlier) > 0)
          problems.push_back(subject.at(at + "/after",
                                        "comes after \"" + earlier +
                                            "\", which resolves the request: it only begins "
                                            "when that one is skipped",
                                        Severity::warning));
      }
      if (steps[i].value("on_success", "") == "resolve" && !steps[i].contains("when")) resolved.insert(id);
    }
  });
  return problems;
}

Problems check_workflow_cycles(const Subject& subject) {
  Problems problems;
  for_each_workflow(subject, [&](const json& steps, const std::string& pointer) {
    const Before before = before_of(steps);
    std::map<std::string, int> state;  // 1 being visited, 2 known to be sound
    std::function<bool(const std::string&)> turns = [&](const std::string& id) {
      if (state[id] == 2 || before.count(id) == 0) return false;
      if (state[id] == 1) return true;
      state[id] = 1;
      bool found = false;
      for (const std::string& earlier : before.at(id)) found = found || turns(earlier);
      state[id] = 2;
      return found;
    };
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::string id = steps[i].value("id", "");
      if (turns(id))
        problems.push_back(subject.at(pointer + "/" + std::to_string(i) + "/after",
                                      "the step \"" + id + "\" waits, through others, for itself"));
    }
  });
  return problems;
}

Problems check_trust_first(const Subject& subject) {
  Problems problems;
  const std::string plugin = subject.manifest.value("id", "");
  domain::WorkflowFacts facts;
  facts.has_stakes = [&](const std::string& automation) {
    const json declared = subject.manifest.value("automations", json::array());
    return std::any_of(declared.begin(), declared.end(), [&](const json& each) {
      return plugin + "/" + each.value("id", "") == automation && each.contains("stakes");
    });
  };
  const json services = subject.manifest.value("services", json::array());
  for (std::size_t i = 0; i < services.size(); ++i) {
    facts.service = plugin + "/" + services[i].value("id", "");
    if (subject.accepted.contains(facts.service)) continue;
    std::vector<domain::Step> workflow;
    try {
      domain::ManifestReader reader(services[i], {});
      workflow = domain::workflow_from(reader, "workflow", plugin);
    } catch (const domain::ManifestFailure&) {
      continue;  // said by the rules of services
    }
    for (const auto& finding : domain::prove(workflow, facts)) {
      if (finding.problem != "trust-stakes") continue;
      const auto step = std::find_if(workflow.begin(), workflow.end(),
                                     [&](const domain::Step& each) { return each.id == finding.step; });
      problems.push_back(
          subject.at("/services/" + std::to_string(i) + "/workflow/" + std::to_string(step - workflow.begin()),
                     domain::sentence_of(finding) + ". When one does: guichet-sdk check --accepted " + facts.service));
    }
  }
  return problems;
}

Problems check_automations_used(const Subject& subject) {
  Problems problems;
  std::set<std::string> used;
  const std::string own = subject.manifest.value("id", "") + "/";
  for_each_workflow(subject, [&](const json& steps, const std::string&) {
    for (const json& step : steps) {
      std::string id = step.value("automation", "");
      if (id.rfind(own, 0) == 0) id.erase(0, own.size());
      used.insert(id);
      id = step.value("undo", "");
      if (id.rfind(own, 0) == 0) id.erase(0, own.size());
      used.insert(id);
    }
  });
  const json declared = subject.manifest.value("automations", json::array());
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (used.count(declared[i]["id"].get<std::string>()) == 0)
      problems.push_back(
          subject.at("/automations/" + std::to_string(i), "no workflow of this plugin runs it", Severity::warning));
  }
  if (!declared.empty() && !subject.manifest.value("library", false))
    problems.push_back(subject.at("/automations", "automations are code: say `library: true`"));
  return problems;
}

}  // namespace guichet::sdk_tool
