// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/server/file_descriptor.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guichet::web::server {

/// The body of one request while it arrives and after: in memory while it is small, then in a temporary file without
/// a name, so that a large upload costs no memory. One thread at a time. Internal to the server.
class Body {
 public:
  /// Above `memory_bytes` the body goes to a file in `folder`.
  Body(std::size_t memory_bytes, std::string_view folder) : memory_bytes_(memory_bytes), folder_(folder) {}

  /// False when the disk refuses.
  [[nodiscard]] bool append(std::string_view bytes);
  /// Nothing more comes: what was read may now be shared.
  void seal();

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Copies what stands at `offset`; answers how many bytes.
  std::size_t read(std::uint64_t offset, std::span<char> into) const;
  /// Where `needle` (at most 256 bytes) first stands at or after `from`.
  [[nodiscard]] std::optional<std::uint64_t> find(std::string_view needle, std::uint64_t from) const;
  [[nodiscard]] std::string slice(std::uint64_t from, std::uint64_t length) const;

  /// After seal(): exactly one of the two is set, for a body that is not empty.
  [[nodiscard]] const std::shared_ptr<const std::string>& memory() const { return sealed_; }
  [[nodiscard]] const std::shared_ptr<const FileDescriptor>& file() const { return sealed_file_; }

 private:
  [[nodiscard]] bool spool(std::string_view bytes);

  std::size_t memory_bytes_;
  std::string folder_;
  std::uint64_t size_ = 0;
  std::string text_;
  FileDescriptor file_;
  std::shared_ptr<const std::string> sealed_;
  std::shared_ptr<const FileDescriptor> sealed_file_;
};

}  // namespace guichet::web::server
