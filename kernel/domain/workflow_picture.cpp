// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/workflow_picture.hpp"

#include <algorithm>
#include <set>

namespace guichet::domain {
namespace {

/// A text between quotation marks. In a label a backslash begins an escape, so that each is doubled; a line's end is
/// the one that we mean.
std::string in_quotes(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) >= ' ') {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result + "\"";
}

std::string node_of(const std::string& step) {
  return in_quotes("step " + step);
}

class Graph {
 public:
  explicit Graph(const PictureWords& words) : words_(words) {}

  std::string write(const std::vector<PictureStep>& steps) {
    text_ =
        "digraph workflow {\n  rankdir=LR;\n  bgcolor=transparent;\n"
        "  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=13, margin=\"0.18,0.1\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=11];\n  submitted [shape=oval, class=\"end\", label=" +
        in_quotes(words_.submitted) + "];\n";
    std::set<std::string> decided, followed;
    for (const PictureStep& step : steps) {
      followed.insert(step.after.begin(), step.after.end());
      if (!step.branches.empty()) followed.insert(step.id);
      for (const auto& [holds, then] : step.branches) decided.insert(then.begin(), then.end());
    }
    bool ended = false;
    for (const PictureStep& step : steps) {
      put(step, decided.contains(step.id));
      // What nothing follows leads to the end, but for what comes to a person otherwise.
      const bool last = !followed.contains(step.id);
      if (!step.ends && !last) continue;
      if (!ended) text_ += "  resolved [shape=oval, class=\"end\", label=" + in_quotes(words_.resolved) + "];\n";
      ended = true;
      text_ += "  " + node_of(step.id) + " -> resolved;\n";
    }
    return text_ + "}\n";
  }

 private:
  void put(const PictureStep& step, bool decided) {
    const std::string node = node_of(step.id);
    std::string classes = "step " + std::string(name_of(step.kind));
    if (!step.state.empty()) classes += " is-" + step.state;
    text_ += "  " + node + " [class=" + in_quotes(classes) + ", label=" + in_quotes(step.label) +
             (step.kind == StepKind::decide ? ", shape=diamond" : "") + "];\n";
    const std::string condition = step.condition.empty() ? "" : " [label=" + in_quotes(step.condition) + "]";
    if (step.after.empty() && !decided) text_ += "  submitted -> " + node + condition + ";\n";
    for (const std::string& earlier : step.after) {
      text_ += "  " + node_of(earlier) + " -> " + node + condition + ";\n";
    }
    for (const auto& [holds, then] : step.branches) {
      for (const std::string& next : then) {
        text_ += "  " + node + " -> " + node_of(next) + " [label=" + in_quotes(holds) + "];\n";
      }
    }
    for (const std::string& earlier : step.back) {
      text_ += "  " + node + " -> " + node_of(earlier) +
               " [class=\"back\", style=dashed, constraint=false, label=" + in_quotes(words_.back) + "];\n";
    }
    if (!step.otherwise.empty()) {
      const std::string team = in_quotes("team " + step.otherwise);
      text_ += "  " + team + " [class=\"team\", style=dashed, label=" + in_quotes(step.otherwise) + "];\n  " + node +
               " -> " + team + " [class=\"otherwise\", style=dashed, label=" + in_quotes(words_.otherwise) + "];\n";
    }
  }

  const PictureWords& words_;
  std::string text_;
};

}  // namespace

std::string graph_of(const std::vector<PictureStep>& steps, const PictureWords& words) {
  return Graph(words).write(steps);
}

}  // namespace guichet::domain
