// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic.hpp"
#include "kernel/plugins/rules/check.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins {
namespace {

using nlohmann::json;

constexpr std::string_view answers_root = "answers.";

/// "count" of "answers.count" and of "answers.dates.from"; "" when it is not an answer.
std::string field_read_by(const std::string& variable) {
  if (variable.substr(0, answers_root.size()) != answers_root) return "";
  const std::string rest = variable.substr(answers_root.size());
  return rest.substr(0, rest.find('.'));
}

/// The variable of {"var": "answers.kind"} or {"var": ["answers.kind", default]}; "" for anything else.
std::string variable_of(const json& rule) {
  if (!rule.is_object() || rule.size() != 1 || rule.begin().key() != "var") return "";
  const json& operand = rule.begin().value();
  if (operand.is_string()) return operand.get<std::string>();
  if (operand.is_array() && !operand.empty() && operand[0].is_string()) return operand[0].get<std::string>();
  return "";
}

bool scopes_its_variables(const std::string& operation) {
  static const std::set<std::string> operations = {"map", "filter", "reduce", "all", "some", "none"};
  return operations.count(operation) > 0;
}

class Reading {
 public:
  Reading(const json& fields, const std::vector<std::string>& later, const std::string& pointer, Findings& findings)
      : fields_(fields), later_(later), pointer_(pointer), findings_(findings) {}

  void visit(const json& rule) {
    if (rule.is_array()) {
      for (const json& part : rule) visit(part);
      return;
    }
    if (!rule.is_object() || rule.empty()) return;
    const std::string operation = rule.begin().key();
    const json& operands = rule.begin().value();
    if (const std::string variable = variable_of(rule); !variable.empty()) return known_field(variable);
    if (operation == "missing") return missing(operands);
    if (scopes_its_variables(operation) && operands.is_array() && !operands.empty()) return visit(operands[0]);
    compare(operation, operands);
    visit(operands);
  }

 private:
  void say(std::string text) { findings_.push_back({pointer_, std::move(text)}); }

  [[nodiscard]] const json* field(const std::string& id) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const json& each) { return each["id"] == id; });
    return found == fields_.end() ? nullptr : &*found;
  }

  void known_field(const std::string& variable) {
    const std::string id = field_read_by(variable);
    if (id.empty() || field(id) != nullptr) return;
    if (std::find(later_.begin(), later_.end(), id) != later_.end()) {
      return say("depends on the question " + in_quotes(id) +
                 ", which is asked later or is the question itself: move that one before");
    }
    std::vector<std::string> known;
    for (const json& each : fields_) known.push_back(each["id"].get<std::string>());
    say("there is no question " + in_quotes(id) + did_you_mean(id, known));
  }

  void missing(const json& names) {
    for (const json& name : names.is_array() ? names : json::array({names})) {
      if (name.is_string()) known_field(name.get<std::string>());
    }
  }

  /// An option that was renamed leaves a condition that never holds, and nobody notices.
  void compare(const std::string& operation, const json& operands) {
    static const std::set<std::string> comparisons = {"==", "===", "!=", "!==", "in"};
    if (comparisons.count(operation) == 0 || !operands.is_array() || operands.size() != 2) return;
    for (const std::size_t side : {0U, 1U}) {
      const std::string id = field_read_by(variable_of(operands[side]));
      const json* asked = id.empty() ? nullptr : field(id);
      if (asked == nullptr || !asked->contains("options")) continue;
      const json& literal = operands[1 - side];
      for (const json& value : literal.is_array() ? literal : json::array({literal})) option_exists(*asked, value);
    }
  }

  void option_exists(const json& asked, const json& value) {
    if (!value.is_string() || value.get<std::string>().empty()) return;
    std::vector<std::string> known;
    for (const json& option : asked["options"]) known.push_back(option["value"].get<std::string>());
    const std::string given = value.get<std::string>();
    if (std::find(known.begin(), known.end(), given) != known.end()) return;
    say(in_quotes(given) + " is not an option of the question " + in_quotes(asked["id"].get<std::string>()) +
        did_you_mean(given, known));
  }

  const json& fields_;
  const std::vector<std::string>& later_;
  const std::string& pointer_;
  Findings& findings_;
};

}  // namespace

void check_condition(const json& rule, const std::vector<std::string>& roots, const json* fields,
                     const std::vector<std::string>& later, const std::string& pointer, Findings& findings) {
  const std::vector<std::string> problems = domain::problems_of(rule, roots);
  for (const std::string& problem : problems) findings.push_back({pointer, problem});
  if (problems.empty() && fields != nullptr) Reading(*fields, later, pointer, findings).visit(rule);
}

}  // namespace guichet::plugins
