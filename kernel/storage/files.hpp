// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace guichet::storage {

/// Content-addressed store: FOLDER/ab/cdef.... A file is synced before the commit that names it, and collected when
/// nothing names it any more. Thread-safe.
class Files {
 public:
  explicit Files(std::string folder);
  /// Takes in a file (moved when on the same file system, else copied), synced, its folder too. Answers its SHA-256,
  /// hex.
  [[nodiscard]] domain::Result<std::string> take(const std::string& path);
  [[nodiscard]] domain::Result<std::string> put(std::string_view content);
  /// Path to read it from; empty when it is not there or `sha256` is not 64 hex digits.
  [[nodiscard]] std::string path_of(const std::string& sha256) const;
  /// Removes files older than `grace_seconds` of which `named` says no. Answers how many.
  std::size_t collect(const std::function<bool(const std::string& sha256)>& named, std::int64_t grace_seconds);

 private:
  std::string folder_;
};

/// What a file really is, from its first bytes: "application/pdf", "image/png", "text/plain", ...; for what cannot be
/// told: "application/octet-stream". Never trusts a name.
[[nodiscard]] std::string media_type_of(const std::string& path);

}  // namespace guichet::storage
