// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace guichet::test {

/// A PNG whose header says this size, with or without a picture behind it. No decoder would show it.
inline std::string small_png(std::uint32_t width = 16, std::uint32_t height = 9, bool with_picture = true) {
  const auto number = [](std::uint32_t value) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
  };
  const auto chunk = [&](const std::string& name, const std::string& data) {
    return number(static_cast<std::uint32_t>(data.size())) + name + data + number(0);
  };
  const std::string header = number(width) + number(height) + std::string("\x08\x02\0\0\0", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + (with_picture ? chunk("IDAT", "xxxx") : "") + chunk("IEND", "");
}

}  // namespace guichet::test
