// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace guichet::matching {

/// FNV-1a, 64 bits (draft-eastlake-fnv), the same on every machine. `before` is of what came before, so that parts need
/// not be joined first.
[[nodiscard]] inline std::uint64_t fnv1a(std::string_view bytes, std::uint64_t before = 0xCBF29CE484222325ULL) {
  for (const char byte : bytes) before = (before ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
  return before;
}

}  // namespace guichet::matching
