// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

/// What may be wrong with a plugin's bundle, for whoever packs, unpacks or installs one. `detail` is English.
namespace guichet::plugins {

[[nodiscard]] inline domain::Error bad_archive(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.archive", {}, {}, std::move(detail)};
}
[[nodiscard]] inline domain::Error bad_bundle(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.bundle", {}, {}, std::move(detail)};
}
[[nodiscard]] inline domain::Error not_installed(std::string detail) {
  return {domain::ErrorKind::unavailable, "error.plugin.install", {}, {}, std::move(detail)};
}
/// Of a call to the system that has just failed: errno says why.
[[nodiscard]] inline domain::Error disk_trouble(const std::string& path) {
  return not_installed(path + ": " + std::strerror(errno));
}

}  // namespace guichet::plugins
