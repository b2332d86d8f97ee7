// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/format/answers.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using domain::FieldType;

std::string plain(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? std::string() : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// 35 stands for 35.0, and 7,5 is written with the sign of the language.
std::string shown_decimal(const nlohmann::json& value, domain::Language language) {
  if (!value.is_number()) return plain(value);
  std::string text = value.dump();
  if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
  if (language == domain::Language::fr) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string option_label(const domain::Field& field, const std::string& value, domain::Language language) {
  const auto option = std::find_if(field.options.begin(), field.options.end(),
                                   [&](const domain::Option& known) { return known.value == value; });
  return option == field.options.end() ? value : option->label.in(language);
}

}  // namespace

namespace {

/// One text a row, for where no table fits: "Nom : Ana ; Nuits : 2".
std::vector<std::string> row_lines(const domain::Field& table, const nlohmann::json& rows, const AnswerWords& words) {
  std::vector<std::string> lines;
  if (!rows.is_array()) return {plain(rows)};
  for (const auto& row : rows) {
    std::string line;
    for (const domain::Field& column : table.columns) {
      if (!row.is_object() || !row.contains(column.id)) continue;
      std::string values;
      for (const std::string& text : shown_answer(column, row[column.id], words)) {
        values += (values.empty() ? "" : ", ") + text;
      }
      const nlohmann::json cell{{"label", label_of(column, words.texts)}, {"value", values}};
      line += (line.empty() ? "" : words.texts.text("form.cell-next")) + words.texts.text("form.cell", cell);
    }
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

/// "60 000,00": the thousands apart, so that a zero too many is seen.
std::string grouped(std::string amount, const Catalogue& texts) {
  const std::string_view between = texts.language() == domain::Language::fr ? "\u202f" : ",";
  const std::size_t first = amount.starts_with('-') ? 1 : 0;
  const std::size_t end = amount.find_first_not_of("0123456789", first);
  if (end == std::string::npos) return amount;
  for (std::size_t at = end; at > first + 3;) amount.insert(at -= 3, between);
  return amount;
}

}  // namespace

std::string label_of(const domain::Field& field, const Catalogue& texts) {
  return field.label.empty() ? texts.text("form.free." + field.id) : field.label.in(texts.language());
}

std::string hint_of(const domain::Field& field, const Catalogue& texts) {
  if (!field.label.empty()) return field.hint.in(texts.language());
  return field.type == FieldType::paragraph ? texts.text("form.free.words-hint") : std::string();
}

std::string shown_cents(const nlohmann::json& cents, const Catalogue& texts) {
  if (!cents.is_number_integer()) return plain(cents);
  const auto amount = cents.get<std::int64_t>();
  const auto rest = std::abs(amount % 100);
  return (amount < 0 ? "-" : "") + std::to_string(std::abs(amount / 100)) +
         (texts.language() == domain::Language::fr ? "," : ".") + (rest < 10 ? "0" : "") + std::to_string(rest);
}

std::vector<std::string> shown_answer(const domain::Field& field, const nlohmann::json& value, const AnswerWords& words,
                                      const std::string& name) {
  switch (field.type) {
    case FieldType::choice:
      return {option_label(field, plain(value), words.texts.language())};
    case FieldType::choices: {
      std::vector<std::string> labels;
      if (!value.is_array()) return {plain(value)};
      for (const auto& item : value) labels.push_back(option_label(field, plain(item), words.texts.language()));
      return labels;
    }
    case FieldType::yes_no:
    case FieldType::consent:
      if (!value.is_boolean()) return {plain(value)};
      return {words.texts.text(value.get<bool>() ? "form.yes" : "form.no")};
    case FieldType::date:
      return {words.moments.date(plain(value))};
    case FieldType::date_range:
      if (!value.is_object()) return {plain(value)};
      return {words.moments.range(plain(value.value("from", nlohmann::json())),
                                  plain(value.value("to", nlohmann::json())))};
    case FieldType::place: {
      std::string label = words.places.label(plain(value));
      return {label.empty() ? plain(value) : std::move(label)};
    }
    case FieldType::person:
      return {name.empty() ? plain(value) : name};
    case FieldType::money:
      return {value.is_number_integer() ? grouped(shown_cents(value, words.texts), words.texts) + " €" : plain(value)};
    case FieldType::decimal:
      return {shown_decimal(value, words.texts.language())};
    case FieldType::paragraph:
      return lines_of(plain(value));
    case FieldType::table:
      return row_lines(field, value, words);
    case FieldType::team:
      return {name.empty() ? plain(value) : name};
    case FieldType::file:
    case FieldType::heading:
      return {};
    default:
      return {plain(value)};
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (!line.empty() || !lines.empty()) lines.emplace_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string shown_error(const domain::FieldError& error, const AnswerWords& words) {
  nlohmann::json parameters = error.parameters;
  if (error.message == "error.field.place-not-precise" && parameters.contains("level")) {
    parameters["level"] = words.texts.text("place.level." + parameters["level"].get<std::string>());
  }
  if (error.message == "error.field.too-early" || error.message == "error.field.too-late") {
    for (auto& value : parameters) {
      if (value.is_string()) value = words.moments.date(value.get<std::string>());
    }
  }
  return words.texts.text(error.message, parameters);
}

}  // namespace guichet::web::pages
