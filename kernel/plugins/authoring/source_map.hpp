// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/rules/finding.hpp"

#include <map>
#include <string>
#include <vector>

namespace guichet::plugins::authoring {

/// Which file and line each part of the manifest came from.
class SourceMap {
 public:
  /// The value at `pointer` of the manifest ("/services/3", or "" for the whole) was read from `file`, with these lines
  /// by pointer from there.
  void add(std::string pointer, std::string file, std::map<std::string, int> lines);

  /// The finding with its file, its line (that of the nearest value around when it has none) and its path in the file.
  [[nodiscard]] Diagnostic locate(const Finding& finding) const;

 private:
  struct Part {
    std::string file;
    std::map<std::string, int> lines;
  };
  std::map<std::string, Part> parts_;
};

}  // namespace guichet::plugins::authoring
