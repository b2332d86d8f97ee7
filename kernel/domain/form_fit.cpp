// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form_fit.hpp"

#include "kernel/domain/typed_text.hpp"

#include <algorithm>
#include <cmath>

namespace guichet::domain {
namespace {

using nlohmann::json;

bool is_option(const Field& field, const json& value) {
  return value.is_string() && std::any_of(field.options.begin(), field.options.end(), [&](const Option& option) {
           return option.value == value.get_ref<const std::string&>();
         });
}

json chosen_of(const Field& field, const json& known) {
  json chosen = json::array();
  for (const json& value : known.is_array() ? known : json::array({known})) {
    if (is_option(field, value)) chosen.push_back(value);
  }
  return chosen.empty() ? json() : chosen;
}

json place_of(const Field& field, const json& known, const FormContext& context) {
  if (!known.is_string() || context.places == nullptr) return nullptr;
  const Place* place = context.places->find(known.get<std::string>());
  return place != nullptr && place->kind >= field.level ? known : json();
}

/// Whole where the field is: a price of half a cent is the nearest cent.
json number_of(const Field& field, const json& known) {
  if (!known.is_number()) return nullptr;
  double value = known.get<double>();
  constexpr double largest = 9e15;
  if (!std::isfinite(value) || std::abs(value) > largest) return nullptr;
  if (field.type != FieldType::decimal) value = std::round(value);
  if (std::trunc(value) == value) return static_cast<std::int64_t>(value);
  return value;
}

json text_of(const json& known) {
  if (known.is_number()) return known.dump();
  return known.is_string() && !known.get_ref<const std::string&>().empty() ? known : json();
}

template <typename Read>
json read_of(const json& known, Read read) {
  if (!known.is_string()) return nullptr;
  const auto value = read(known.get_ref<const std::string&>());
  return value ? json(*value) : json();
}

json range_of(const json& known) {
  if (!known.is_object() || !known.contains("from") || !known.contains("to")) return nullptr;
  json range{{"from", read_of(known["from"], typed::date_of)}, {"to", read_of(known["to"], typed::date_of)}};
  return range["from"].is_null() || range["to"].is_null() ? json() : range;
}

}  // namespace

json fitting(const Field& field, const json& known, const FormContext& context) {
  switch (field.type) {
    case FieldType::choices:
      return chosen_of(field, known);
    case FieldType::choice:
      return is_option(field, known) ? known : json();
    case FieldType::place:
      return place_of(field, known, context);
    case FieldType::integer:
    case FieldType::decimal:
    case FieldType::money:
      return number_of(field, known);
    case FieldType::date:
      return read_of(known, [&](const std::string& text) { return typed::bound_of(text, context.today); });
    case FieldType::time:
      return read_of(known, typed::time_of);
    case FieldType::date_range:
      return range_of(known);
    case FieldType::yes_no:
      return known.is_boolean() ? known : json();
    case FieldType::text:
    case FieldType::paragraph:
    case FieldType::person:
    case FieldType::team:
    case FieldType::asset:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url:
      return text_of(known);
    case FieldType::consent:
    case FieldType::file:
    case FieldType::heading:
    case FieldType::table:
      return nullptr;
  }
  return nullptr;
}

bool is_blank_answer(const json& answer) {
  if (answer.is_string()) return typed::trimmed(answer.get_ref<const std::string&>()).empty();
  if (answer.is_structured()) return std::all_of(answer.begin(), answer.end(), is_blank_answer);
  return answer.is_null();
}

}  // namespace guichet::domain
