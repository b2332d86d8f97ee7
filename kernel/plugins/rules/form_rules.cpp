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
  static const Types with_numbers = {"integer", "decimal", "money", "choices", "date", "date-range"};
  static const std::map<std::string, Types> types = {
      {"options", {"choice", "choices"}},
      {"min", with_numbers},
      {"max", {"integer", "decimal", "money", "choices", "date", "date-range", "text", "paragraph"}},
      {"min_length", {"text", "paragraph"}},
      {"level", {"place"}},
      {"accept", {"file"}},
      {"max_size", {"file"}},
      {"multiple", {"file"}},
      {"text", {"heading"}},
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
  if ((type == "choice" || type == "choices") && !field.contains("options")) {
    findings.push_back({pointer, "\"options\" is missing: what can be chosen"});
  }
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

}  // namespace

void check_form(const json& fields, const std::string& pointer, Findings& findings) {
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
    if (field.contains("when"))
      check_condition(field["when"], {"answers", "requester"}, &before, later, at + "/when", findings);
    before.push_back(field);
    later.erase(later.begin());
  }
}

}  // namespace guichet::plugins
