// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "kernel/plugins/registry.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// Bundles between the files store and the folder that workers load from.
namespace guichet::counter {

struct Counter;

/// A folder of its own below DATA/plugins for as long as it lives. Empty path: it could not be made.
class WorkingFolder {
 public:
  explicit WorkingFolder(const Counter& counter);
  ~WorkingFolder();
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Puts a bundle, a folder or a file, into the files store; `path` stays. Answers the archive's SHA-256.
[[nodiscard]] domain::Result<std::string> hold_archive(const Counter& counter, const std::string& path);

/// Unpacks a held archive into `folder`, which must not be there, and reads it by every rule.
[[nodiscard]] domain::Result<plugins::Bundle> read_archive(const Counter& counter, const std::string& archive,
                                                           const std::string& folder);

/// DATA/plugins/ID/FINGERPRINT, read by every rule. When it is not there, or not what it was, it is made from the
/// archive: that is how a bundle installed on one node comes to the others. Error{unavailable, "error.plugin.missing"}
/// when there is neither.
[[nodiscard]] domain::Result<plugins::Bundle> installed_bundle(const Counter& counter, const std::string& plugin,
                                                               const std::string& fingerprint);

/// The manifest of an installed version without reading its other files; null when it is not there or not that one.
[[nodiscard]] nlohmann::json installed_manifest(const Counter& counter, const std::string& plugin,
                                                const std::string& fingerprint);

/// Removes from DATA/plugins what nothing names any more: versions that were removed, and what was being unpacked when
/// a program was killed. Only what is older than an hour: another program may be at work.
void tidy_bundles(const Counter& counter);

/// Who signed the bundle in this folder, as far as the administrator's keys say.
[[nodiscard]] Signer signer_of(const std::string& folder, const std::string& plugin,
                               const std::vector<storage::PluginKey>& keys);
/// The same for a key whose signature was found valid.
[[nodiscard]] Signer signer_of_key(const std::string& key, const std::string& plugin,
                                   const std::vector<storage::PluginKey>& keys);

}  // namespace guichet::counter
