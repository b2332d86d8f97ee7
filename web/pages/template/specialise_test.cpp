// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/specialise.hpp"

#include <gtest/gtest.h>

namespace guichet::web::pages {
namespace {

class Specialise : public testing::Test {
 protected:
  static Catalogue load(domain::Language language) {
    domain::Result<Catalogue> catalogue = Catalogue::load(GUICHET_BUILD_FOLDER "/locales", language);
    if (!catalogue) throw std::runtime_error(catalogue.error().detail);
    return std::move(catalogue.value());
  }

  [[nodiscard]] Specialisation with(const Catalogue& catalogue) const {
    return {&catalogue,
            [](std::string_view name) -> std::optional<std::string> {
              if (name == "card") return "<li>\n  {{title}}\n</li>\n";
              if (name == "endless") return "{{> endless}}";
              return std::nullopt;
            },
            [](std::string_view name) { return name == "app.css" ? std::string("/assets/app.1.css") : std::string(); }};
  }

  Catalogue french = load(domain::Language::fr);
  Catalogue english = load(domain::Language::en);
};

TEST_F(Specialise, PutsTheTextsOfTheLanguageInPlace) {
  EXPECT_EQ(specialise("<p>{{t:nav.sign-in}}</p>", with(french)).value(), "<p>Se connecter</p>\n");
  EXPECT_EQ(specialise("<p>{{t:nav.sign-in}}</p>", with(english)).value(), "<p>Sign in</p>\n");
}

TEST_F(Specialise, LeavesThePlaceholdersOfTextsAsVariables) {
  EXPECT_EQ(specialise("{{t:home.hello}}", with(english)).value(), "Hello {{given_name}},\n");
}

TEST_F(Specialise, ChoosesThePluralWithAFlagOfTheData) {
  EXPECT_EQ(specialise("{{tn:suggestions.said:found}}", with(english)).value(),
            "{{#found_plural}}{{found}} suggestions{{/found_plural}}{{^found_plural}}{{found}} suggestion"
            "{{/found_plural}}\n");
}

TEST_F(Specialise, InlinesPartsAndDropsCommentsIndentationAndSilentLines) {
  EXPECT_EQ(
      specialise("{{! for\n authors }}\n<ul>\n  {{#rows}}\n  {{> card}}\n  {{/rows}}\n</ul>\n", with(french)).value(),
      "<ul>\n{{#rows}}<li>\n{{title}}\n</li>\n{{/rows}}</ul>\n");
}

TEST_F(Specialise, FillsTheBlocksOfTheLayout) {
  const std::string layout = "<title>{{$title}}none{{/title}}</title>{{> content}}";
  EXPECT_EQ(specialise_page(layout, "{{$title}}Mine{{/title}}\n<p>x</p>", with(french)).value(),
            "<title>Mine</title><p>x</p>\n\n");
  EXPECT_EQ(specialise_page(layout, "<p>x</p>", with(french)).value(), "<title>none</title><p>x</p>\n\n");
}

TEST_F(Specialise, RefusesWhatWouldBreakAtRunTime) {
  for (const char* wrong : {"{{t:no.such.text}}", "{{> no-such-part}}", "{{asset:no.css}}", "{{#open}}", "{{/closed}}",
                            "{{#a}}{{#b}}{{/a}}{{/b}}", "{{unclosed", "{{> endless}}"}) {
    const domain::Result<std::string> refused = specialise(wrong, with(french));
    ASSERT_FALSE(refused.ok()) << wrong;
    EXPECT_FALSE(refused.error().detail.empty()) << wrong;
  }
}

TEST_F(Specialise, CataloguesFillTheirTextsFromParameters) {
  EXPECT_EQ(english.text("error.field.too-long", {{"max", 200}}), "This is too long: 200 characters at most.");
  EXPECT_EQ(english.text("route.near", {{"place", {{"fr", "Luminy"}, {"en", "Luminy campus"}}}}),
            "This is the team closest to the place concerned: Luminy campus.");
  EXPECT_EQ(english.text("match.says", {{"words", {"list", "mailing"}}}), "Others say it this way: list, mailing.");
  EXPECT_EQ(english.text("no.such.key"), english.text("error.internal"));
}

TEST_F(Specialise, CountsAsEachLanguageDoes) {
  EXPECT_FALSE(french.is_plural(0));
  EXPECT_FALSE(french.is_plural(1));
  EXPECT_TRUE(french.is_plural(2));
  EXPECT_TRUE(english.is_plural(0));
  EXPECT_FALSE(english.is_plural(1));
  EXPECT_EQ(french.counted("modules.kind.articles", 0), "0 fiche");
  EXPECT_EQ(english.counted("modules.kind.articles", 0), "0 guides");
}

}  // namespace
}  // namespace guichet::web::pages
