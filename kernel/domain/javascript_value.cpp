// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/javascript_value.hpp"

#include "kernel/domain/javascript_number.hpp"
#include "kernel/domain/javascript_text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace guichet::domain::javascript {
namespace {

using nlohmann::json;

std::size_t depth_of(const Value& value) {
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&value)) return (*list)->depth;
  if (const auto* scope = std::get_if<std::shared_ptr<const Scope>>(&value)) return (*scope)->depth;
  return 0;
}

const json* borrowed(const Value& value) {
  const auto* const* found = std::get_if<const json*>(&value);
  return found == nullptr ? nullptr : *found;
}

bool is_object(const Value& value) {
  return value.index() >= 5;
}

json number_json(double number) {
  if (!std::isfinite(number)) return nullptr;
  if (std::trunc(number) == number && std::abs(number) < 9.2e18) return static_cast<std::int64_t>(number);
  return number;
}

/// The index an array or text is asked for: "0", "17", never "017".
std::optional<std::size_t> index_of(std::string_view name) {
  if (name.empty() || name.size() > 9 || (name.size() > 1 && name[0] == '0')) return std::nullopt;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return index;
}

class Converter {
 public:
  Converter(Effort& effort) : effort_(effort) {}

  json to_json(const Value& value) {
    effort_.spend(1);
    if (const double* number = std::get_if<double>(&value)) return number_json(*number);
    if (const bool* boolean = std::get_if<bool>(&value)) return *boolean;
    if (const Text* text = std::get_if<Text>(&value)) {
      effort_.read_text((*text)->size());
      return well_formed(**text);
    }
    if (!is_object(value)) return nullptr;
    effort_.reach_depth(++depth_);
    json result = is_list(value) ? list_json(value) : object_json(value);
    --depth_;
    return result;
  }

  Text to_text(const Value& value) {
    effort_.spend(1);
    if (const Text* text = std::get_if<Text>(&value)) return *text;
    return std::make_shared<const std::string>(written(value));
  }

  std::string join(const Value& list, std::string_view separator) {
    effort_.reach_depth(++depth_);
    std::string joined;
    const std::size_t size = size_of(list);
    for (std::size_t index = 0; index < size; ++index) {
      if (index > 0) joined += separator;
      const Value item = element_of(list, index);
      effort_.spend(1);
      if (!is_nullish(item)) joined += *to_text(item);
      if (joined.size() > 64) effort_.build_text(joined.size());
    }
    --depth_;
    return paired(std::move(joined));
  }

 private:
  std::string written(const Value& value) {
    if (is_undefined(value)) return "undefined";
    if (is_nullish(value)) return "null";
    if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
    if (const double* number = std::get_if<double>(&value)) return javascript::text_of(*number);
    if (is_list(value)) return join(value, ",");
    // An object's own `toString` hides the inherited one, and JSON cannot hold a function to call.
    const json* object = borrowed(value);
    if (object != nullptr && object->contains("toString")) {
      throw LogicFailure{"error.logic.failed", "an object that cannot be converted"};
    }
    return "[object Object]";
  }

  json list_json(const Value& list) {
    json result = json::array();
    const std::size_t size = size_of(list);
    for (std::size_t index = 0; index < size; ++index) result.push_back(to_json(element_of(list, index)));
    return result;
  }

  json object_json(const Value& value) {
    json result = json::object();
    if (const json* object = borrowed(value)) {
      for (const auto& [key, member] : object->items()) result[well_formed(key)] = to_json(value_of(member));
      return result;
    }
    const Scope& scope = *std::get<std::shared_ptr<const Scope>>(value);
    if (!is_undefined(scope.current)) result["current"] = to_json(scope.current);
    if (!is_undefined(scope.accumulator)) result["accumulator"] = to_json(scope.accumulator);
    return result;
  }

  Effort& effort_;
  std::size_t depth_ = 0;
};

/// ToPrimitive: objects and arrays become their text.
Value primitive_of(const Value& value, Effort& effort) {
  if (!is_object(value)) return value;
  return text_of(value, effort);
}

Value text_property(const std::string& text, std::string_view name, Effort& effort) {
  if (name != "length" && !index_of(name)) return Undefined{};
  effort.read_text(text.size());
  if (name == "length") return static_cast<double>(count_units(text));
  const std::u16string units = to_units(text);
  const std::size_t index = *index_of(name);
  if (index >= units.size()) return Undefined{};
  return text_value(from_units(std::u16string_view(units).substr(index, 1)));
}

}  // namespace

Value value_of(const json& json) {
  switch (json.type()) {
    case json::value_t::null:
      return Null{};
    case json::value_t::boolean:
      return json.get<bool>();
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return json.get<double>();
    case json::value_t::string:
      return Text(std::shared_ptr<void>{}, json.get_ptr<const std::string*>());
    case json::value_t::array:
    case json::value_t::object:
      return &json;
    default:
      return Undefined{};
  }
}

