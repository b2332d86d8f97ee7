// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/signature.hpp"

#include <sodium.h>

namespace guichet::plugins {
namespace {

constexpr std::string_view first_line = "guichet-signature 1";
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

domain::Error wrong(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.signature", {}, {}, std::move(detail)};
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* writable(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::string encoded(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), base64), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), base64);
  text.pop_back();  // libsodium counts and writes the terminating zero
  return text;
}

/// The bytes, or nothing when the text is not base64 of exactly `size` bytes.
std::string decoded(std::string_view text, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t written = 0;
  const char* end = nullptr;
  const int result =
      sodium_base642bin(writable(bytes), size, text.data(), text.size(), nullptr, &written, &end, base64);
  const bool whole = result == 0 && written == size && end == text.data() + text.size();
  return whole ? bytes : std::string();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t from = text.find_first_not_of(spaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(spaces) - from + 1);
}

/// Takes the next line off `text`.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::string value_of(std::string_view line, std::string_view name, std::size_t size) {
  if (line.substr(0, name.size()) != name) return {};
  return decoded(line.substr(name.size()), size);
}

}  // namespace

SigningKey make_key() {
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_keypair(writable(public_key), writable(secret));
  SigningKey key{encoded(public_key), encoded(secret)};
  sodium_memzero(secret.data(), secret.size());
  return key;
}

domain::Result<std::string> read_public_key(std::string_view text) {
  std::string bytes = decoded(trimmed(text), crypto_sign_PUBLICKEYBYTES);
  if (bytes.empty()) return wrong("this is not a public key: it is 44 letters, as `guichet-sdk keygen` prints them");
  return bytes;
}

domain::Result<std::string> sign(std::string_view manifest, std::string_view secret) {
  std::string key = decoded(trimmed(secret), crypto_sign_SECRETKEYBYTES);
  if (key.empty()) return wrong("this is not a secret key: make one with `guichet-sdk keygen FILE`");
  std::string bytes(crypto_sign_BYTES, '\0');
  crypto_sign_detached(writable(bytes), nullptr, raw(manifest), manifest.size(), raw(key));
  // The last half of a secret key is its public key.
  const std::string public_key = key.substr(crypto_sign_SECRETKEYBYTES - crypto_sign_PUBLICKEYBYTES);
  sodium_memzero(key.data(), key.size());
  // A secret whose halves do not belong together would sign what nobody can verify, and give its first half away.
  if (!verify(manifest, {public_key, bytes})) return wrong("this secret key is damaged: make a new one");
  return std::string(first_line) + "\nkey " + encoded(public_key) + "\ned25519 " + encoded(bytes) + "\n";
}

domain::Result<Signature> read_signature(std::string_view text) {
  if (text.size() > largest_signature) return wrong("SIGNATURE is longer than a signature can be");
  if (next_line(text) != first_line)
    return wrong("SIGNATURE:1: this version of Guichet reads \"" + std::string(first_line) + "\"");
  Signature signature;
  signature.public_key = value_of(next_line(text), "key ", crypto_sign_PUBLICKEYBYTES);
  if (signature.public_key.empty()) return wrong("SIGNATURE:2: \"key\" and a public key in base64 must stand here");
  signature.bytes = value_of(next_line(text), "ed25519 ", crypto_sign_BYTES);
  if (signature.bytes.empty()) return wrong("SIGNATURE:3: \"ed25519\" and a signature in base64 must stand here");
  if (!text.empty()) return wrong("SIGNATURE:4: nothing may follow the signature");
  return signature;
}

bool verify(std::string_view manifest, const Signature& signature) {
  if (signature.public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.bytes.size() != crypto_sign_BYTES)
    return false;
  return crypto_sign_verify_detached(raw(signature.bytes), raw(manifest), manifest.size(), raw(signature.public_key)) ==
         0;
}

std::string public_key_text(const Signature& signature) {
  return encoded(signature.public_key);
}

}  // namespace guichet::plugins
