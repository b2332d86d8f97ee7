// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/excess.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <random>

namespace guichet::plugins::authoring {
namespace {

using Kind = MarkdownProblem::Kind;

std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  while (count-- > 0) text += piece;
  return text;
}

std::string filled_with(std::string_view piece, std::size_t bytes = longest_page) {
  return times(bytes / piece.size(), piece);
}

/// What is found too costly, and on which line. Nothing of it reaches cmark.
testing::AssertionResult refuses(const std::string& text, Kind kind, int line) {
  const auto excess = first_excess(text);
  if (!excess) return testing::AssertionFailure() << "accepted";
  const RenderedPage page = render_markdown(text, "school");
  const bool untouched = page.html.empty() && page.passages.empty() && page.problems.size() == 1;
  return untouched && excess->kind == kind && excess->line == line
             ? testing::AssertionSuccess()
             : testing::AssertionFailure() << "line " << excess->line << ": " << excess->text;
}

TEST(Excess, RefusesTablesOfTooManyCells) {
  EXPECT_TRUE(refuses("|a|\n|-|\n" + times(60'000, "|x"), Kind::table, 3));
  EXPECT_TRUE(refuses("un\n\n" + times(101, "|a"), Kind::table, 3));
  EXPECT_TRUE(refuses("|a|b|\n|-|-|\n" + times(5'000, "|x|y|\n"), Kind::table, 2'501));
  // Rows that are shorter than the header are filled up by cmark.
  EXPECT_TRUE(refuses(times(99, "|a") + "\n" + times(99, "|-") + "\n" + times(200, "x\n"), Kind::table, 101));
  EXPECT_FALSE(first_excess("|a|b|\n|-|-|\n" + times(1'000, "|x|y|\n")));
  EXPECT_FALSE(first_excess(times(2'000, "a | b\n\n")));
}

TEST(Excess, RefusesATableUnderALongParagraph) {
  EXPECT_TRUE(refuses(times(60'000, "a\n") + "|a|\n|-|\n", Kind::table, 60'002));
  EXPECT_FALSE(first_excess(times(60'000, "a\n") + "\n|a|\n|-|\n"));
}

TEST(Excess, RefusesQuotesAndListsThatAreTooDeep) {
  EXPECT_TRUE(refuses("a\n" + times(50'000, "> "), Kind::nesting, 2));
  EXPECT_TRUE(refuses(times(30'000, ">"), Kind::nesting, 1));
  EXPECT_TRUE(refuses(times(21, "- ") + "a", Kind::nesting, 1));
  EXPECT_TRUE(refuses(times(21, "1. ") + "a", Kind::nesting, 1));
  EXPECT_TRUE(refuses(times(21, "\t") + "- a", Kind::nesting, 1));
  EXPECT_FALSE(first_excess(times(20, "> ") + "a"));
  EXPECT_FALSE(first_excess(times(40, "- ") + "\n\n" + times(40, "* ")));  // lines across the page
  EXPECT_FALSE(first_excess(times(200, " ") + "code"));
}

TEST(Excess, RefusesBracketsThatAreNeverClosedAndLongDefinitionsOfManyLinks) {
  EXPECT_TRUE(refuses("a\n\n" + times(30'000, "["), Kind::brackets, 3));
  EXPECT_TRUE(refuses("[a]: " + times(10'000, "x") + "\n\n" + times(10'000, "[a] "), Kind::brackets, 1));
  EXPECT_TRUE(refuses("[a]: x '" + times(5'000, "y\n") + "'\n\n" + times(10'000, "[a] "), Kind::brackets, 1));
  EXPECT_FALSE(first_excess(times(1'000, "[a](https://univ-exemple.fr) [b]\n") + "\n\n[b]: https://univ-exemple.fr/b"));
}

TEST(Excess, RefusesAddressesThatNeverEnd) {
  EXPECT_TRUE(refuses("http://a.b" + times(30'000, ")"), Kind::address, 1));
  EXPECT_TRUE(refuses("a\r\nb\rwww." + times(30'000, "a_"), Kind::address, 3));
  EXPECT_TRUE(refuses(times(30'000, "a@"), Kind::address, 1));
  EXPECT_FALSE(first_excess("http://a.b/" + times(1'900, "a")));
  EXPECT_FALSE(first_excess(times(3'000, "a")));
}

TEST(Excess, LeavesAnOrdinaryPageAlone) {
  EXPECT_FALSE(first_excess(""));
  EXPECT_FALSE(first_excess("\n\r\n\r"));
  EXPECT_FALSE(
      first_excess("# Le wifi\n\n1. Ouvrez les réglages.\n   - sur Android\n     > voyez [la fiche](article:x)\n\n"
                   "| Où | Quand |\n|---|---|\n| Luminy | 8 h |\n\n```\nps aux | grep -v [d]emon | wc -l\n```\n"));
}

/// Whatever passes is rendered soon enough: pieces that are dangerous alone, then at random beside each other.
TEST(Excess, LeavesNothingThatTakesLong) {
  const std::vector<std::string> pieces{
      "|",     "|x",    "|-",      "|\n|-|\n", "a|b\n", "|-|-|\n", "> ",     ">",      "- ",         "1. ",
      "* ",    "+ a\n", "[",       "![",       "]",     "[](",     "[a](",   "](b)",   "[a]: u\n",   "[a]",
      "*",     "**a ",  " b**",    "_a ",      "a_b",   "`",       "`a``",   "~~~\n",  "```\n",      "# a\n",
      "<",     "<a ",   "<!--",    "<b>",      "<?",    "www.",    "a@",     "a@b.c ", "http://",    "://",
      "&amp;", "&",     "\\",      " ",        "\t",    "\n",      "\r",     "---\n",  "a\n=\n",     "    a\n",
      "é",     "a ",    "\n\n",    "[a](b ",   "[a](<", "(",       ")",      "h1:",    "[x](y \"z ", "<div>\n",
      "a  \n", "- a\n", "  - b\n", "\n> - ",   "!",     "\":",     "ftp://", "w",      "\\|",        "a.b_"};
  const auto soon = [](const std::string& text, const std::string& what) {
    const auto began = std::chrono::steady_clock::now();
    const RenderedPage page = render_markdown(text, "school");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10)) << what;
    EXPECT_LT(page.html.size(), 40 * longest_page) << what;
  };
  for (const std::string& piece : pieces) {
    soon(filled_with(piece), piece);
    // As deep and as long as the bounds leave them, under each other.
    soon(filled_with(times(15, piece) + "\n"), piece + " in lines");
    soon(filled_with(times(15, piece) + "\n\n"), piece + " in paragraphs");
    soon(times(15, piece) + "\n" + filled_with("b\n", longest_page / 2), piece + " above lines");
  }
  std::mt19937 random(4);  // NOLINT(cert-msc51-cpp): the same each time
  for (int round = 0; round < 60; ++round) {
    std::string text;
    const std::size_t kinds = 2 + random() % 4;
    std::vector<std::string> some;
    for (std::size_t i = 0; i < kinds; ++i) some.push_back(times(1 + random() % 3, pieces[random() % pieces.size()]));
    while (text.size() + 64 < longest_page) text += some[random() % kinds] + (random() % 20 == 0 ? "\n" : "");
    soon(text, testing::PrintToString(some));
  }
}

}  // namespace
}  // namespace guichet::plugins::authoring
