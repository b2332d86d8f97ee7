// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/answer_check.hpp"
#include "kernel/domain/form_fit.hpp"
#include "kernel/domain/form_standing.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

using nlohmann::json;

void say_missing(const Field& field, const std::string& named, std::vector<FieldError>& errors) {
  if (!field.required) return;
  const char* key = field.type == FieldType::consent ? "error.field.consent" : "error.field.required";
  errors.push_back({named, key, json::object()});
}

/// The answer of one field as it is kept, null when there is none; what is wrong is said of `named`.
json check_field(const Field& field, const std::string& named, const json* answer, const FormContext& context,
                 std::vector<FieldError>& errors) {
  if (answer == nullptr || is_blank_answer(*answer)) return say_missing(field, named, errors), nullptr;
  return check_answer(field, named, *answer, context, errors);
}

const json* part_of(const json& object, const std::string& name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

/// The rows that hold something, each with the columns that show in it.
json check_table(const Field& table, const json* answer, const std::vector<std::vector<std::string>>& shown,
                 const FormContext& context, std::vector<FieldError>& errors) {
  if (answer == nullptr || is_blank_answer(*answer)) return say_missing(table, table.id, errors), nullptr;
  const auto fail = [&](const char* key, json parameters = json::object()) -> json {
    errors.push_back({table.id, std::string("error.field.") + key, std::move(parameters)});
    return nullptr;
  };
  if (!answer->is_array()) return fail("bad-text");
  const std::size_t most = table.max ? std::min(most_rows, static_cast<std::size_t>(*table.max)) : most_rows;
  json kept = json::array();
  for (std::size_t row = 0; row < answer->size() && row < shown.size(); ++row) {
    const json& typed = (*answer)[row];
    if (is_blank_answer(typed)) continue;
    if (!typed.is_object()) return fail("bad-text");
    json checked = json::object();
    auto next = shown[row].begin();
    for (const Field& column : table.columns) {
      if (next == shown[row].end()) break;
      if (column.id != *next) continue;
      ++next;
      const std::string named = table.id + "." + std::to_string(row) + "." + column.id;
      json value = check_field(column, named, part_of(typed, column.id), context, errors);
      if (!value.is_null()) checked[column.id] = std::move(value);
    }
    // A row of which nothing shows that was answered is no row.
    if (!checked.empty()) kept.push_back(std::move(checked));
  }
  if (kept.empty() && errors.empty()) return say_missing(table, table.id, errors), nullptr;
  if (kept.size() > most) return fail("too-many-rows", {{"max", most}});
  if (table.min && static_cast<double>(kept.size()) < *table.min) {
    return fail("too-few-rows", {{"min", static_cast<std::int64_t>(*table.min)}});
  }
  return kept;
}

}  // namespace

Result<Answers> check_answers(const Form& form, const Answers& answers, const FormContext& context) {
  if (!answers.is_object()) return Error{ErrorKind::invalid, "error.form.invalid", json::object(), {}, "no object"};
  Answers kept = json::object();
  std::vector<FieldError> errors;
  const FormStanding standing = standing_of(form, answers, context, Propose::no);
  auto next_shown = standing.shown.begin();
  for (const Field& field : form.fields) {
    if (next_shown == standing.shown.end()) break;
    if (field.id != *next_shown) continue;
    ++next_shown;
    if (field.type == FieldType::heading) continue;
    const json* answer = part_of(answers, field.id);
    json value = field.type == FieldType::table
                     ? check_table(field, answer, standing.rows.at(field.id), context, errors)
                     : check_field(field, field.id, answer, context, errors);
    if (!value.is_null()) kept[field.id] = std::move(value);
  }
  if (!errors.empty()) return Error{ErrorKind::invalid, "error.form.invalid", json::object(), std::move(errors), {}};
  return kept;
}

}  // namespace guichet::domain
