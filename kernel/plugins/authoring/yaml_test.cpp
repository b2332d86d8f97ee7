// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace guichet::plugins::authoring {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json value_of(std::string_view text) {
  const YamlDocument document = read_yaml(text);
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().text;
  return document.value;
}

SyntaxProblem problem_of(std::string_view text) {
  const YamlDocument document = read_yaml(text);
  EXPECT_EQ(document.problems.size(), 1U);
  return document.problems.empty() ? SyntaxProblem{0, ""} : document.problems.front();
}

TEST(Yaml, TypesPlainScalarsAsVersion12Does) {
  EXPECT_EQ(value_of("[true, False, null, ~, 12, -3, +4, 1.5, 1e3]"),
            json::parse("[true, false, null, null, 12, -3, 4, 1.5, 1000.0]"));
}

TEST(Yaml, KeepsWordsThatOlderYamlTookForBooleans) {
  EXPECT_EQ(value_of("[yes, no, on, off, y, n]"), json::parse(R"(["yes","no","on","off","y","n"])"));
}

TEST(Yaml, KeepsQuotedTextsAsTexts) {
  EXPECT_EQ(value_of(R"(["12", 'true', "null", ""])"), json::parse(R"(["12", "true", "null", ""])"));
}

TEST(Yaml, NeverDamagesTelephoneSerialAndVersionNumbers) {
  EXPECT_EQ(value_of("[0491123456, 007, 1.0.0, 12345678901234567890, 10MB, 2026-09-01, 1e999, 0x1F, .inf, 12.]"),
            json::parse(R"(["0491123456", "007", "1.0.0", "12345678901234567890", "10MB", "2026-09-01", "1e999", "0x1F",
                            ".inf", 12.0])"));
}

TEST(Yaml, KnowsTheLineOfEveryValue) {
  const YamlDocument document = read_yaml("a: 1\nb:\n  - x\n  - { c: 2,\n      d: 3 }\n", 10);
  EXPECT_EQ(document.lines.at("/a"), 10);
  EXPECT_EQ(document.lines.at("/b/0"), 12);
  EXPECT_EQ(document.lines.at("/b/1/d"), 14);
}

TEST(Yaml, RefusesAnchorsAliasesAndTags) {
  EXPECT_THAT(problem_of("a: 1\nb: &x 2").text, HasSubstr("anchors"));
  EXPECT_EQ(problem_of("a: 1\nb: &x [1]").line, 2);
  EXPECT_THAT(problem_of("a: !!binary aGk=").text, HasSubstr("tags"));
  EXPECT_THAT(problem_of("a: !!map {}").text, HasSubstr("tags"));
  EXPECT_FALSE(read_yaml("a: *nowhere").problems.empty());
}

TEST(Yaml, StopsAnAliasBombAtItsFirstAnchor) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [*" + before + ", *" + before + ", *" + before + "]\n";
  }
  EXPECT_EQ(problem_of(bomb).line, 1);
}

TEST(Yaml, RefusesDuplicateKeysWithBothLines) {
  const SyntaxProblem problem = problem_of("id: a\ntitle: b\nid: c\n");
  EXPECT_EQ(problem.line, 3);
  EXPECT_THAT(problem.text, HasSubstr("line 1"));
}

TEST(Yaml, RefusesKeysThatAreNotTexts) {
  EXPECT_THAT(problem_of("? [a, b]\n: c\n").text, HasSubstr("key"));
  EXPECT_THAT(problem_of("~: c\n").text, HasSubstr("key"));
}

TEST(Yaml, RefusesNestingWithoutRecursingIntoIt) {
  EXPECT_THAT(problem_of("a: " + std::string(60, '[') + std::string(60, ']')).text, HasSubstr("deeper"));
  EXPECT_FALSE(problem_of(std::string(100'000, '[')).text.empty());
  std::string blocks;
  for (int depth = 0; depth < 400; ++depth) blocks += std::string(static_cast<std::size_t>(depth), ' ') + "a:\n";
  EXPECT_THAT(problem_of(blocks).text, HasSubstr("deeper"));
}

TEST(Yaml, RefusesHugeScalarsFilesAndCounts) {
  EXPECT_THAT(problem_of("a: " + std::string(30'000, 'x')).text, HasSubstr("30000 bytes"));
  EXPECT_THAT(problem_of("a: " + std::string(300'000, 'x')).text, HasSubstr("at most"));
  std::string many = "[";
  for (int i = 0; i < 21'000; ++i) many += "1,";
  EXPECT_THAT(problem_of(many + "1]").text, HasSubstr("split it"));
}

TEST(Yaml, RefusesWhatIsNotUtf8Text) {
  EXPECT_EQ(problem_of("a: b\nc: \xFF\xFE\n").line, 2);
  EXPECT_THAT(problem_of(std::string("a: b\0c", 6)).text, HasSubstr("UTF-8"));
  EXPECT_THAT(problem_of("a: \xC0\xAF").text, HasSubstr("UTF-8"));      // overlong
  EXPECT_THAT(problem_of("a: \xED\xA0\x80").text, HasSubstr("UTF-8"));  // surrogate
  EXPECT_THAT(problem_of("a: \x1B[31m").text, HasSubstr("UTF-8"));
}

TEST(Yaml, RefusesEmptySecondAndBrokenDocuments) {
  EXPECT_THAT(problem_of("").text, HasSubstr("empty"));
  EXPECT_THAT(problem_of("a: 1\n---\nb: 2\n").text, HasSubstr("second document"));
  EXPECT_EQ(problem_of("a: 1\n  b: 2\n").line, 2);
}

TEST(Yaml, ReadsTheBiggestHostileFileInTime) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& piece : {std::string("- - - "), std::string("? "), std::string("{a: "), std::string("\n "),
                                   std::string("- a: [b, {c: d}]\n"), std::string("\""), std::string("#"),
                                   std::string("|\n"), std::string("%TAG ! a\n")}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    (void)read_yaml(text);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

}  // namespace
}  // namespace guichet::plugins::authoring
