// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form_read.hpp"

#include "kernel/domain/javascript_text.hpp"
#include "kernel/domain/typed_text.hpp"

#include <unordered_map>

namespace guichet::domain {
namespace {

using nlohmann::json;

template <typename Value>
json value_or_typed(const std::optional<Value>& value, const std::string& typed) {
  return value ? json(*value) : json(typed);
}

bool takes_several(FieldType type) {
  return type == FieldType::choices || type == FieldType::file;
}

}  // namespace

json read_answer(FieldType type, const std::string& typed) {
  switch (type) {
    case FieldType::integer:
      return value_or_typed(typed::integer_of(typed), typed);
    case FieldType::decimal:
      return value_or_typed(typed::decimal_of(typed), typed);
    case FieldType::money:
      return value_or_typed(typed::cents_of(typed), typed);
    case FieldType::date:
      return value_or_typed(typed::date_of(typed), typed);
    case FieldType::time:
      return value_or_typed(typed::time_of(typed), typed);
    case FieldType::yes_no:
    case FieldType::consent:
      return value_or_typed(typed::yes_no_of(typed), typed);
    default:
      return typed;
  }
}

Answers read_answers(const Form& form, const Typed& typed) {
  std::unordered_map<std::string_view, std::vector<std::string_view>> values;
  for (const auto& [name, value] : typed) {
    if (!value.empty()) values[name].push_back(value);
  }
  const auto last = [&](const std::string& name) -> std::string {
    const auto found = values.find(name);
    return found == values.end() ? std::string{} : javascript::well_formed(found->second.back());
  };
  Answers answers = json::object();
  for (const Field& field : form.fields) {
    if (field.type == FieldType::heading) continue;
    if (takes_several(field.type)) {
      const auto found = values.find(field.id);
      if (found == values.end()) continue;
      json list = json::array();
      for (const std::string_view value : found->second) list.push_back(javascript::well_formed(value));
      answers[field.id] = std::move(list);
    } else if (field.type == FieldType::date_range) {
      json range = json::object();
      for (const char* part : {"from", "to"}) {
        const std::string text = last(field.id + "." + part);
        if (!text.empty()) range[part] = read_answer(FieldType::date, text);
      }
      if (!range.empty()) answers[field.id] = std::move(range);
    } else if (const std::string text = last(field.id); !text.empty()) {
      answers[field.id] = read_answer(field.type, text);
    }
  }
  return answers;
}

}  // namespace guichet::domain
