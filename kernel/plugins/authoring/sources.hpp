// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <map>
#include <string>

namespace guichet::plugins::authoring {

/// The files an author wrote, by path from the plugin's folder: "plugin.yaml", "services/wifi-event.yaml",
/// "docs/eduroam.en.md". Line ends are "\n", no byte order mark.
using SourceTree = std::map<std::string, std::string>;

/// Reads plugin.yaml, services/*.yaml and docs/*.md below `folder`; other files are not the compiler's. Symbolic links
/// are not followed. Error{invalid, "error.plugin.sources"} with a detail when the folder cannot be read, or holds more
/// than 2,600 files or 64 MB of them.
[[nodiscard]] domain::Result<SourceTree> read_sources(const std::string& folder);

}  // namespace guichet::plugins::authoring
