// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guichet::storage {

/// SHA-256 as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_of(std::string_view content);
/// Of a file's content, read in pieces; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> sha256_of_file(const std::string& path);

}  // namespace guichet::storage
