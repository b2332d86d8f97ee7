// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/domain/result.hpp"

#include <filesystem>
#include <string>

namespace guichet::sdk_tool {

// Whether a command can begin with the paths somebody typed. Each answers Error{unavailable} whose detail names the
// path and says what to do; what a path is worth is for the command itself. A look ahead: it promises nothing.

/// `path` is there. `wanted` ends the sentence when it is not: "give the folder of a plugin".
[[nodiscard]] domain::Result<domain::Done> is_there(const std::filesystem::path& path, const std::string& wanted);

/// All that is read of a plugin's sources can be read: without this, what is closed would look as if it were missing.
[[nodiscard]] domain::Result<domain::Done> can_read_sources(const std::filesystem::path& folder);

/// A file or folder of this name can be made, or replaced, where it is to be.
[[nodiscard]] domain::Result<domain::Done> can_write(const std::filesystem::path& path);

}  // namespace guichet::sdk_tool
