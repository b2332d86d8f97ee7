// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/domain/result.hpp"
#include "sdk/tool/arguments.hpp"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <string>

namespace guichet::sdk_tool {

/// Exit codes, the same for every command.
constexpr int success = 0;
constexpr int does_not_hold = 1;  ///< the plugin has errors, each told with file and line
constexpr int wrong_usage = 2;
constexpr int cannot_work = 3;  ///< a file cannot be read or written, or a program is missing

/// Where a command reads answers and writes. Borrowed.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& errors;
};

// One file each, command_NAME.cpp. All answer an exit code.
int build(const Arguments& arguments, const Terminal& terminal);
int check(const Arguments& arguments, const Terminal& terminal);
int docs(const Arguments& arguments, const Terminal& terminal);
int keygen(const Arguments& arguments, const Terminal& terminal);
int new_plugin(const Arguments& arguments, const Terminal& terminal);
int pack(const Arguments& arguments, const Terminal& terminal);
int run(const Arguments& arguments, const Terminal& terminal);
int schema(const Arguments& arguments, const Terminal& terminal);
int sign(const Arguments& arguments, const Terminal& terminal);
int test(const Arguments& arguments, const Terminal& terminal);

/// Writes the error and answers its exit code.
int failed(const domain::Error& error, const Terminal& terminal);

/// "it 1.0.0: 12 services, 80 articles, 13 teams".
[[nodiscard]] std::string summary_of(const nlohmann::json& manifest);
/// "1 service", "2 services".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace guichet::sdk_tool
