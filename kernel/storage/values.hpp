// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// How a value of ours stands in a column: everything is a 64-bit integer or a text, on both backends. Enumerations are
/// stored as the integer of their order, so new values go at the end.
namespace guichet::storage {

template <typename Value>
inline constexpr bool is_number = (std::is_integral_v<Value> ||
                                   std::is_enum_v<Value>)&&!std::same_as<Value, domain::Language>;

template <typename Value>
requires is_number<Value>
long long stored(const Value& value) {
  return static_cast<long long>(value);
}
inline std::string_view stored(const std::string& value) {
  return value;
}
inline std::string_view stored(std::string_view value) {
  return value;
}
inline std::string_view stored(const char* value) {
  return value;
}
inline std::string_view stored(const domain::Language& value) {
  return domain::code_of(value);
}
[[nodiscard]] std::string stored(const nlohmann::json& value);
[[nodiscard]] std::string stored(const domain::Explanation& value);
[[nodiscard]] std::string stored(const std::vector<std::string>& value);  ///< joined by commas

template <typename Value>
requires is_number<Value>
void restore_value(long long column, Value& value) {
  value = static_cast<Value>(column);
}
inline void restore_value(std::string& column, std::string& value) {
  value.swap(column);
}
inline void restore_value(std::string& column, domain::Language& value) {
  value = domain::language_of(column);
}
void restore_value(std::string& column, nlohmann::json& value);
void restore_value(std::string& column, domain::Explanation& value);
void restore_value(std::string& column, std::vector<std::string>& value);

/// The values as a JSON array: how a list becomes one parameter of a statement.
template <typename Value>
std::string list_of(const std::vector<Value>& values) {
  return nlohmann::json(values).dump();
}

}  // namespace guichet::storage
