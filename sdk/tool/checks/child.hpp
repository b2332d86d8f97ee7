// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// How a process of our own ended.
struct ChildEnd {
  int status = -1;     ///< its exit code; -1 when it did not end by itself
  int signal = 0;      ///< that ended it
  bool late = false;   ///< it took longer than it may, and was ended
  std::string output;  ///< what it wrote to its standard output, the first megabytes of it
};

/// Runs a program to its end and collects what it says; its standard error is ours. Throws std::runtime_error when
/// there is no such program.
[[nodiscard]] ChildEnd run_child(const std::vector<std::string>& command, std::chrono::seconds longest);

}  // namespace guichet::sdk_tool
