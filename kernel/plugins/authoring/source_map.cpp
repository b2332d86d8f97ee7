// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/source_map.hpp"

namespace guichet::plugins::authoring {
namespace {

/// "/form/2/type" -> "/form/2" -> "/form" -> "".
std::string parent_of(const std::string& pointer) {
  return pointer.substr(0, pointer.rfind('/'));
}

}  // namespace

void SourceMap::add(std::string pointer, std::string file, std::map<std::string, int> lines) {
  parts_[std::move(pointer)] = {std::move(file), std::move(lines)};
}

Diagnostic SourceMap::locate(const Finding& finding) const {
  std::string owner = finding.pointer;
  auto part = parts_.find(owner);
  while (part == parts_.end() && !owner.empty()) {
    owner = parent_of(owner);
    part = parts_.find(owner);
  }
  if (part == parts_.end()) return {"plugin.yaml", 1, path_of_pointer(finding.pointer), finding.text, finding.severity};

  const std::string inside = finding.pointer.substr(owner.size());
  std::string nearest = inside;
  auto line = part->second.lines.find(nearest);
  while (line == part->second.lines.end() && !nearest.empty()) {
    nearest = parent_of(nearest);
    line = part->second.lines.find(nearest);
  }
  return {part->second.file, line == part->second.lines.end() ? 1 : line->second, path_of_pointer(inside), finding.text,
          finding.severity};
}

}  // namespace guichet::plugins::authoring
