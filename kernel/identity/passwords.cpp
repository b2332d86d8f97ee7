// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/passwords.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>

namespace guichet::identity {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19ULL * 1024 * 1024;
constexpr std::size_t longest_password = 1024;

std::counting_semaphore<2>& turns() {
  static std::counting_semaphore<2> semaphore(2);
  return semaphore;
}

struct Turn {
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

}  // namespace

std::string hash_password(std::string_view password) {
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return {};  // out of memory: no password matches an empty hash
  }
  return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
  if (password.size() > longest_password || hash.size() >= crypto_pwhash_STRBYTES) return false;
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> stored{};
  hash.copy(stored.data(), hash.size());
  return crypto_pwhash_str_verify(stored.data(), password.data(), password.size()) == 0;
}

}  // namespace guichet::identity
