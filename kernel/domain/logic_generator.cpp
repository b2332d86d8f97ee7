// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic_generator.hpp"

namespace guichet::domain {

using nlohmann::json;

json LogicGenerator::scalar() {
  static const std::vector<json> scalars{nullptr,
                                         true,
                                         false,
                                         0,
                                         1,
                                         -1,
                                         2,
                                         3,
                                         7,
                                         10,
                                         0.1,
                                         0.2,
                                         1.5,
                                         -0.0,
                                         -2.5,
                                         1e21,
                                         1e-7,
                                         123456789012,
                                         5e-324,
                                         1.7e308,
                                         9007199254740993,
                                         "",
                                         "0",
                                         "1",
                                         "-1",
                                         " 12 ",
                                         "1.5",
                                         "a",
                                         "b",
                                         "abc",
                                         "ABC",
                                         "10",
                                         "9",
                                         "0x10",
                                         "0b11",
                                         "0o17",
                                         "1e3",
                                         "1e999",
                                         "1e-999",
                                         "Infinity",
                                         "-Infinity",
                                         "+5",
                                         "12abc",
                                         ".5",
                                         "5.",
                                         "-.5e1",
                                         "-0",
                                         "é",
                                         "\u00a05",
                                         "😀x",
                                         "\uffee",
                                         "true",
                                         "null",
                                         "undefined",
                                         "NaN",
                                         "1,2",
                                         "1_0",
                                         "[object Object]",
                                         "0x",
                                         "e5",
                                         "\n"};
  return one_of(scalars);
}

json LogicGenerator::literal() {
  static const std::vector<json> structures{
      json::array(),           {1, 2, 3},      {"a", "b"},          {nullptr}, {0}, {"10"}, {{1}, {2, 3}},
      {"", 0, false, nullptr}, json::object(), {{"a", 1}, {"b", 2}}};
  return below(5) == 0 ? one_of(structures) : scalar();
}

json LogicGenerator::variable() {
  static const std::vector<json> names{"a",
                                       "b",
                                       "text",
                                       "text.0",
                                       "text.1",
                                       "text.length",
                                       "number",
                                       "list",
                                       "list.0",
                                       "list.1",
                                       "list.00",
                                       "list.length",
                                       "words",
                                       "words.1.0",
                                       "people",
                                       "people.0",
                                       "people.1.name",
                                       "people.0.age",
                                       "deep.x.y.2.z",
                                       "deep.x.y",
                                       "deep..x",
                                       "nothing",
                                       "nothing.x",
                                       "absent",
                                       "absent.x",
                                       "",
                                       "current",
                                       "accumulator",
                                       "current.age",
                                       "name",
                                       "age",
                                       "0",
                                       0,
                                       1,
                                       1.5,
                                       nullptr,
                                       true,
                                       "empty",
                                       "deep",
                                       "."};
  const json name = one_of(names);
  if (below(5) == 0) return {{"var", json::array({name, literal()})}};
  if (below(12) == 0) return {{"var", json::array()}};
  if (below(3) == 0) return {{"var", json::array({name})}};
  return {{"var", name}};
}

json LogicGenerator::list_rule(int depth) {
  static const std::vector<json> lists{{{"var", "list"}},  {{"var", "words"}},    {{"var", "people"}},
                                       {{"var", "mixed"}}, {{"var", "deep.x.y"}}, {1, 2, 3, 4},
                                       {"b", "a", "10"},   json::array(),         {{"var", "mixed.3"}}};
  return below(5) == 0 ? rule(depth - 1) : one_of(lists);
}

json LogicGenerator::operation(int depth) {
  static const std::vector<std::string> names{
      "==",      "===",          "!=", "!==", ">", ">=", "<",      "<=",  "!!",    "!",  "%",  "log", "in",
      "cat",     "substr",       "+",  "*",   "-", "/",  "min",    "max", "merge", "if", "?:", "and", "or",
      "missing", "missing_some", "+",  "==",  "<", "in", "unknown"};
  static const std::vector<std::string> on_lists{"map", "filter", "reduce", "all", "none", "some"};
  if (below(4) == 0) {
    const std::string& name = one_of(on_lists);
    json operands = json::array({list_rule(depth), rule(depth - 1)});
    if (name == "reduce" && below(6) != 0) operands.push_back(literal());
    if (below(25) == 0) operands.erase(operands.size() - 1);
    return {{name, operands}};
  }
  const std::string& name = below(40) == 0 ? names.back() : names[below(names.size() - 1)];
  if (name == "missing" && below(2) == 0) return {{name, json::array({"a", "absent", "nothing", "empty", "deep.x"})}};
  if (name == "missing_some" && below(4) != 0) {
    return {{name, json::array({below(4), json::array({"a", "absent", "nothing", "number"})})}};
  }
  if (below(10) == 0) return {{name, rule(depth - 1)}};  // one operand without its list
  json operands = json::array();
  const std::size_t count = below(20) == 0 ? 0 : 1 + below(4);
  for (std::size_t index = 0; index < count; ++index) operands.push_back(rule(depth - 1));
  return {{name, operands}};
}

json LogicGenerator::rule(int depth) {
  if (depth <= 0) return below(2) == 0 ? variable() : literal();
  switch (below(10)) {
    case 0:
      return literal();
    case 1:
    case 2:
      return variable();
    case 3:
      return below(3) == 0 ? json::array({rule(depth - 1), rule(depth - 1)}) : operation(depth);
    default:
      return operation(depth);
  }
}

json LogicGenerator::data() {
  json data = {{"a", literal()},
               {"b", literal()},
               {"text", one_of(std::vector<std::string>{"", "catalogue", "é😀z", "10", " 3 "})},
               {"number", scalar()},
               {"list", json::array({1, 2, 3, scalar(), scalar()})},
               {"words", json::array({"ab", "cd", "a"})},
               {"mixed", json::array({scalar(), literal(), scalar(), json::array({1, "2"}), json::object()})},
               {"people", json::array({{{"name", "Ana"}, {"age", 17}}, {{"name", "Bo"}, {"age", scalar()}}})},
               {"deep", {{"x", {{"y", json::array({1, 2, {{"z", scalar()}}})}}}}},
               {"nothing", nullptr},
               {"empty", ""}};
  if (below(20) == 0) return literal();
  return data;
}

}  // namespace guichet::domain
