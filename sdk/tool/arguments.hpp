// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// What was typed after `guichet-sdk`.
struct Arguments {
  std::string command;                                      ///< the first word that is no option
  std::vector<std::string> plain;                           ///< the words after it
  std::map<std::string, std::vector<std::string>> options;  ///< by name without dashes; flags have no values
  std::string problem;                                      ///< what cannot be understood; empty: nothing

  [[nodiscard]] bool has(const std::string& name) const { return options.count(name) > 0; }
  /// The last value given, or `otherwise`.
  [[nodiscard]] std::string option(const std::string& name, const std::string& otherwise = "") const;
};

/// Options are --name VALUE, --name=VALUE, or flags.
[[nodiscard]] Arguments read_arguments(int count, char** values);

}  // namespace guichet::sdk_tool
