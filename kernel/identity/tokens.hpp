// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::identity {

/// 32 random bytes from libsodium, URL-safe base64 (43 characters).
[[nodiscard]] std::string random_token();
/// Six random digits, for a code that somebody types.
[[nodiscard]] std::string random_digits();
/// SHA-256, hex: how tokens are kept.
[[nodiscard]] std::string token_hash(std::string_view token);
/// Compares in constant time.
[[nodiscard]] bool same_token(std::string_view left, std::string_view right);

}  // namespace guichet::identity
