// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/javascript_number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace guichet::domain::javascript {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_digit(char sign) {
  return sign >= '0' && sign <= '9';
}

/// Bytes of the white space or line end that `text` begins with; 0 when it begins with something else.
std::size_t space_at(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) == ' ' || (byte(0) >= 9 && byte(0) <= 13)) return 1;
  if (byte(0) == 0xC2 && byte(1) == 0xA0) return 2;                     // U+00A0
  if (byte(0) == 0xE1 && byte(1) == 0x9A && byte(2) == 0x80) return 3;  // U+1680
  if (byte(0) == 0xE2 && byte(1) == 0x80) {
    const bool space = (byte(2) >= 0x80 && byte(2) <= 0x8A) || byte(2) == 0xA8 || byte(2) == 0xA9 || byte(2) == 0xAF;
    return space ? 3 : 0;  // U+2000-200A, 2028, 2029, 202F
  }
  if (byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) == 0x9F) return 3;  // U+205F
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;  // U+3000
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;  // U+FEFF
  return 0;
}

std::string_view without_leading_space(std::string_view text) {
  while (const std::size_t size = space_at(text)) text.remove_prefix(size);
  return text;
}

std::string_view trimmed(std::string_view text) {
  text = without_leading_space(text);
  for (bool again = true; again && !text.empty();) {
    again = false;
    for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
      if (text.size() < size || space_at(text.substr(text.size() - size)) != size) continue;
      text.remove_suffix(size);
      again = true;
      break;
    }
  }
  return text;
}

/// Length of the decimal literal at the beginning, sign included; 0 when there is none.
std::size_t decimal_length(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  if (text.substr(at).starts_with("Infinity")) return at + 8;
  const std::size_t first = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  std::size_t digits = at - first;
  if (at < text.size() && text[at] == '.') {
    std::size_t after = at + 1;
    while (after < text.size() && is_digit(text[after])) ++after;
    if (digits + (after - at - 1) > 0) {
      digits += after - at - 1;
      at = after;
    }
  }
  if (digits == 0) return 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t after = at + 1;
    if (after < text.size() && (text[after] == '+' || text[after] == '-')) ++after;
    const std::size_t exponent = after;
    while (after < text.size() && is_digit(text[after])) ++after;
    if (after > exponent) at = after;
  }
  return at;
}

/// A literal too large or too small for a double: which of the two is seen from where its first digit stands.
double beyond_range(std::string_view literal) {
  const std::size_t e = literal.find_first_of("eE");
  const std::string_view mantissa = literal.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return 0;
  double magnitude = first < point ? static_cast<double>(point - first) : -static_cast<double>(first - point) + 1;
  if (e != std::string_view::npos) {
    const bool negative = literal[e + 1] == '-';
    double exponent = 0;
    for (const char sign : literal.substr(e + 1)) {
      if (is_digit(sign) && exponent < 1e15) exponent = exponent * 10 + (sign - '0');
    }
    magnitude += negative ? -exponent : exponent;
  }
  return magnitude > 0 ? infinity : 0;
}

double read_decimal(std::string_view literal) {
  const bool negative = literal[0] == '-';
  if (literal[0] == '+' || literal[0] == '-') literal.remove_prefix(1);
  double value = infinity;
  if (literal != "Infinity") {
    const auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), value);
    if (error == std::errc::result_out_of_range) value = beyond_range(literal);
  }
  return negative ? -value : value;
}

/// 0x, 0o and 0b numbers, rounded once: their bits are regrouped in fours and read as one hexadecimal number.
double read_bits(std::string_view digits, unsigned bits_each) {
  std::string bits;
  for (const char sign : digits) {
    const unsigned digit = is_digit(sign)               ? static_cast<unsigned>(sign - '0')
                           : sign >= 'a' && sign <= 'f' ? static_cast<unsigned>(sign - 'a') + 10
                           : sign >= 'A' && sign <= 'F' ? static_cast<unsigned>(sign - 'A') + 10
                                                        : 16U;
    if (digit >= 1U << bits_each) return nan;
    for (unsigned bit = bits_each; bit > 0; --bit) bits += (digit >> (bit - 1) & 1) != 0 ? '1' : '0';
  }
  const std::size_t first = bits.find('1');
  if (digits.empty()) return nan;
  if (first == std::string::npos) return 0;
  bits.erase(0, first);
  if (bits.size() > 1024) return infinity;
  bits.insert(0, (4 - bits.size() % 4) % 4, '0');
  std::string hexadecimal;
  for (std::size_t at = 0; at < bits.size(); at += 4) {
    unsigned digit = 0;
    for (std::size_t bit = at; bit < at + 4; ++bit) digit = digit << 1 | (bits[bit] == '1' ? 1U : 0U);
    hexadecimal += "0123456789abcdef"[digit];
  }
  double value = infinity;
  std::from_chars(hexadecimal.data(), hexadecimal.data() + hexadecimal.size(), value, std::chars_format::hex);
  return value;
}

}  // namespace

std::string text_of(double number) {
  if (std::isnan(number)) return "NaN";
  if (number == 0) return "0";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  std::array<char, 40> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
  const std::string_view scientific(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = scientific.find('e');
  std::string digits(1, scientific[0]);
  if (e > 2) digits += scientific.substr(2, e - 2);
  int exponent = 0;
  std::from_chars(scientific.data() + e + (scientific[e + 1] == '+' ? 2 : 1), scientific.data() + scientific.size(),
                  exponent);
  const int point = exponent + 1;
  const int count = static_cast<int>(digits.size());
  std::string text = number < 0 ? "-" : "";
  if (count <= point && point <= 21) return text + digits + std::string(static_cast<std::size_t>(point - count), '0');
  if (0 < point && point <= 21) return text + digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0) return text + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  text += digits[0];
  if (count > 1) text += "." + digits.substr(1);
  return text + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

double number_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return 0;
  if (text.size() > 2 && text[0] == '0') {
    const char base = text[1];
    if (base == 'x' || base == 'X') return read_bits(text.substr(2), 4);
    if (base == 'o' || base == 'O') return read_bits(text.substr(2), 3);
    if (base == 'b' || base == 'B') return read_bits(text.substr(2), 1);
  }
  return decimal_length(text) == text.size() ? read_decimal(text) : nan;
}

double parse_float(std::string_view text) {
  text = without_leading_space(text);
  const std::size_t length = decimal_length(text);
  return length == 0 ? nan : read_decimal(text.substr(0, length));
}

}  // namespace guichet::domain::javascript
