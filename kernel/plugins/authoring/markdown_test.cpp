// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace guichet::plugins::authoring {
namespace {

using testing::HasSubstr;
using testing::Not;

RenderedPage page_of(std::string_view text) {
  return render_markdown(text, "school");
}

TEST(Markdown, StartsHeadingsAtTheSecondLevelWithAnchors) {
  const RenderedPage page = page_of("# Premier\n\n## Détails\n\ntexte\n\n# Premier\n");
  EXPECT_THAT(page.html, HasSubstr("<h2 id=\"premier\">"));
  EXPECT_THAT(page.html, HasSubstr("<h3 id=\"details\">"));
  EXPECT_THAT(page.html, HasSubstr("<h2 id=\"premier-2\">"));
  EXPECT_THAT(page_of("## Déjà\n").html, HasSubstr("<h2 id=\"deja\">"));
}

TEST(Markdown, CutsThePageIntoPassagesOfPlainText) {
  const RenderedPage page =
      page_of("Avant **tout**.\n\n## Si ça ne marche pas\n\n1. Un\n2. `deux`\n\n| a | b |\n|---|---|\n| c | d |\n");
  ASSERT_EQ(page.passages.size(), 2U);
  EXPECT_EQ(page.passages[0].heading, "");
  EXPECT_EQ(page.passages[0].text, "Avant tout.");
  EXPECT_EQ(page.passages[1].heading, "Si ça ne marche pas");
  EXPECT_EQ(page.passages[1].anchor, "si-ca-ne-marche-pas");
  EXPECT_EQ(page.passages[1].text, "Un\ndeux\na b c d");
}

TEST(Markdown, RendersTablesAndAutolinks) {
  const RenderedPage page = page_of("| a |\n|---|\n| b |\n\nVoir https://univ-exemple.fr et aide@univ-exemple.fr\n");
  EXPECT_THAT(page.html, HasSubstr("<table>"));
  EXPECT_THAT(page.html, HasSubstr("href=\"https://univ-exemple.fr\""));
  EXPECT_THAT(page.html, HasSubstr("href=\"mailto:aide@univ-exemple.fr\""));
}

TEST(Markdown, PointsLinksAtOurOwnPages) {
  const RenderedPage page = page_of("[a](article:sit) [b](service:other/chair) [c](article:sit#si-cela)\n");
  EXPECT_THAT(page.html, HasSubstr("href=\"/fiches/school/sit\""));
  EXPECT_THAT(page.html, HasSubstr("href=\"/services/other/chair\""));
  EXPECT_THAT(page.html, HasSubstr("href=\"/fiches/school/sit#si-cela\""));
  ASSERT_EQ(page.links.size(), 3U);
  EXPECT_EQ(page.links[1].id, "other/chair");
  EXPECT_TRUE(page.links[1].to_service);
}

TEST(Markdown, WritesTheSchemeOfALinkInLowerCase) {
  const RenderedPage page = page_of("[a](HTTPS://Univ-Exemple.fr/A) [b](MailTo:aide@univ-exemple.fr)\n");
  EXPECT_THAT(page.html, HasSubstr("href=\"https://Univ-Exemple.fr/A\""));
  EXPECT_THAT(page.html, HasSubstr("href=\"mailto:aide@univ-exemple.fr\""));
  EXPECT_TRUE(page.problems.empty());
}

TEST(Markdown, FoldsHeadingsIntoFragments) {
  EXPECT_EQ(slug_of("Œuvre d’été : « ça » & Cie"), "oeuvre-d-ete-ca-cie");
  EXPECT_EQ(slug_of("日本語"), "section");
  EXPECT_EQ(slug_of("--- ---"), "section");
}

/// Ways to smuggle script, each of which must come out without any.
class Hostile : public testing::TestWithParam<const char*> {};

TEST_P(Hostile, MarkdownCarriesNoScript) {
  const RenderedPage page = page_of(GetParam());
  for (const char* forbidden :
       {"<script", "<img", "<iframe", "<svg", "<style", "<a onmouseover", "<form", "<object", "<!--",
        "href=\"javascript", "href=\"data", "href=\"vbscript", "href=\"file", "href=\"//", "href=\"\\", "src="}) {
    EXPECT_THAT(page.html, Not(HasSubstr(forbidden))) << GetParam();
  }
  EXPECT_FALSE(page.problems.empty()) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, Hostile,
    testing::Values("<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b",
                    "<iframe src=\"javascript:alert(1)\"></iframe>", "[a](javascript:alert(1))",
                    "[a](JaVaScRiPt:alert(1))", "[a](java&#115;cript:alert(1))", "[a](&#x6A;avascript:alert(1))",
                    "[a](javascript&colon;alert(1))", "[a](<java\tscript:alert(1)>)", "[a]( javascript:alert(1))",
                    "[a](vbscript:msgbox(1))", "[a](data:text/html;base64,PHNjcmlwdD4=)", "![a](javascript:alert(1))",
                    "![a](https://univ-exemple.fr/x.png)", "![a](data:image/svg+xml,x)", "[a](//evil.example/x)",
                    "[a](/admin)", "[a](\\\\evil)", "[a](file:///etc/passwd)", "[a](article:../../x)",
                    "[a](article:x\"onmouseover=alert(1))", "[a](https:evil)", "[a]()",
                    "[a]: javascript:alert(1)\n\n[a]", "<javascript:alert(1)>", "<a onmouseover=alert(1)>x</a>",
                    "<!-- x -->", "<style>*{}</style>", "# <script>alert(1)</script>",
                    "| <script>x</script> |\n|---|\n| b |", "[![x](y)](javascript:alert(1))", "> - <object data=x>",
                    "[a](ftp://x/y)", "<form action=x>", "[a](tel:)", "[a](http:///)x <b>y</b>"));

TEST(Markdown, EscapesMarkupInCodeAndText) {
  const RenderedPage page = page_of("`<b>` et\n\n```\"><script>\n<script>\n```\n\n## \"onclick=x\n");
  EXPECT_THAT(page.html, Not(HasSubstr("<script>")));
  EXPECT_THAT(page.html, HasSubstr("&lt;b&gt;"));
  EXPECT_THAT(page_of("<svg/onload=alert(1)>").html, HasSubstr("&lt;svg/onload"));  // no tag: shown as it was typed
  EXPECT_THAT(page.html, HasSubstr("id=\"onclick-x\""));
}

TEST(Markdown, NamesTheLineOfWhatItLeavesOut) {
  const RenderedPage page = page_of("un\n\ndeux [x](javascript:y)\n\n- trois\n- <b>quatre</b>\n");
  ASSERT_GE(page.problems.size(), 2U);
  EXPECT_EQ(page.problems[0].line, 3);
  EXPECT_EQ(page.problems[1].line, 6);
}

TEST(Markdown, RendersHostileNestingInTime) {
  for (const std::string& piece : {std::string("> "), std::string("["), std::string("*a_ "), std::string("- "),
                                   std::string("[a](b"), std::string("![["), std::string("`a``"), std::string("# a\n"),
                                   std::string("| "), std::string("<a "), std::string("www.")}) {
    std::string text;
    while (text.size() < 60'000) text += piece;
    const auto began = std::chrono::steady_clock::now();
    (void)page_of(text);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10)) << piece;
  }
}

