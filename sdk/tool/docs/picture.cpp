// SPDX-License-Identifier: Apache-2.0
#include "kernel/domain/workflow_picture.hpp"
#include "kernel/plugins/bundle_files.hpp"
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/checks/child.hpp"
#include "sdk/tool/docs/page.hpp"

#include <stdexcept>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

domain::PictureStep step_of(const json& step) {
  domain::PictureStep drawn;
  drawn.id = step.value("id", "");
  drawn.label = drawn.id;
  for (const auto kind :
       {domain::StepKind::approval, domain::StepKind::task, domain::StepKind::request, domain::StepKind::automation,
        domain::StepKind::wait, domain::StepKind::notify, domain::StepKind::decide}) {
    if (step.contains(std::string(domain::name_of(kind)))) drawn.kind = kind;
  }
  drawn.label += "\n" + std::string(domain::name_of(drawn.kind));
  if (const std::string automation = text_of(step, "automation"); !automation.empty()) {
    drawn.label = drawn.id + "\n" + automation;
  }
  drawn.after = step.value("after", std::vector<std::string>{});
  drawn.back = step.value("returns", std::vector<std::string>{});
  if (step.contains("when")) drawn.condition = in_words(step["when"]);
  drawn.ends = text_of(step, "on_success") == "resolve";
  if (step.contains("otherwise")) drawn.otherwise = step["otherwise"].value("team", "");
  if (drawn.kind == domain::StepKind::approval) drawn.trust = text_of(step["approval"], "mode") == "trust";
  if (drawn.kind == domain::StepKind::decide) {
    for (const json& branch : step["decide"]) {
      drawn.branches.emplace_back(branch.contains("when") ? in_words(branch["when"]) : "otherwise",
                                  branch.value("then", std::vector<std::string>{}));
    }
  }
  return drawn;
}

}  // namespace

std::string graph_of(const json& workflow) {
  std::vector<domain::PictureStep> steps;
  for (const json& step : workflow) steps.push_back(step_of(step));
  return domain::graph_of(steps, {"submitted", "resolved", "otherwise", "back"});
}

std::string drawn(const std::string& graph) {
  const TemporaryFolder folder("guichet-picture");
  const std::string file = folder.path() + "/workflow.dot";
  if (!plugins::write_file(file, graph, 0600)) return {};
  try {
    const ChildEnd end = run_child({"dot", "-Tsvg", file}, std::chrono::seconds(20));
    const std::size_t begin = end.output.find("<svg");
    return end.status == 0 && begin != std::string::npos ? end.output.substr(begin) : "";
  } catch (const std::runtime_error&) {
    return {};  // it is not installed
  }
}

}  // namespace guichet::sdk_tool
