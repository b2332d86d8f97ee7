// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace guichet::counter {

struct ImageSize {
  std::uint64_t width = 0, height = 0;  ///< pixels
};

/// What the header of a PNG, JPEG, GIF or WebP says; nothing when it says none or no picture follows it. Reads at most
/// the first 512 kB and decodes nothing.
[[nodiscard]] std::optional<ImageSize> image_size(const std::string& path);

}  // namespace guichet::counter