Value text_value(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

Value list_of(std::vector<Value> items, const Effort& effort) {
  std::size_t depth = 0;
  for (const Value& item : items) depth = std::max(depth, depth_of(item));
  effort.reach_depth(depth + 1);
  return std::make_shared<const List>(List{std::move(items), depth + 1});
}

Value scope_of(Value current, Value accumulator, const Effort& effort) {
  const std::size_t depth = std::max(depth_of(current), depth_of(accumulator)) + 1;
  effort.reach_depth(depth);
  return std::make_shared<const Scope>(Scope{std::move(current), std::move(accumulator), depth});
}

json json_of(const Value& value, Effort& effort) {
  return Converter(effort).to_json(value);
}

bool is_undefined(const Value& value) {
  return std::holds_alternative<Undefined>(value);
}

bool is_nullish(const Value& value) {
  return value.index() <= 1;
}

bool is_list(const Value& value) {
  if (const json* found = borrowed(value)) return found->is_array();
  return std::holds_alternative<std::shared_ptr<const List>>(value);
}

std::size_t size_of(const Value& list) {
  if (const json* found = borrowed(list)) return found->size();
  return std::get<std::shared_ptr<const List>>(list)->items.size();
}

Value element_of(const Value& list, std::size_t index) {
  if (const json* found = borrowed(list)) return value_of((*found)[index]);
  return std::get<std::shared_ptr<const List>>(list)->items[index];
}

bool is_true(const Value& value) {
  if (is_nullish(value)) return false;
  if (const bool* boolean = std::get_if<bool>(&value)) return *boolean;
  if (const double* number = std::get_if<double>(&value)) return *number != 0 && !std::isnan(*number);
  if (const Text* text = std::get_if<Text>(&value)) return !(*text)->empty();
  return !is_list(value) || size_of(value) > 0;
}

Value property_of(const Value& value, std::string_view name, Effort& effort) {
  effort.spend(1);
  if (const Text* text = std::get_if<Text>(&value)) return text_property(**text, name, effort);
  if (!is_object(value)) return Undefined{};
  if (is_list(value)) {
    if (name == "length") return static_cast<double>(size_of(value));
    const std::optional<std::size_t> index = index_of(name);
    return index && *index < size_of(value) ? element_of(value, *index) : Value(Undefined{});
  }
  if (const json* object = borrowed(value)) {
    const auto found = object->find(name);
    return found == object->end() ? Value(Undefined{}) : value_of(*found);
  }
  const Scope& scope = *std::get<std::shared_ptr<const Scope>>(value);
  if (name == "current") return scope.current;
  if (name == "accumulator") return scope.accumulator;
  return Undefined{};
}

Text text_of(const Value& value, Effort& effort) {
  return Converter(effort).to_text(value);
}

double number_of(const Value& value, Effort& effort) {
  if (is_undefined(value)) return std::numeric_limits<double>::quiet_NaN();
  if (is_nullish(value)) return 0;
  if (const bool* boolean = std::get_if<bool>(&value)) return *boolean ? 1 : 0;
  if (const double* number = std::get_if<double>(&value)) return *number;
  const Text text = text_of(value, effort);
  effort.read_text(text->size());
  return javascript::number_of(*text);
}

std::string join(const std::vector<Value>& items, std::string_view separator, Effort& effort) {
  return Converter(effort).join(list_of(items, effort), separator);
}

bool strictly_equal(const Value& left, const Value& right, Effort& effort) {
  if (left.index() != right.index()) return false;
  if (is_nullish(left)) return true;
  if (const bool* boolean = std::get_if<bool>(&left)) return *boolean == std::get<bool>(right);
  if (const double* number = std::get_if<double>(&left)) return *number == std::get<double>(right);
  if (const Text* text = std::get_if<Text>(&left)) {
    effort.read_text(std::min((*text)->size(), std::get<Text>(right)->size()));
    return **text == *std::get<Text>(right);
  }
  return left == right;  // the same array or object, not an equal one
}

bool loosely_equal(const Value& left, const Value& right, Effort& effort) {
  if (is_nullish(left) || is_nullish(right)) return is_nullish(left) && is_nullish(right);
  if (is_object(left) && is_object(right)) return strictly_equal(left, right, effort);
  const Value a = primitive_of(left, effort), b = primitive_of(right, effort);
  if (a.index() == b.index()) return strictly_equal(a, b, effort);
  return number_of(a, effort) == number_of(b, effort);
}

Order order_of(const Value& left, const Value& right, Effort& effort) {
  const Value a = primitive_of(left, effort), b = primitive_of(right, effort);
  if (std::holds_alternative<Text>(a) && std::holds_alternative<Text>(b)) {
    const Text& x = std::get<Text>(a);
    const Text& y = std::get<Text>(b);
    effort.read_text(std::min(x->size(), y->size()));
    const int order = compare(*x, *y);
    return order < 0 ? Order::less : order > 0 ? Order::greater : Order::equal;
  }
  const double x = number_of(a, effort), y = number_of(b, effort);
  if (std::isnan(x) || std::isnan(y)) return Order::none;
  return x < y ? Order::less : x > y ? Order::greater : Order::equal;
}

}  // namespace guichet::domain::javascript
