// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <string>
#include <string_view>

namespace guichet::plugins {

/// Who vouches for a bundle: an Ed25519 signature over the exact bytes of its manifest.json, which lists the SHA-256 of
/// every other file. Whether the key may sign for this plugin is asked of whoever keeps the trusted keys, not here.
struct Signature {
  std::string public_key;  ///< 32 bytes
  std::string bytes;       ///< 64 bytes
};

/// A pair of keys in base64, as they stand in files and in the database.
struct SigningKey {
  std::string public_key;  ///< of 32 bytes
  std::string secret;      ///< of 64 bytes; whoever has it can sign
};

constexpr std::size_t largest_signature = 4'096;  ///< bytes of a SIGNATURE file

/// A new pair of keys from the system's random numbers.
[[nodiscard]] SigningKey make_key();

/// The 32 bytes of a public key written in base64. Error{invalid, "error.plugin.signature"}.
[[nodiscard]] domain::Result<std::string> read_public_key(std::string_view text);

/// The text of the SIGNATURE file for these bytes of manifest.json. `secret` in base64, spaces around it do not
/// matter. Error{invalid, "error.plugin.signature"} when it is not a secret key.
[[nodiscard]] domain::Result<std::string> sign(std::string_view manifest, std::string_view secret);

/// The content of a SIGNATURE file. Error{invalid, "error.plugin.signature"} with the line in its detail.
[[nodiscard]] domain::Result<Signature> read_signature(std::string_view text);

/// Whether the holder of the signature's key signed exactly these bytes.
[[nodiscard]] bool verify(std::string_view manifest, const Signature& signature);

/// A public key in base64.
[[nodiscard]] std::string public_key_text(const Signature& signature);

}  // namespace guichet::plugins
