// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/reference.hpp"

#include <array>
#include <cstdint>

namespace guichet::domain {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned short_bits = 30;
constexpr unsigned long_bits = 60;
constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15;  // odd, therefore a bijection modulo any power of two

constexpr std::uint64_t mask_of(unsigned bits) {
  return (std::uint64_t{1} << bits) - 1;
}

constexpr std::uint64_t inverse_of(std::uint64_t odd) {
  std::uint64_t inverse = odd;
  for (int round = 0; round < 6; ++round) inverse *= 2 - odd * inverse;  // Newton: each round doubles the right bits
  return inverse;
}

std::uint64_t scatter(std::uint64_t value, unsigned bits) {
  value = (value * multiplier) & mask_of(bits);
  value ^= value >> (bits / 2);
  return (value * multiplier) & mask_of(bits);
}

std::uint64_t gather(std::uint64_t value, unsigned bits) {
  constexpr std::uint64_t inverse = inverse_of(multiplier);
  value = (value * inverse) & mask_of(bits);
  value ^= value >> (bits / 2);
  return (value * inverse) & mask_of(bits);
}

/// Each sign weighs another power of x in GF(32), x^5 = x^2 + 1: a single error and a swap both change the sum.
unsigned check_of(std::uint64_t value, unsigned bits) {
  unsigned sum = 0;
  for (unsigned shift = bits; shift > 0; shift -= 5) {
    sum ^= static_cast<unsigned>((value >> (shift - 5)) & 31);
    sum <<= 1;
    if ((sum & 32) != 0) sum ^= 0b100101;
  }
  return sum;
}

std::optional<unsigned> digit_of(char sign) {
  if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
  if (sign == 'O') sign = '0';
  if (sign == 'I' || sign == 'L') sign = '1';
  const std::size_t found = alphabet.find(sign);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(found);
}

}  // namespace

std::string reference_of(RequestId id) {
  const auto number = static_cast<std::uint64_t>(id);
  const unsigned bits = number <= mask_of(short_bits) ? short_bits : long_bits;
  const std::uint64_t value = scatter(number & mask_of(bits), bits);
  std::string signs;
  for (unsigned shift = bits; shift > 0; shift -= 5) signs += alphabet[(value >> (shift - 5)) & 31];
  signs += alphabet[check_of(value, bits)];
  std::string reference = "G";
  for (std::size_t index = 0; index < signs.size(); ++index) {
    if (index % 4 == 0 && index + 1 < signs.size()) reference += '-';
    reference += signs[index];
  }
  return reference;
}

std::optional<RequestId> id_of(std::string_view reference) {
  if (reference.size() > 64) return std::nullopt;
  std::array<unsigned, 14> digits{};
  std::size_t count = 0;
  for (const char sign : reference) {
    if (sign == '-' || sign == ' ' || sign == '.') continue;
    const std::optional<unsigned> digit = digit_of(sign);
    if (!digit || count == digits.size()) return std::nullopt;
    digits[count++] = *digit;
  }
  std::size_t first = 0;
  if (count == 8 || count == 14) {
    if (alphabet[digits[0]] != 'G') return std::nullopt;
    first = 1;
  }
  const std::size_t length = count - first;
  if (length != 7 && length != 13) return std::nullopt;
  const unsigned bits = length == 7 ? short_bits : long_bits;
  std::uint64_t value = 0;
  for (std::size_t index = first; index + 1 < count; ++index) value = value << 5 | digits[index];
  if (check_of(value, bits) != digits[count - 1]) return std::nullopt;
  const std::uint64_t id = gather(value, bits);
  const bool written_shorter = bits == long_bits && id <= mask_of(short_bits);
  if (id == 0 || written_shorter) return std::nullopt;
  return static_cast<RequestId>(id);
}

}  // namespace guichet::domain
