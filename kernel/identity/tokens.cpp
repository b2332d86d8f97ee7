// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/tokens.hpp"

#include <sodium.h>

#include <array>

namespace guichet::identity {

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string token(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(token.data(), token.size(), bytes.data(), bytes.size(), variant);
  token.pop_back();  // libsodium counts and writes the terminating zero
  return token;
}

std::string random_digits() {
  const std::string number = std::to_string(randombytes_uniform(1'000'000));
  return std::string(6 - number.size(), '0') + number;
}

std::string token_hash(std::string_view token) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

bool same_token(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace guichet::identity
