// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

namespace guichet::sdk_tool {

/// Exit codes, the same for every command.
constexpr int success = 0;
constexpr int does_not_hold = 1;  ///< the plugin has errors, all of them on `errors`
constexpr int wrong_usage = 2;
constexpr int cannot_work = 3;  ///< a file cannot be read or written

/// Builds the bundle of a source folder. `library` may be empty.
int build(const std::string& source, const std::string& library, const std::string& output, std::ostream& out,
          std::ostream& errors);

/// Says whether the kernel would accept a bundle, or, given a source folder, whether it would compile.
int check(const std::string& folder, std::ostream& out, std::ostream& errors);

/// Prints one published schema, or the names of all when `name` is empty.
int schema(const std::string& name, std::ostream& out, std::ostream& errors);

}  // namespace guichet::sdk_tool
