// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/domain/result.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// The names of the templates this SDK has, sorted.
[[nodiscard]] std::vector<std::string> template_names();

/// Copies a template into a new folder and replaces each @KEY@ of its files. The folder appears whole or not at all.
/// Error{conflict} with a detail when something is there already, Error{unavailable} when the disk refuses.
[[nodiscard]] domain::Result<domain::Done> copy_template(const std::string& name, const std::filesystem::path& to,
                                                         const std::map<std::string, std::string>& replacements);

}  // namespace guichet::sdk_tool
