// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/service_fields.hpp"

#include "kernel/domain/typed_text.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace guichet::domain {
namespace {

constexpr std::size_t most_fields = 500;

bool is_identifier(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
           sign == '-' || sign == '_';
  });
}

bool is_text(FieldType type) {
  return type == FieldType::text || type == FieldType::paragraph;
}
bool is_date(FieldType type) {
  return type == FieldType::date || type == FieldType::date_range;
}
bool is_number(FieldType type) {
  return type == FieldType::integer || type == FieldType::decimal || type == FieldType::money;
}
bool is_choice(FieldType type) {
  return type == FieldType::choice || type == FieldType::choices;
}

/// "10MB", "500kB" or a number of bytes.
std::int64_t bytes_of(ManifestReader& reader, const std::string& key) {
  const nlohmann::json* value = reader.find(key);
  if (value == nullptr) return 0;
  constexpr std::int64_t most = std::int64_t{4} << 30;
  std::int64_t bytes = 0;
  if (value->is_number_integer()) {
    bytes = value->get<std::int64_t>();
  } else if (value->is_string()) {
    const std::string& text = value->get_ref<const std::string&>();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    const std::int64_t scale = unit == "MB" ? 1 << 20 : unit == "kB" || unit == "KB" ? 1 << 10 : unit == "B" ? 1 : 0;
    bytes = error != std::errc{} || bytes < 0 || bytes > most ? 0 : bytes * scale;
  }
  if (bytes <= 0 || bytes > most) reader.fail(key, "must be a size such as 10MB");
  return bytes;
}

std::string date_bound(ManifestReader& reader, const std::string& key) {
  const std::string bound = reader.text_or(key, {});
  if (!bound.empty() && !typed::bound_of(bound, "2026-01-01")) {
    reader.fail(key, "must be a date: 2027-01-31, today or today+30d");
  }
  return bound;
}

PlaceKind level_of(ManifestReader& reader) {
  const std::string level = reader.text_or("level", "building");
  if (level == "campus") return PlaceKind::campus;
  if (level == "building") return PlaceKind::building;
  if (level == "floor") return PlaceKind::floor;
  if (level == "room") return PlaceKind::room;
  reader.fail("level", "must be campus, building, floor or room");
}

std::vector<Option> options_of(ManifestReader& reader) {
  std::vector<Option> options;
  std::set<std::string> values;
  for (ManifestReader& entry : reader.objects("options")) {
    Option option{entry.text("value"), entry.local_text("label", true)};
    if (!values.insert(option.value).second) entry.fail("value", "stands twice in the list");
    entry.done();
    options.push_back(std::move(option));
  }
  if (options.empty()) reader.fail("options", "is missing");
  return options;
}

constexpr std::size_t most_columns = 20;

std::vector<Field> columns_of(ManifestReader& table);

/// `column`: it is asked in each row of a table.
Field field_from(ManifestReader& reader, bool column = false) {
  Field field;
  field.id = reader.text("id");
  if (!is_identifier(field.id)) reader.fail("id", "may hold letters, digits, - and _ only");
  const std::optional<FieldType> type = field_type_of(reader.text("type"));
  if (!type) reader.fail("type", "is not a type of field");
  field.type = *type;
  const bool has_text = field.type == FieldType::heading && reader.has("text");
  field.label = reader.local_text(has_text ? "text" : "label", true);
  field.hint = reader.local_text("hint", false);
  field.required = reader.flag("required");
  const std::vector<std::string> roots = column ? std::vector<std::string>{"answers", "requester", "row"}
                                                : std::vector<std::string>{"answers", "requester"};
  field.when = reader.condition("when", roots);
  field.prefill = reader.text_or("prefill", {});
  if (!field.prefill.empty() && !field.prefill.starts_with("requester.")) {
    reader.fail("prefill", "must be a fact about the requester, such as requester.campus");
  }
  if (is_text(field.type)) {
    field.max_length = reader.count("max");
    field.min_length = reader.count("min_length");
    if (field.max_length > 100'000) reader.fail("max", "is more than 100,000 characters");
  }
  if (is_date(field.type)) {
    field.min_date = date_bound(reader, "min");
    field.max_date = date_bound(reader, "max");
  }
  if (is_number(field.type) || field.type == FieldType::choices || field.type == FieldType::table) {
    field.min = reader.number("min");
    field.max = reader.number("max");
    if (field.min && field.max && *field.min > *field.max) reader.fail("min", "is more than max");
  }
  if (is_choice(field.type)) {
    field.source = reader.text_or("source", {});
    if (field.source.empty()) field.options = options_of(reader);
  }
  const bool answers_itself = field.type == FieldType::heading || field.type == FieldType::table;
  if (!answers_itself && field.type != FieldType::file && field.type != FieldType::consent) {
    field.computed = reader.condition("computed", roots);
  }
  if (field.type == FieldType::heading) field.section = reader.flag("section");
  if (field.type == FieldType::table) field.columns = columns_of(reader);
  if (column && (answers_itself || field.type == FieldType::file)) {
    reader.fail("type", "cannot be asked in the rows of a table");
  }
  if (field.type == FieldType::place) field.level = level_of(reader);
  if (field.type == FieldType::file) {
    field.accept = reader.texts("accept");
    field.max_size = bytes_of(reader, "max_size");
    field.multiple = reader.flag("multiple");
  }
  reader.done();
  return field;
}

std::vector<Field> columns_of(ManifestReader& table) {
  std::vector<Field> columns;
  std::set<std::string> ids;
  for (ManifestReader& reader : table.objects("columns")) {
    // Said before it is read: a table in a table in a table would be read for ever.
    if (reader.text("type") == "table") reader.fail("type", "cannot be asked in the rows of a table");
    columns.push_back(field_from(reader, true));
    if (!ids.insert(columns.back().id).second) reader.fail("id", "stands twice in the table");
    if (columns.size() > most_columns) table.fail("columns", "has more than 20 columns");
  }
  if (columns.empty()) table.fail("columns", "is missing");
  return columns;
}

}  // namespace

Form form_from(ManifestReader& service, const std::string& key) {
  Form form;
  std::set<std::string> ids;
  for (ManifestReader& reader : service.objects(key)) {
    form.fields.push_back(field_from(reader));
    if (!ids.insert(form.fields.back().id).second) reader.fail("id", "stands twice in the form");
    if (form.fields.size() > most_fields) service.fail(key, "has more than 500 questions");
  }
  return form;
}

}  // namespace guichet::domain
