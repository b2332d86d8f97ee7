// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/scalar.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace guichet::plugins::authoring {
namespace {

constexpr std::size_t most_digits = 15;  // what a double holds exactly

struct NumberShape {
  bool is_number = false;
  bool is_integer = true;
};

/// [-+]? digits [. digits] [e [-+]? digits], with a digit before the point and no leading zero.
NumberShape shape_of(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - start;
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t first = at;
  const std::size_t whole = digits();
  if (whole == 0 || whole > most_digits || (whole > 1 && text[first] == '0')) return {};
  bool integer = true;
  if (at < text.size() && text[at] == '.') {
    ++at;
    integer = false;
    if (digits() > most_digits) return {};
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    integer = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = digits();
    if (exponent == 0 || exponent > 3) return {};
  }
  return {at == text.size(), integer};
}

}  // namespace

nlohmann::json typed_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  const NumberShape shape = shape_of(text);
  if (!shape.is_number) return text;
  const char* const begin = text.data() + (text.front() == '+' ? 1 : 0);
  const char* const end = text.data() + text.size();
  if (shape.is_integer) {
    std::int64_t number = 0;
    std::from_chars(begin, end, number);
    return number;
  }
  double number = 0;
  const auto [stopped, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || !std::isfinite(number)) return text;
  return number;
}

}  // namespace guichet::plugins::authoring
