// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The few records of a zip file that bundles use (PKWARE's application note 6.3, without zip64 and encryption).
namespace guichet::plugins::zip {

constexpr std::uint32_t file_mark = 0x04034b50;
constexpr std::uint32_t entry_mark = 0x02014b50;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::size_t file_header = 30;
constexpr std::size_t entry_header = 46;
constexpr std::size_t end_header = 22;
constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;
constexpr std::uint16_t encrypted_flag = 1;
constexpr std::uint16_t utf8_flag = 0x0800;
constexpr std::uint8_t made_on_unix = 3;

/// Little-endian numbers at `at`, which must lie within `bytes`.
inline std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  return static_cast<std::uint16_t>(byte(0) | byte(1) << 8);
}
inline std::uint32_t long_at(std::string_view bytes, std::size_t at) {
  return short_at(bytes, at) | static_cast<std::uint32_t>(short_at(bytes, at + 2)) << 16;
}

inline void add_short(std::string& bytes, std::uint32_t value) {
  bytes += static_cast<char>(value & 0xff);
  bytes += static_cast<char>(value >> 8 & 0xff);
}
inline void add_long(std::string& bytes, std::uint32_t value) {
  add_short(bytes, value & 0xffff);
  add_short(bytes, value >> 16);
}

}  // namespace guichet::plugins::zip
