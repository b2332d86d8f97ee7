// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/docs/page.hpp"

#include <map>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;

std::string joined(const json& rules, const std::string& between) {
  std::string text;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool nested = rules[i].is_object() && (rules[i].contains("and") || rules[i].contains("or"));
    text += (i == 0 ? "" : between) + (nested ? "(" + in_words(rules[i]) + ")" : in_words(rules[i]));
  }
  return text;
}

std::string variable(const json& name) {
  if (!name.is_string()) return name.dump();
  const std::string text = name;
  return text.rfind("answers.", 0) == 0 ? text.substr(8) : text;
}

std::string value(const json& given) {
  if (given.is_object()) return in_words(given);
  if (!given.is_array()) return given.dump();
  std::string text;
  for (std::size_t i = 0; i < given.size(); ++i)
    text += (i == 0 ? "" : i + 1 == given.size() ? " or " : ", ") + value(given[i]);
  return text;
}

}  // namespace

std::string in_words(const json& rule) {
  static const std::map<std::string, std::string> comparisons = {
      {"==", " is "},     {"===", " is "},         {"!=", " is not "},  {"!==", " is not "},
      {">", " is over "}, {">=", " is at least "}, {"<", " is below "}, {"<=", " is at most "}};
  if (!rule.is_object() || rule.size() != 1) return rule.dump();
  const std::string operation = rule.begin().key();
  const json& arguments = rule.begin().value();
  if (operation == "var") return variable(arguments.is_array() && !arguments.empty() ? arguments[0] : arguments);
  if (operation == "and" && arguments.is_array()) return joined(arguments, " and ");
  if (operation == "or" && arguments.is_array()) return joined(arguments, " or ");
  if (operation == "!" || operation == "!!") {
    const json& inner = arguments.is_array() && arguments.size() == 1 ? arguments[0] : arguments;
    return operation == "!" ? "not (" + in_words(inner) + ")" : in_words(inner) + " is given";
  }
  if (arguments.is_array() && arguments.size() == 2) {
    if (const auto known = comparisons.find(operation); known != comparisons.end())
      return value(arguments[0]) + known->second + value(arguments[1]);
    if (operation == "in" && arguments[0].is_object()) return value(arguments[0]) + " is " + value(arguments[1]);
    if (operation == "in") return value(arguments[1]) + " contains " + value(arguments[0]);
  }
  return rule.dump();
}

}  // namespace guichet::sdk_tool
