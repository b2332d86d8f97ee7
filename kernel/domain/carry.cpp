// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/carry.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

bool is_any_text(FieldType type) {
  return type == FieldType::text || type == FieldType::paragraph;
}

/// Whether a value of one type may stand where the other is asked.
bool takes(FieldType to, FieldType from) {
  if (to == FieldType::heading || to == FieldType::consent) return false;
  if (to == from) return true;
  if (is_any_text(to) && is_any_text(from)) return true;
  return to == FieldType::decimal && from == FieldType::integer;
}

bool same_label(const LocalText& one, const LocalText& other) {
  return (!one.fr.empty() && one.fr == other.fr) || (!one.en.empty() && one.en == other.en);
}

bool is_option(const Field& field, const nlohmann::json& value) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const Option& option) { return value == option.value; });
}

/// Whether this answer means the same there.
bool holds_there(const Field& from, const nlohmann::json& value, const Field& to) {
  if (to.type == FieldType::text && value.is_string()) {
    return value.get_ref<const std::string&>().find('\n') == std::string::npos;
  }
  if (to.type != FieldType::choice && to.type != FieldType::choices) return true;
  if (!to.source.empty() || !from.source.empty()) return to.source == from.source;
  if (!value.is_array()) return is_option(to, value);
  return std::all_of(value.begin(), value.end(), [&](const auto& each) { return is_option(to, each); });
}

/// The rows with the columns that are there too; a row of which nothing is left is none.
nlohmann::json rows_carried(const Field& from, const nlohmann::json& rows, const Field& to) {
  nlohmann::json carried = nlohmann::json::array();
  if (!rows.is_array()) return nullptr;
  const Form before{from.columns}, after{to.columns};
  for (const auto& row : rows) {
    if (!row.is_object()) continue;
    Answers kept = carried_over(before, row, after);
    if (!kept.empty()) carried.push_back(std::move(kept));
  }
  return carried.empty() ? nlohmann::json() : carried;
}

const Field* source_of(const Form& from, const Answers& answers, const Field& to) {
  const Field* same = from.find(to.id);
  if (same != nullptr && answers.contains(same->id) && takes(to.type, same->type)) return same;
  for (const Field& field : from.fields) {
    if (field.type == to.type && takes(to.type, field.type) && same_label(field.label, to.label) &&
        answers.contains(field.id)) {
      return &field;
    }
  }
  return nullptr;
}

}  // namespace

Answers carried_over(const Form& from, const Answers& answers, const Form& to) {
  Answers carried = nlohmann::json::object();
  for (const Field& field : to.fields) {
    const Field* source = source_of(from, answers, field);
    if (source == nullptr || !holds_there(*source, answers[source->id], field)) continue;
    if (field.type == FieldType::table) {
      nlohmann::json rows = rows_carried(*source, answers[source->id], field);
      if (!rows.is_null()) carried[field.id] = std::move(rows);
      continue;
    }
    carried[field.id] = answers[source->id];
  }
  return carried;
}

std::vector<std::string> unanswered(const Form& form, const Answers& answers, const FormContext& context) {
  std::vector<std::string> missing;
  for (const std::string& id : shown_fields(form, answers, context)) {
    const Field* field = form.find(id);
    if (field != nullptr && field->required && field->type != FieldType::heading && !answers.contains(id)) {
      missing.push_back(id);
    }
  }
  return missing;
}

}  // namespace guichet::domain
