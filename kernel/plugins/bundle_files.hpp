// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <map>
#include <string>
#include <vector>

namespace guichet::plugins {

constexpr std::size_t largest_manifest = 8'000'000;  ///< bytes
constexpr std::size_t largest_library = 128'000'000;
constexpr std::size_t most_bundle_files = 2'500;

/// Paths of all files below `folder`, sorted, relative. Error{invalid} with a detail on a symbolic link, anything that
/// is neither file nor folder, or too many of them.
[[nodiscard]] domain::Result<std::vector<std::string>> files_below(const std::string& folder);

/// The bytes of a regular file, not through a symbolic link. Error{invalid} with a detail when there is none or it is
/// bigger than `limit`.
[[nodiscard]] domain::Result<std::string> read_file(const std::string& path, std::size_t limit);

/// The SHA-256 of a regular file of at most largest_library bytes, without keeping it in memory.
[[nodiscard]] domain::Result<std::string> hash_file(const std::string& path);

/// Copies a regular file to a new one with these permissions, synced, and answers the SHA-256 of what was written.
[[nodiscard]] domain::Result<std::string> copy_file(const std::string& from, const std::string& to, unsigned mode);

/// Writes a new file with these permissions, synced.
[[nodiscard]] domain::Result<domain::Done> write_file(const std::string& path, const std::string& bytes, unsigned mode);

/// Makes what was created in a folder survive a crash.
void sync_folder(const std::string& path);

}  // namespace guichet::plugins
