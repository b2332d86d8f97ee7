// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/docs/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::sdk_tool {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST(InWords, SaysAConditionAsSomebodyWould) {
  EXPECT_EQ(in_words(json::parse(R"({"==": [{"var": "answers.way"}, "remote"]})")), "way is \"remote\"");
  EXPECT_EQ(in_words(json::parse(R"({"in": [{"var": "answers.what"}, ["a", "b", "c"]]})")),
            "what is \"a\", \"b\" or \"c\"");
  EXPECT_EQ(
      in_words(json::parse(R"({"and": [{"var": "answers.now"}, {"or": [{">": [{"var": "answers.n"}, 3]}, false]}]})")),
      "now and (n is over 3 or false)");
}

TEST(InWords, ShowsWhatItCannotSay) {
  EXPECT_EQ(in_words(json::parse(R"({"cat": ["a", "b"]})")), R"({"cat":["a","b"]})");
}

TEST(Page, EscapesWhateverADepartmentWrites) {
  for (const bool html : {true, false}) {
    const auto page = html ? html_page("<script>") : markdown_page("<script>");
    page->paragraph("<img src=x onerror=alert(1)>");
    page->table({"a|b"}, {{"<b>"}});
    const std::string text = page->finish();
    EXPECT_THAT(text, Not(HasSubstr("<script>")));
    EXPECT_THAT(text, Not(HasSubstr("<img")));
    EXPECT_THAT(text, Not(HasSubstr("<b>")));
  }
}

TEST(Graph, LeadsFromTheRequestToItsEnds) {
  const std::string graph = graph_of(json::parse(
      R"([{"id": "unlock", "automation": "unlock-account", "on_success": "resolve", "otherwise": {"team": "identity"}}])"));
  EXPECT_THAT(graph, HasSubstr("submitted -> \"step unlock\""));
  EXPECT_THAT(graph, HasSubstr("\"step unlock\" -> resolved"));
  EXPECT_THAT(graph, HasSubstr("\"step unlock\" -> \"team identity\""));
}

}  // namespace
}  // namespace guichet::sdk_tool
