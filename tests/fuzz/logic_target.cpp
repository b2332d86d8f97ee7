// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions as departments write them: {"rule": ..., "data": ...} or a rule alone.
#include "kernel/domain/logic.hpp"
#include "tests/fuzz/target.hpp"

namespace guichet::fuzz {

void read(std::string_view bytes) {
  const nlohmann::json given = nlohmann::json::parse(bytes, nullptr, false);
  if (given.is_discarded()) return;
  const bool both = given.is_object() && given.contains("rule") && given.contains("data");
  const nlohmann::json rule = both ? given["rule"] : given;
  const nlohmann::json data = both ? given["data"] : nlohmann::json::object();
  const auto once = domain::evaluate(rule, data);
  const auto again = domain::evaluate(rule, data);
  must(once.ok() == again.ok(), "a rule answers once and not twice");
  if (once.ok()) {
    must(once.value().dump() == again.value().dump(), "a rule answers differently the second time");
    (void)domain::truthy(once.value());
  }
  (void)domain::holds(rule, data);
  (void)domain::problems_of(rule, {"answers", "requester", "request"});
}

std::vector<std::string> seeds() {
  return {
      R"({"rule":{"and":[{"==":[{"var":"answers.kind"},"new"]},{">":[{"var":["answers.count",1]},50]}]},"data":{"answers":{"kind":"new","count":"60"}}})",
      R"({"rule":{"if":[{"in":["a",{"var":"t"}]},{"cat":["x",{"substr":["abcdef",-3,2]}]},{"max":[1,"2",null]}]},"data":{"t":["a"]}})",
      R"({"rule":{"reduce":[{"filter":[{"map":[{"var":"l"},{"*":[{"var":""},2]}]},{"<":[1,{"var":""},9]}]},{"+":[{"var":"current"},{"var":"accumulator"}]},0]},"data":{"l":[1,2,3,4]}})",
      R"({"rule":{"missing_some":[1,["a","b.c",{"var":"d"}]]},"data":{"b":{"c":""}}})",
      R"({"!":[{"merge":[[1],{"all":[[1,2],{"%":[{"var":""},2]}]},{"some":[[],true]},{"none":[[0],{"!!":{"var":""}}]}]}]})",
  };
}

std::vector<std::string> pieces() {
  return {R"({"var":""})",
          R"({"+":["1e400"]})",
          R"({"cat":[)",
          R"({"map":[[1,2,3],)",
          "null",
          "-0.0",
          "\"__proto__\"",
          "[]",
          R"({"substr":["é😀",1,-9223372036854775808]})",
          "[[[[[[[[[[[[[[[[[[[[",
          "\"0x10\"",
          "1e308",
          R"({"unknown":1})",
          R"({"===":[{"var":"a"},{"var":"a"}]})",
          R"("\ud800")"};
}

}  // namespace guichet::fuzz
