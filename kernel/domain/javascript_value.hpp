// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/logic_effort.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A value while a rule is evaluated, with JavaScript's conversions. Source: ECMA-262, section 7.
/// Arrays and objects have an identity, as there: what stands in the rule or the data is referred to, never copied, so
/// a Value must not outlive them.
namespace guichet::domain::javascript {

struct Undefined {
  bool operator==(const Undefined&) const = default;
};
struct Null {
  bool operator==(const Null&) const = default;
};
struct List;
struct Scope;
/// Shared, or without an owner when it stands in the rule or the data.
using Text = std::shared_ptr<const std::string>;

using Value = std::variant<Undefined, Null, bool, double, Text, const nlohmann::json*, std::shared_ptr<const List>,
                           std::shared_ptr<const Scope>>;

/// An array made during the evaluation. `depth` counts made values within, so that none nests without end.
struct List {
  std::vector<Value> items;
  std::size_t depth = 1;
};

/// What the body of a reduce sees: {"current", "accumulator"}.
struct Scope {
  Value current;
  Value accumulator;
  std::size_t depth = 1;
};

[[nodiscard]] Value value_of(const nlohmann::json& json);
[[nodiscard]] Value text_value(std::string text);
[[nodiscard]] Value list_of(std::vector<Value> items, const Effort& effort);
[[nodiscard]] Value scope_of(Value current, Value accumulator, const Effort& effort);

/// As JSON.stringify would write it: undefined, NaN and infinities are null; -0 is 0.
[[nodiscard]] nlohmann::json json_of(const Value& value, Effort& effort);

[[nodiscard]] bool is_undefined(const Value& value);
[[nodiscard]] bool is_nullish(const Value& value);  ///< null or undefined
[[nodiscard]] bool is_list(const Value& value);
[[nodiscard]] std::size_t size_of(const Value& list);
[[nodiscard]] Value element_of(const Value& list, std::size_t index);

/// JsonLogic's truth, not JavaScript's: an empty array is false.
[[nodiscard]] bool is_true(const Value& value);

/// `value[name]`: own properties only. What an object inherits in JavaScript is a function, which no rule can use.
[[nodiscard]] Value property_of(const Value& value, std::string_view name, Effort& effort);

[[nodiscard]] Text text_of(const Value& value, Effort& effort);      ///< String(value)
[[nodiscard]] double number_of(const Value& value, Effort& effort);  ///< Number(value)
/// Array.prototype.join: null and undefined are empty.
[[nodiscard]] std::string join(const std::vector<Value>& items, std::string_view separator, Effort& effort);

[[nodiscard]] bool strictly_equal(const Value& left, const Value& right, Effort& effort);  ///< ===
[[nodiscard]] bool loosely_equal(const Value& left, const Value& right, Effort& effort);   ///< ==
enum class Order { less, equal, greater, none };  ///< none: one of them is not a number
[[nodiscard]] Order order_of(const Value& left, const Value& right, Effort& effort);

}  // namespace guichet::domain::javascript