TEST(Markdown, RefusesAPageThatIsTooLong) {
  const RenderedPage page = page_of(std::string(longest_page + 1, 'a'));
  EXPECT_EQ(page.html, "");
  EXPECT_FALSE(page.problems.empty());
}

TEST(Markdown, ShowsImagesOfTheBaseAloneAndOnlyWhereTheyAreAllowed) {
  const std::string hash(64, 'a');
  const std::string text =
      "![Le \"bouton\" & co](image:" + hash + ")\n\n![b](https://example.org/b.png)\n\n![](image:" + hash + ")";
  const RenderedPage page = render_markdown(text, "base", Images::of_the_base);
  EXPECT_THAT(page.html, HasSubstr("<img src=\"/fiches/images/" + hash + "\" alt=\"Le &quot;bouton&quot; &amp; co\""));
  EXPECT_THAT(page.html, Not(HasSubstr("example.org")));
  EXPECT_EQ(page.images, (std::vector<std::string>{hash, hash}));
  ASSERT_EQ(page.problems.size(), 2U);  // one is elsewhere, one says nothing
  EXPECT_EQ(page.problems[0].kind, MarkdownProblem::Kind::image);
  EXPECT_THAT(page_of(text).html, Not(HasSubstr("<img")));
  EXPECT_EQ(image_named("image:" + std::string(64, 'G')), "");
  EXPECT_EQ(image_named("image:" + hash + "a"), "");
}

}  // namespace
}  // namespace guichet::plugins::authoring
