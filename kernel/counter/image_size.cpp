// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/image_size.hpp"

#include <fstream>
#include <string_view>
#include <vector>

namespace guichet::counter {
namespace {

constexpr std::size_t most_read = 512 * 1024;

/// Bytes from the beginning of a file; those behind its end read as none.
class Bytes {
 public:
  explicit Bytes(std::string read) : read_(std::move(read)) {}
  [[nodiscard]] bool has(std::size_t at, std::size_t count) const {
    return at <= read_.size() && count <= read_.size() - at;
  }
  [[nodiscard]] bool says(std::size_t at, std::string_view what) const {
    return has(at, what.size()) && std::string_view(read_).substr(at, what.size()) == what;
  }
  [[nodiscard]] std::uint64_t big(std::size_t at, std::size_t count) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count && has(at + i, 1); ++i) value = value << 8U | byte(at + i);
    return value;
  }
  [[nodiscard]] std::uint64_t little(std::size_t at, std::size_t count) const {
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = value << 8U | (has(at + i, 1) ? byte(at + i) : 0U);
    return value;
  }
  [[nodiscard]] std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(read_[at]); }

 private:
  std::string read_;
};

std::optional<ImageSize> of_png(const Bytes& bytes) {
  constexpr std::size_t header = 8, size_at = 16, chunk = 12;
  if (!bytes.says(header + 4, "IHDR") || !bytes.has(size_at, 8)) return std::nullopt;
  for (std::size_t at = header; bytes.has(at, 8); at += chunk + bytes.big(at, 4)) {
    if (bytes.says(at + 4, "IDAT")) return ImageSize{bytes.big(size_at, 4), bytes.big(size_at + 4, 4)};
  }
  return std::nullopt;
}

std::optional<ImageSize> of_gif(const Bytes& bytes) {
  constexpr std::size_t size_at = 6, header = 13;
  if (!bytes.has(0, header + 1)) return std::nullopt;
  return ImageSize{bytes.little(size_at, 2), bytes.little(size_at + 2, 2)};
}

/// A frame's header holds the size: SOF0 to SOF15, but for those that are something else.
std::optional<ImageSize> of_jpeg(const Bytes& bytes) {
  constexpr std::uint8_t first = 0xC0, last = 0xCF, huffman = 0xC4, extension = 0xC8, arithmetic = 0xCC, sign = 0xFF;
  for (std::size_t at = 2; bytes.has(at, 9);) {
    if (bytes.byte(at) != sign) return std::nullopt;
    const std::uint8_t kind = bytes.byte(at + 1);
    if (kind == sign) {
      ++at;
      continue;
    }
    if (kind >= first && kind <= last && kind != huffman && kind != extension && kind != arithmetic)
      return ImageSize{bytes.big(at + 7, 2), bytes.big(at + 5, 2)};
    const std::uint64_t length = bytes.big(at + 2, 2);
    if (length < 2) return std::nullopt;
    at += 2 + length;
  }
  return std::nullopt;
}

std::optional<ImageSize> of_webp(const Bytes& bytes) {
  constexpr std::size_t chunk = 12, data = 20;
  if (bytes.says(chunk, "VP8X") && bytes.has(data, 10))
    return ImageSize{bytes.little(24, 3) + 1, bytes.little(27, 3) + 1};
  if (bytes.says(chunk, "VP8L") && bytes.has(data, 5)) {
    const std::uint64_t bits = bytes.little(data + 1, 4);
    return ImageSize{(bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1};
  }
  if (bytes.says(chunk, "VP8 ") && bytes.has(data, 10))
    return ImageSize{bytes.little(26, 2) & 0x3FFFU, bytes.little(28, 2) & 0x3FFFU};
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string read(most_read, '\0');
  file.read(read.data(), static_cast<std::streamsize>(read.size()));
  read.resize(static_cast<std::size_t>(file.gcount()));
  const Bytes bytes(std::move(read));
  std::optional<ImageSize> size;
  if (bytes.says(0, "\x89PNG")) size = of_png(bytes);
  if (bytes.says(0, "GIF8")) size = of_gif(bytes);
  if (bytes.says(0, "\xFF\xD8")) size = of_jpeg(bytes);
  if (bytes.says(0, "RIFF") && bytes.says(8, "WEBP")) size = of_webp(bytes);
  if (size && (size->width == 0 || size->height == 0)) size.reset();
  return size;
}

}  // namespace guichet::counter
