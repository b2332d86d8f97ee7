// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/bundle_files.hpp"
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/checks/child.hpp"
#include "sdk/tool/docs/page.hpp"

#include <stdexcept>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace

std::string graph_of(const json& workflow) {
  std::string graph =
      "digraph workflow {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
      "  edge [fontname=\"sans-serif\", fontsize=11];\n  submitted [shape=oval];\n";
  for (const json& step : workflow) {
    const std::string id = step.value("id", "");
    const std::string node = quoted("step " + id);
    const std::string automation = step.value("automation", "");
    graph += "  " + node + " [label=" + quoted(id + (automation.empty() ? "" : "\n" + automation)) + "];\n";
    const auto after = step.value("after", std::vector<std::string>{});
    const std::string condition = step.contains("when") ? " [label=" + quoted(in_words(step["when"])) + "]" : "";
    if (after.empty()) graph += "  submitted -> " + node + condition + ";\n";
    for (const std::string& earlier : after)
      graph += "  " + quoted("step " + earlier) + " -> " + node + condition + ";\n";
    if (step.value("on_success", "") == "resolve") graph += "  resolved [shape=oval];\n  " + node + " -> resolved;\n";
    if (step.contains("otherwise")) {
      const std::string team = step["otherwise"].value("team", "");
      graph += "  " + quoted("team " + team) + " [label=" + quoted(team) + ", style=dashed];\n  " + node + " -> " +
               quoted("team " + team) + " [style=dashed, label=\"otherwise\"];\n";
    }
  }
  return graph + "}\n";
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
