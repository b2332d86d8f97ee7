// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form_read.hpp"

#include "kernel/domain/form_standing.hpp"
#include "kernel/domain/javascript_text.hpp"
#include "kernel/domain/typed_text.hpp"

#include <charconv>
#include <set>
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

namespace {

/// What was typed, by name, each name's values in order; what is empty is no answer.
class TypedValues {
 public:
  explicit TypedValues(const Typed& typed) {
    for (const auto& [name, value] : typed) {
      if (!value.empty()) values_[name].push_back(value);
    }
  }

  [[nodiscard]] const std::vector<std::string_view>* all(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
  }

  [[nodiscard]] std::string last(std::string_view name) const {
    const auto* values = all(name);
    return values == nullptr ? std::string() : javascript::well_formed(values->back());
  }

  /// The rows of each table that were typed: of the name "TABLE.ROW" or "TABLE.ROW.COLUMN", and of "TABLE" = "ROW".
  [[nodiscard]] const std::unordered_map<std::string_view, std::set<std::size_t>>& rows() {
    if (rows_read_) return rows_;
    rows_read_ = true;
    for (const auto& [name, values] : values_) {
      const std::size_t dot = name.find('.');
      if (dot == std::string_view::npos) {
        for (const std::string_view value : values) add_row(name, value);
      } else {
        const std::string_view rest = name.substr(dot + 1);
        add_row(name.substr(0, dot), rest.substr(0, rest.find('.')));
      }
    }
    return rows_;
  }

 private:
  void add_row(std::string_view table, std::string_view text) {
    std::size_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (error == std::errc{} && end == text.data() + text.size() && text.size() <= 9) rows_[table].insert(row);
  }

  std::unordered_map<std::string_view, std::vector<std::string_view>> values_;
  std::unordered_map<std::string_view, std::set<std::size_t>> rows_;
  bool rows_read_ = false;
};

json read_table(const Field& table, TypedValues& values);

/// The answer of one question; null when there is none. `name` is under which it was typed.
json read_field(const Field& field, const std::string& name, TypedValues& values) {
  if (field.type == FieldType::heading) return nullptr;
  if (field.type == FieldType::table) return read_table(field, values);
  if (takes_several(field.type)) {
    const auto* found = values.all(name);
    if (found == nullptr) return nullptr;
    json list = json::array();
    for (const std::string_view value : *found) list.push_back(javascript::well_formed(value));
    return list;
  }
  if (field.type == FieldType::date_range) {
    json range = json::object();
    for (const char* part : {"from", "to"}) {
      const std::string text = values.last(name + "." + part);
      if (!text.empty()) range[part] = read_answer(FieldType::date, text);
    }
    return range.empty() ? json() : range;
  }
  const std::string text = values.last(name);
  return text.empty() ? json() : read_answer(field.type, text);
}

/// Rows that hold nothing are kept as they were typed: they stand on the page, and errors count with them.
json read_table(const Field& table, TypedValues& values) {
  const auto typed = values.rows().find(table.id);
  if (typed == values.rows().end()) return nullptr;
  json rows = json::array();
  for (const std::size_t number : typed->second) {
    if (rows.size() > most_rows) break;  // one too many, for the check to say so
    json row = json::object();
    for (const Field& column : table.columns) {
      json answer = read_field(column, table.id + "." + std::to_string(number) + "." + column.id, values);
      if (!answer.is_null()) row[column.id] = std::move(answer);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Answers read_answers(const Form& form, const Typed& typed) {
  TypedValues values(typed);
  Answers answers = json::object();
  for (const Field& field : form.fields) {
    json answer = read_field(field, field.id, values);
    if (!answer.is_null()) answers[field.id] = std::move(answer);
  }
  return answers;
}

}  // namespace guichet::domain
