// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/write_yaml.hpp"

#include "kernel/plugins/authoring/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::plugins::authoring {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

void expect_back(const json& value, const std::string& what) {
  const std::string text = write_yaml(value);
  const YamlDocument document = read_yaml(text);
  ASSERT_TRUE(document.problems.empty()) << what << ":" << document.problems.front().line << ": "
                                         << document.problems.front().text << "\n"
                                         << text;
  EXPECT_EQ(document.value, value) << what << "\n" << text;
}

TEST(WrittenYaml, GivesBackEveryServiceOfEveryPlugin) {
  int services = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GUICHET_PLUGIN_SOURCES)) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() != "services") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const YamlDocument document = read_yaml(text.str());
    ASSERT_TRUE(document.problems.empty()) << entry.path();
    expect_back(document.value, entry.path().string());
    ++services;
  }
  EXPECT_GE(services, 12);
}

TEST(WrittenYaml, KeepsTextsThatLookLikeSomethingElse) {
  expect_back({{"a", "true"}, {"b", "12"}, {"c", "0612345678"}, {"d", "null"}, {"e", ""}, {"f", "1.0.0"}, {"g", "~"}},
              "scalars");
  expect_back({{"a", "deux\nlignes\n"},
               {"b", "- tiret"},
               {"c", "a: b # c"},
               {"d", "« l’été »\u00a0: \"x\" \\ fin"},
               {"e", " bords "},
               {"f", "\t"}},
              "texts");
  expect_back(
      {{"a", 12}, {"b", -3}, {"c", 1.5}, {"d", true}, {"e", nullptr}, {"f", json::array()}, {"g", json::object()}},
      "values");
  expect_back(
      json::parse(R"({"when":{"and":[{">":[{"var":"answers.count"},50]},{"in":["a b",{"var":"answers.x"}]}]}})"),
      "rule");
}

TEST(WrittenYaml, ReadsLikeAnAuthorsOwn) {
  const std::string text = write_yaml({{"summary", {{"fr", "Un mot"}, {"en", "A word"}}},
                                       {"id", "bike"},
                                       {"says", {{"fr", {"un vélo s’il vous plaît", "emprunter un vélo"}}}}});
  EXPECT_EQ(text.substr(0, 9), "id: bike\n");
  EXPECT_THAT(text, HasSubstr("summary: {fr: \"Un mot\", en: \"A word\"}"));
  EXPECT_THAT(text, HasSubstr("- \"emprunter un vélo\""));
}

}  // namespace
}  // namespace guichet::plugins::authoring
