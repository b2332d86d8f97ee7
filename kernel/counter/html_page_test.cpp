// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/html_page.hpp"

#include "kernel/counter/imported_page.hpp"

#include <gmock/gmock.h>

namespace guichet::counter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Links to other sites stay; images are kept when they are called so.
std::string kept(std::string_view target, bool image) {
  if (image) return target == "a.png" ? "image:a" : "";
  return target.substr(0, 8) == "https://" ? std::string(target) : "";
}

std::string markdown_of(const std::string& html) {
  const auto page = read_html(html, kept);
  return page ? page->markdown : "refused: " + page.error().message;
}

TEST(HtmlPage, BecomesMarkdown) {
  EXPECT_EQ(markdown_of("<h2>Un <em>titre</em></h2><p>Du  texte\n <b>gras</b>.</p><p>Fin</p>"),
            "## Un *titre*\n\nDu texte **gras**.\n\nFin");
  EXPECT_EQ(markdown_of("<p>a</p><ul><li>un<ul><li>deux</li></ul></li><li><p>trois</p></li></ul><p>b</p>"),
            "a\n\n- un\n  - deux\n- trois\n\nb");
  EXPECT_EQ(markdown_of("<ol><li>un</li><li>deux</li></ol>"), "1. un\n2. deux");
  EXPECT_EQ(markdown_of("<blockquote><p>dit</p></blockquote><pre>a\n b</pre>"), "> dit\n\n```\na\n b\n```");
  EXPECT_EQ(markdown_of("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td><p>x</p><p>y</p></td></tr></table>"),
            "| A | B |\n| --- | --- |\n| 1\\|2 | x  y |");
}

TEST(HtmlPage, KeepsTheWordsOfLinksThatLeadNowhere) {
  EXPECT_EQ(markdown_of("<p><a href='https://a.fr/b'>là</a>, <a href='javascript:x()'>ici</a>"
                        "<img src='a.png' alt='Le [bouton]'><img src='b.png' alt='Autre'></p>"),
            "[là](https://a.fr/b), ici![Le \\[bouton\\]](image:a)Autre");
}

TEST(HtmlPage, ShowsMarkupThatIsTextAsText) {
  EXPECT_EQ(markdown_of("<p>5 * 3 &lt; 20 # `x`</p>"), "5 \\* 3 \\< 20 \\# \\`x\\`");
}

TEST(HtmlPage, LeavesOutWhatIsNotTheText) {
  const auto page = read_html(
      "<html lang='en-GB'><head><title>Head</title><meta name='keywords' content='a, b'></head><body><nav>Menu</nav>"
      "<main><h1>Title</h1><script>alert(1)</script><style>p{}</style><form><input value='x'></form>Text</main></body>",
      kept);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->title, "Title");
  EXPECT_EQ(page->language, "en-GB");
  EXPECT_EQ(page->keywords, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(page->markdown, "Text");
}

TEST(HtmlPage, IsBounded) {
  EXPECT_EQ(markdown_of(std::string(largest_html + 1, 'a')), "refused: error.import.html-large");
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<div>";
  EXPECT_EQ(markdown_of(deep + "x"), "refused: error.import.html-deep");
  EXPECT_EQ(markdown_of("<p> </p>"), "refused: error.import.html-empty");
  EXPECT_EQ(markdown_of(""), "refused: error.import.html-empty");
}

TEST(HtmlPage, BelievesAPageAboutItsLetters) {
  EXPECT_EQ(markdown_of("<html><head><meta charset='iso-8859-1'></head><body>\xE9t\xE9</body></html>"), "été");
  EXPECT_EQ(markdown_of("<html><head><meta charset='iso-8859-1'></head><body>été</body></html>"), "été");
}

TEST(ImportedPage, ReplacesTargetsWhereMarkdownHasSome) {
  const TargetOf target = [](std::string_view to, bool image) {
    if (to == "gone") return std::string();
    return (image ? "I:" : "L:") + std::string(to);
  };
  EXPECT_EQ(with_targets("[a](b) ![c](d \"e\") [f](<g h>)", target), "[a](L:b) ![c](I:d) [f](L:g h)");
  EXPECT_EQ(with_targets("[a [b]](gone) ![c](gone) \\[d](e)", target), "a [b] c \\[d](e)");
  EXPECT_EQ(with_targets("[a](b\n[c] (d) ](e)", target), "[a](b\n[c] (d) ](e)");
}

TEST(ImportedPage, ReadsItsHeaderOrItsFirstHeading) {
  const auto with_header = read_markdown_page(
      "---\ntitle: T\nlanguage: en\nkeywords: a, b\nreview: 2027-09-01\naudience: public\n---\n# Autre\n\nx", kept);
  ASSERT_TRUE(with_header.ok());
  EXPECT_EQ(with_header->text.title, "T");
  EXPECT_EQ(with_header->language, domain::Language::en);
  EXPECT_EQ(with_header->text.keywords, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(with_header->text.review_on, "2027-09-01");
  EXPECT_TRUE(with_header->text.audience.open_to_all);
  EXPECT_THAT(with_header->text.markdown, HasSubstr("# Autre"));
  const auto bare = read_markdown_page("\xEF\xBB\xBF# Un *titre*\r\n\r\nx", kept);
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(bare->text.title, "Un titre");
  EXPECT_THAT(bare->text.markdown, Not(HasSubstr("titre")));
  EXPECT_EQ(read_markdown_page("caf\xE9", kept).error().message, "error.import.unclean");
  EXPECT_EQ(read_markdown_page("---\na: [\n---\n", kept).error().message, "error.import.header");
}

}  // namespace
}  // namespace guichet::counter
