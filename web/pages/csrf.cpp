// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/csrf.hpp"

#include "kernel/identity/tokens.hpp"

namespace guichet::web::pages {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

/// `token` with each byte combined with the pad's, in hexadecimal.
std::string combined(std::string_view token, std::string_view pad) {
  std::string result;
  result.reserve(token.size() * 2);
  for (std::size_t i = 0; i < token.size(); ++i) {
    const auto byte = static_cast<unsigned char>(token[i] ^ pad[i % pad.size()]);
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}

}  // namespace

std::string masked(std::string_view token) {
  const std::string pad = identity::random_token();
  return pad + "." + combined(token, pad);
}

bool is_masked(std::string_view sent, std::string_view token) {
  const std::size_t dot = sent.find('.');
  if (token.empty() || dot == std::string_view::npos || dot == 0 || sent.size() > 1000) return false;
  return identity::same_token(sent.substr(dot + 1), combined(token, sent.substr(0, dot)));
}

}  // namespace guichet::web::pages
