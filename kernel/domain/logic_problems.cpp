// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic_evaluation.hpp"

#include <algorithm>

namespace guichet::domain {
namespace {

using nlohmann::json;

class Checker {
 public:
  explicit Checker(const std::vector<std::string>& roots) : roots_(roots) {}

  /// `element`: within the body of a map or a filter, where names are those of an element.
  void check(const json& rule, std::size_t depth, bool element) {
    if (depth > LogicLimits{}.depth) return say("the rule is nested deeper than 64 levels");
    if (rule.is_array()) {
      for (const json& item : rule) check(item, depth + 1, element);
      return;
    }
    if (!rule.is_object() || rule.empty()) return;
    if (rule.size() > 1)
      return say("an object with several keys is not a rule: \"" + rule.begin().key() + "\" stands beside others");
    const std::string& name = rule.begin().key();
    const json& operands = rule.begin().value();
    if (plain_operation(name) == nullptr && !is_structural(name)) return say("unknown operation \"" + name + "\"");
    if (!element && name == "var") check_name(operands.is_array() ? first_of(operands) : operands);
    if (!element && name == "missing") check_names(operands);
    if (!element && name == "missing_some" && operands.is_array() && operands.size() > 1) check_names(operands[1]);
    check_operands(name, operands, depth + 1, element);
  }

  std::vector<std::string> take() { return std::move(problems_); }

 private:
  void check_operands(const std::string& name, const json& operands, std::size_t depth, bool element) {
    if (!operands.is_array()) return check(operands, depth, element);
    const bool has_body = is_structural(name) && name != "if" && name != "?:" && name != "and" && name != "or";
    for (std::size_t index = 0; index < operands.size(); ++index) {
      check(operands[index], depth, element || (has_body && index == 1));
    }
  }

  static json first_of(const json& operands) { return operands.empty() ? json("") : operands[0]; }

  void check_names(const json& names) {
    // What a nested rule computes cannot be known here; what it names is checked within it.
    if (!names.is_array() && !names.is_object()) return check_name(names);
    for (const json& name : names) {
      if (!name.is_structured()) check_name(name);
    }
  }

  void check_name(const json& name) {
    if (!name.is_string()) return say("the name of a var must be written out, so that it can be checked");
    const std::string& path = name.get_ref<const std::string&>();
    if (std::find(roots_.begin(), roots_.end(), path.substr(0, path.find('.'))) != roots_.end()) return;
    std::string known;
    for (const std::string& root : roots_) known += (known.empty() ? "" : ", ") + root;
    say("unknown variable \"" + path + "\": it must begin with one of " + known);
  }

  void say(std::string problem) {
    if (problems_.size() < 50 && std::find(problems_.begin(), problems_.end(), problem) == problems_.end()) {
      problems_.push_back(std::move(problem));
    }
  }

  const std::vector<std::string>& roots_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> problems_of(const json& rule, const std::vector<std::string>& roots) {
  Checker checker(roots);
  checker.check(rule, 1, false);
  return checker.take();
}

}  // namespace guichet::domain
