// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace guichet::identity {

/// Seals secrets that the database keeps, with a key that the database does not hold: a file of 32 random bytes that
/// its owner alone may read, made when the first secret is sealed (libsodium, XSalsa20 and Poly1305). Nodes that share
/// a database share the file. Thread-safe.
class SecretBox {
 public:
  explicit SecretBox(std::filesystem::path key_file) : key_file_(std::move(key_file)) {}

  /// The secret as text that may be kept. `purpose` says what it is for ("plugin it password"): opened for anything
  /// else, it is refused. Error{unavailable}: the key can be neither read nor made.
  [[nodiscard]] domain::Result<std::string> seal(std::string_view purpose, std::string_view secret) const;

  /// The secret again. Error{unavailable}: no key is there, or another one than it was sealed with; Error{invalid}: it
  /// was changed, or sealed for something else.
  [[nodiscard]] domain::Result<std::string> open(std::string_view purpose, std::string_view sealed) const;

 private:
  [[nodiscard]] domain::Result<std::string> key(bool make) const;

  std::filesystem::path key_file_;
  mutable std::mutex mutex_;  ///< of making the key
};

}  // namespace guichet::identity
