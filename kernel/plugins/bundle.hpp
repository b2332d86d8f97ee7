// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/registry.hpp"

#include <map>
#include <string>

namespace guichet::plugins {

/// A bundle from its parts: the manifest, checked by every rule, and its files docs/*.md by path. What read_bundle does
/// once it has read the disk. `fingerprint` is the SHA-256 of the manifest's bytes. Error{invalid,
/// "error.plugin.bundle"}.
[[nodiscard]] domain::Result<Bundle> bundle_of(nlohmann::json manifest,
                                               const std::map<std::string, std::string>& documents,
                                               std::string fingerprint);

/// Copies a bundle that read_bundle accepts into DATA/plugins/ID/FINGERPRINT, read-only, and answers that path. Each
/// file is hashed as it is copied, so what is loaded later is what the manifest lists, whatever happens to `folder`
/// meanwhile. The folder appears whole or not at all; one that is there already is checked and kept. Error{invalid} for
/// a bad bundle, Error{unavailable, "error.plugin.install"} when the disk refuses.
[[nodiscard]] domain::Result<std::string> install_bundle(const std::string& folder, const std::string& data_dir);

/// What `guichet-sdk build` does: compiles the sources and writes the bundle at `output`, replacing an earlier bundle
/// there. `library` is the path of plugin.so, empty for none. Nothing is written when a diagnostic is an error.
/// Error{invalid} when sources cannot be read, Error{unavailable} when the disk refuses.
[[nodiscard]] domain::Result<authoring::Compilation> build_bundle(const std::string& source_folder,
                                                                  const std::string& library,
                                                                  const std::string& output);

}  // namespace guichet::plugins
