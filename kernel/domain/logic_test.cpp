// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/logic.hpp"

#include "kernel/domain/javascript_number.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace guichet::domain {
namespace {

using nlohmann::json;

std::string failure_of(const json& rule, const json& data = nullptr) {
  const Result<json> result = evaluate(rule, data);
  return result.ok() ? "none" : result.error().message;
}

json nested(const json& inner, const char* operation, int times) {
  json rule = inner;
  for (int level = 0; level < times; ++level) rule = json{{operation, json::array({std::move(rule)})}};
  return rule;
}

TEST(Logic, ReadsAnAnswer) {
  const json data = {{"answers", {{"count", 250}, {"kind", "other"}}}};
  EXPECT_TRUE(holds({{">", {{{"var", "answers.count"}}, 200}}}, data));
  EXPECT_FALSE(holds({{"==", {{{"var", "answers.kind"}}, "wifi"}}}, data));
}

TEST(Logic, HoldsWithoutARuleAndNotWithABrokenOne) {
  EXPECT_TRUE(holds(nullptr, nullptr));
  EXPECT_FALSE(holds({{"no-such-operation", 1}}, nullptr));
}

TEST(Logic, KnowsItsOwnTruth) {
  for (const json& value : {json(""), json(0), json(nullptr), json::array(), json(false)}) EXPECT_FALSE(truthy(value));
  for (const json& value : {json("0"), json(1), json::object(), json::array({0}), json(true)})
    EXPECT_TRUE(truthy(value));
}

TEST(Logic, RefusesRulesNestedTooDeep) {
  EXPECT_EQ(failure_of(nested(true, "!", 60)), "none");
  EXPECT_EQ(failure_of(nested(true, "!", 70)), "error.logic.too-deep");
  EXPECT_EQ(failure_of(nested(true, "!", 20'000)), "error.logic.too-deep");
  json lists = 1;
  for (int level = 0; level < 20'000; ++level) lists = json::array({std::move(lists)});
  EXPECT_EQ(failure_of(lists), "error.logic.too-deep");
}

TEST(Logic, RefusesToWalkDataNestedTooDeep) {
  json deep = "x";
  for (int level = 0; level < 20'000; ++level) deep = json::array({std::move(deep)});
  const json data = {{"deep", std::move(deep)}};
  EXPECT_EQ(failure_of({{"cat", {{{"var", "deep"}}}}}, data), "error.logic.too-deep");
  EXPECT_EQ(failure_of({{"var", "deep"}}, data), "error.logic.too-deep");
  EXPECT_EQ(failure_of({{"+", {{{"var", "deep"}}, 1}}}, data), "error.logic.too-deep");
}

TEST(Logic, StopsRulesThatMultiplyTheirWork) {
  json list = json::array();
  for (int index = 0; index < 200; ++index) list.push_back(index);
  const json data = {{"list", list}};
  json inner = {{"var", ""}};
  for (int level = 0; level < 4; ++level) inner = json{{"map", json::array({list, inner})}};
  EXPECT_EQ(failure_of(inner, data), "error.logic.too-long");
  const json doubling = {
      {"reduce", {{{"var", "list"}}, {{"cat", {{{"var", "accumulator"}}, {{"var", "accumulator"}}}}}, "ab"}}};
  EXPECT_EQ(failure_of(doubling, data), "error.logic.too-long");
  const json growing = {
      {"reduce",
       {{{"var", "list"}}, {{"merge", {{{"var", "accumulator"}}, {{"var", "accumulator"}}}}}, json::array({1})}}};
  EXPECT_EQ(failure_of(growing, data), "error.logic.too-long");
  const json scopes = {{"reduce", {{{"var", "list"}}, {{"var", ""}}, 0}}};
  EXPECT_EQ(failure_of(scopes, data), "error.logic.too-deep");
}

TEST(Logic, NeverGivesTextThatIsNotUtf8) {
  const Result<json> half = evaluate({{"substr", {"😀", 0, 1}}}, nullptr);
  ASSERT_TRUE(half.ok());
  EXPECT_EQ(half.value(), "\uFFFD");
  const Result<json> broken = evaluate({{"cat", {{{"var", ""}}, "x"}}}, json("\xFF"));
  ASSERT_TRUE(broken.ok());
  EXPECT_EQ(broken.value(), "\uFFFDx");
}

TEST(Logic, ReachesNothingThatJavaScriptObjectsInherit) {
  EXPECT_EQ(evaluate({{"var", "constructor"}}, json::object()).value(), nullptr);
  EXPECT_EQ(evaluate({{"var", {"__proto__.x", "none"}}}, json::object()).value(), "none");
}

TEST(Logic, TellsAuthorsWhatIsWrong) {
  const std::vector<std::string> roots{"answers", "requester"};
  EXPECT_TRUE(problems_of({{"==", {{{"var", "answers.kind"}}, "a"}}}, roots).empty());
  EXPECT_TRUE(problems_of({{"some", {{{"var", "answers.list"}}, {{"==", {{{"var", ""}}, "a"}}}}}}, roots).empty());
  EXPECT_TRUE(problems_of(nullptr, roots).empty());
  EXPECT_EQ(problems_of({{"equals", {1, 2}}}, roots).front(), "unknown operation \"equals\"");
  EXPECT_EQ(problems_of({{"var", "answer.kind"}}, roots).size(), 1U);
  EXPECT_EQ(problems_of({{"missing", {"answers.a", "b"}}}, roots).size(), 1U);
  EXPECT_EQ(problems_of({{"==", {1, 1}}, {"!", 1}}, roots).size(), 1U);
  EXPECT_EQ(problems_of(nested(true, "!", 100), roots).size(), 1U);
}

TEST(JavaScriptNumber, IsWrittenAsJavaScriptDoes) {
  using javascript::text_of;
  EXPECT_EQ(text_of(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(text_of(1e21), "1e+21");
  EXPECT_EQ(text_of(123456789012345680000.0), "123456789012345680000");
  EXPECT_EQ(text_of(1e-6), "0.000001");
  EXPECT_EQ(text_of(1.5e-7), "1.5e-7");
  EXPECT_EQ(text_of(-0.0), "0");
  EXPECT_EQ(text_of(5e-324), "5e-324");
}

TEST(JavaScriptNumber, IsReadAsJavaScriptDoes) {
  using javascript::number_of;
  using javascript::parse_float;
  EXPECT_EQ(number_of(""), 0);
  EXPECT_EQ(number_of("\xC2\xA0 12\n"), 12);
  EXPECT_EQ(number_of("0x10"), 16);
  EXPECT_EQ(number_of("0b101"), 5);
  EXPECT_TRUE(std::isnan(number_of("12abc")));
  EXPECT_TRUE(std::isnan(number_of("-0x10")));
  EXPECT_TRUE(std::isinf(number_of("1e999")));
  EXPECT_EQ(number_of("1e-999"), 0);
  EXPECT_EQ(parse_float("12abc"), 12);
  EXPECT_EQ(parse_float("1e"), 1);
  EXPECT_TRUE(std::isnan(parse_float("")));
}

}  // namespace
}  // namespace guichet::domain
