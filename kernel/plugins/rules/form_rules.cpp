// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>
#include <map>

namespace guichet::plugins {
namespace {

using nlohmann::json;
using Types = std::set<std::string>;

/// Which types of fields each key is for. Keys that are not here are for all.
const std::map<std::string, Types>& types_of_keys() {
  static const Types with_numbers = {"integer", "decimal", "money", "choices", "date", "date-range", "table"};
  static const std::map<std::string, Types> types = {
      {"options", {"choice", "choices"}},
      {"source", {"choice", "choices"}},
      {"secret", {"text", "paragraph"}},
      {"min", with_numbers},
      {"max", {"integer", "decimal", "money", "choices", "date", "date-range", "text", "paragraph", "table"}},
      {"min_length", {"text", "paragraph"}},
      {"level", {"place"}},
      {"accept", {"file"}},
      {"max_size", {"file"}},
      {"multiple", {"file"}},
      {"text", {"heading"}},
      {"section", {"heading"}},
      {"columns", {"table"}},
      {"prefill", {"text", "paragraph", "e-mail", "phone", "place", "person", "choice"}},
  };
  return types;
}

std::string in_words(const Types& types) {
  return one_of({types.begin(), types.end()});
}

void check_keys(const json& field, const std::string& type, const std::string& pointer, Findings& findings) {
  for (const auto& [key, types] : types_of_keys()) {
    if (field.contains(key) && types.count(type) == 0) {
      findings.push_back({pointer + "/" + key, "`" + key + "` says nothing about a field of the type " +
                                                   in_quotes(type) + ": it is for " + in_words(types)});
    }
  }
  const bool heading = type == "heading";
  if (heading && !field.contains("text") && !field.contains("label"))
    findings.push_back({pointer, "a heading needs a `text`"});
  if (!heading && !field.contains("label")) findings.push_back({pointer, "\"label\" is missing: the question"});
  if (heading && field.value("required", false))
    findings.push_back({pointer + "/required", "a heading asks nothing, so it cannot be required"});
  if (type != "choice" && type != "choices") return;
  const bool listed = field.contains("options"), looked_up = field.contains("source");
  if (!listed && !looked_up) findings.push_back({pointer, "\"options\" is missing: what can be chosen"});
  if (listed && looked_up)
    findings.push_back({pointer + "/source", "says what `options` says already: keep one of them"});
}

/// The bounds of dates are texts, all others numbers.
void check_bounds(const json& field, const std::string& type, const std::string& pointer, Findings& findings) {
  const bool dated = type == "date" || type == "date-range";
  for (const char* key : {"min", "max"}) {
    if (!field.contains(key)) continue;
    const json& bound = field[key];
    const std::string at = pointer + "/" + key;
    if (dated && !(bound.is_string() && is_date_bound(bound.get<std::string>()))) {
      findings.push_back({at, bound.dump() + " is not a date: write today, today+30d or 2027-01-31"});
    } else if (!dated && !bound.is_number()) {
      findings.push_back({at, "must be a number, without quotes"});
    } else if (type == "table" && (!bound.is_number_integer() || bound < 1 || bound > 50)) {
      findings.push_back({at, "must be a number of rows, from 1 to 50"});
    } else if (!dated && (type == "text" || type == "paragraph") &&
               (!bound.is_number_integer() || bound < 1 || bound > 100'000)) {
      findings.push_back({at, "must be a number of characters, from 1 to 100000"});
    }
  }
  if (field.contains("min") && field.contains("max") && field["min"].is_number() && field["max"].is_number() &&
      field["min"] > field["max"]) {
    findings.push_back({pointer + "/min", "is more than max"});
  }
}

void check_options(const json& field, const std::string& pointer, Findings& findings) {
  Types seen;
  const json options = field.value("options", json::array());
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string value = options[i]["value"].get<std::string>();
    if (seen.insert(value).second) continue;
    findings.push_back({pointer + "/options/" + std::to_string(i) + "/value",
                        "there are two options with the value " + in_quotes(value)});
  }
}

bool is_option(const json& field, const json& value) {
  const json options = field.value("options", json::array());
  return std::any_of(options.begin(), options.end(), [&](const json& option) { return option["value"] == value; });
}

/// What is wrong with a setting's value before anybody set one; "" when nothing is.
std::string default_problem(const json& field, const std::string& type, const json& value) {
  if (type == "integer" || type == "money") return value.is_number_integer() ? "" : "must be a whole number";
  if (type == "decimal") return value.is_number() ? "" : "must be a number";
  if (type == "yes-no") return value.is_boolean() ? "" : "must be true or false";
  if (type == "choice") return is_option(field, value) ? "" : value.dump() + " is not one of the options";
  if (type != "choices") return value.is_string() ? "" : "must be a text";
  const bool all = value.is_array() &&
                   std::all_of(value.begin(), value.end(), [&](const json& each) { return is_option(field, each); });
  return all ? "" : "must be a list of values of the options";
}

void check_setting(const json& field, const std::string& pointer, Findings& findings) {
  static const Types of_requests = {"file", "consent", "person", "team", "place", "asset", "table"};
  const std::string type = field["type"].get<std::string>();
  if (of_requests.count(type) > 0)
    findings.push_back({pointer + "/type", "a setting cannot be of the type " + in_quotes(type)});
  for (const char* key : {"source", "prefill", "computed", "section"}) {
    if (field.contains(key)) findings.push_back({pointer + "/" + key, "is for forms: an administrator sets a setting"});
  }
  if (!field.contains("default")) return;
  if (field.value("secret", false)) {
    findings.push_back({pointer + "/default", "everybody could read it here: a secret has no default"});
  } else if (const std::string problem = default_problem(field, type, field["default"]); !problem.empty()) {
    findings.push_back({pointer + "/default", problem});
  }
}

/// The names of variables a rule reads that begin with "row.".
void collect_row_names(const json& rule, std::vector<std::string>& names) {
  if (rule.is_string()) {
    const std::string& text = rule.get_ref<const std::string&>();
    if (text.rfind("row.", 0) == 0) names.push_back(text.substr(4, text.find('.', 4) - 4));
  } else if (rule.is_structured()) {
    for (const json& part : rule) collect_row_names(part, names);
  }
}

/// A rule of a column reads what is asked before the table, and other columns of its row that are asked before it.
void check_row_rule(const json& rule, const json& before, const std::vector<std::string>& later,
                    const std::vector<std::string>& columns_before, const std::string& at, Findings& findings) {
  check_condition(rule, {"answers", "requester", "row"}, &before, later, at, findings);
  std::vector<std::string> read;
  collect_row_names(rule, read);
  for (const std::string& name : read) {
    if (std::find(columns_before.begin(), columns_before.end(), name) != columns_before.end()) continue;
    findings.push_back({at, "there is no column " + in_quotes(name) + " before this one in the row" +
                                did_you_mean(name, columns_before)});
  }
}

void check_computed(const json& field, const std::string& type, const std::string& pointer, Findings& findings) {
  static const Types never = {"file", "heading", "table", "consent"};
  if (!field.contains("computed")) return;
  if (never.count(type) > 0) {
    findings.push_back({pointer + "/computed", "nothing can be worked out for a field of the type " + in_quotes(type) +
                                                   (type == "consent" ? ": people agree by themselves" : "")});
  }
  if (field.contains("prefill"))
    findings.push_back({pointer + "/computed", "says what `prefill` says already: keep one of them"});
}

void check_columns(const json& table, const json& before, const std::vector<std::string>& later, const Names* names,
                   const std::string& pointer, Findings& findings) {
  static const Types never = {"table", "file", "heading"};
  const json columns = table.value("columns", json::array());
  if (columns.empty()) findings.push_back({pointer, "\"columns\" is missing: what is asked in each row"});
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const json& column = columns[i];
    const std::string at = pointer + "/columns/" + std::to_string(i);
    const std::string type = column["type"].get<std::string>();
    const std::string id = column["id"].get<std::string>();
    if (never.count(type) > 0) findings.push_back({at + "/type", "a column cannot be of the type " + in_quotes(type)});
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
      findings.push_back({at + "/id", "there are two columns " + in_quotes(id)});
    check_keys(column, type, at, findings);
    check_bounds(column, type, at, findings);
    check_options(column, at, findings);
    check_computed(column, type, at, findings);
    for (const char* key : {"prefill", "secret", "default"}) {
      if (column.contains(key))
        findings.push_back({at + "/" + key, "is not for columns: the rows are as many as people need"});
    }
    for (const char* key : {"when", "computed"}) {
      if (column.contains(key)) check_row_rule(column[key], before, later, ids, at + "/" + key, findings);
    }
    if (names != nullptr && column.contains("source")) {
      check_running_reference(column["source"].get<std::string>(), names->option_sources, *names, "option source",
                              at + "/source", findings);
    }
    ids.push_back(id);
  }
}

/// `names`: what a form's columns may name; null for settings, which have none.
void check_fields(const json& fields, const Names* names, const std::string& pointer, Findings& findings) {
  std::vector<std::string> later;
  for (const json& field : fields) later.push_back(field["id"].get<std::string>());
  json before = json::array();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const json& field = fields[i];
    const std::string at = pointer + "/" + std::to_string(i);
    const std::string type = field["type"].get<std::string>();
    check_keys(field, type, at, findings);
    check_bounds(field, type, at, findings);
    check_options(field, at, findings);
    check_computed(field, type, at, findings);
    if (type == "table") check_columns(field, before, later, names, at, findings);
    for (const char* key : {"when", "computed"}) {
      if (field.contains(key))
        check_condition(field[key], {"answers", "requester"}, &before, later, at + "/" + key, findings);
    }
    before.push_back(field);
    later.erase(later.begin());
  }
}

}  // namespace

void check_form(const json& fields, const Names& names, const std::string& pointer, Findings& findings) {
  check_fields(fields, &names, pointer, findings);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string at = pointer + "/" + std::to_string(i);
    if (fields[i].contains("source")) {
      check_running_reference(fields[i]["source"].get<std::string>(), names.option_sources, names, "option source",
                              at + "/source", findings);
    }
    for (const char* key : {"secret", "default"}) {
      if (fields[i].contains(key))
        findings.push_back({at + "/" + key, "is for settings: what people answer is neither secret nor known before"});
    }
  }
}

void check_settings(const json& settings, Findings& findings) {
  check_fields(settings, nullptr, "/settings", findings);
  for (std::size_t i = 0; i < settings.size(); ++i)
    check_setting(settings[i], "/settings/" + std::to_string(i), findings);
}

}  // namespace guichet::plugins
