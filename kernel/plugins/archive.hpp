// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <cstdint>
#include <string>

namespace guichet::plugins {

/// What an archive may hold, so that a few kilobytes from a stranger never fill the disk.
constexpr std::uint64_t largest_archive = 160'000'000;   ///< bytes of the file
constexpr std::uint64_t largest_unpacked = 256'000'000;  ///< bytes of all its files together

/// Writes the bundle `folder` as one zip file, ID-VERSION.guichet by custom, replacing an earlier file there. The same
/// folder gives the same bytes: files in the order of their names, without times or owners. Error{invalid,
/// "error.plugin.archive"} when the folder is no bundle or too big, Error{unavailable, "error.plugin.install"} when the
/// disk refuses.
[[nodiscard]] domain::Result<domain::Done> pack_bundle(const std::string& folder, const std::string& file);

/// Writes the files of an archive into a new folder, which must not be there yet and is removed again when something
/// fails. The archive is a stranger's: only plain files with paths of a bundle, none twice, stored or deflated, within
/// the bounds above and those of bundle_files.hpp; what it says about sizes is checked while it is read. Says nothing
/// about the bundle itself: read_bundle does. Error{invalid, "error.plugin.archive"} with what to do in its detail,
/// Error{unavailable, "error.plugin.install"} when the disk refuses.
[[nodiscard]] domain::Result<domain::Done> unpack_bundle(const std::string& file, const std::string& folder);

}  // namespace guichet::plugins
