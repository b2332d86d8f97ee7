// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/compiled_template.hpp"

#include "web/pages/template/view.hpp"

#include <gtest/gtest.h>

namespace guichet::web::pages {
namespace {

std::string rendered(std::string_view mustache, View view) {
  return CompiledTemplate(mustache).render(std::move(view).node());
}

TEST(CompiledTemplate, PutsFixedTextBackAroundWhatChanges) {
  EXPECT_EQ(rendered("<h1 class=\"title\">{{title}}</h1>\n<p>and more text</p>\n", View().text("title", "Bonjour")),
            "<h1 class=\"title\">Bonjour</h1>\n<p>and more text</p>\n");
}

TEST(CompiledTemplate, RepeatsTheSameFixedTextForEachItem) {
  std::vector<View> items;
  items.push_back(View().text("name", "a"));
  items.push_back(View().text("name", "b"));
  EXPECT_EQ(rendered("<ul>\n{{#items}}<li>{{name}}</li>\n{{/items}}</ul>\n", View().list("items", std::move(items))),
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
}

TEST(CompiledTemplate, EscapesWhatPeopleTyped) {
  EXPECT_EQ(rendered("<p>{{words}}</p>", View().text("words", "<script>\"&'")),
            "<p>&lt;script&gt;&quot;&amp;&#39;</p>");
}

TEST(CompiledTemplate, TakesNoDataForItsOwnMarks) {
  EXPECT_EQ(rendered("<p>secret text</p>{{words}}", View().text("words",
                                                                "\x01"
                                                                "00 x")),
            "<p>secret text</p>00 x");
}

TEST(CompiledTemplate, KeepsTheTextOfAFieldAsItWasTyped) {
  EXPECT_EQ(rendered("<textarea>{{words}}</textarea>", View().text("words", "a\n  b\n")),
            "<textarea>a\n  b\n</textarea>");
}

TEST(CompiledTemplate, RunsNoMustacheThatSomebodyTyped) {
  EXPECT_EQ(rendered("<p>{{words}}</p>", View().text("words", "{{secret}}").text("secret", "42")), "<p>{{secret}}</p>");
}

TEST(CompiledTemplate, RendersAsMstchDoes) {
  mstch::config::escape = escaped;
  const mstch::node data = node_of({{"name", "Zoé & <fils>"},
                                    {"empty", ""},
                                    {"yes", true},
                                    {"no", false},
                                    {"none", nlohmann::json::array()},
                                    {"inner", {{"name", "dedans"}, {"deep", {{"key", "clé"}}}}},
                                    {"items", {{{"name", "a"}, {"yes", false}}, {{"other", "b"}}, {{"name", ""}}}},
                                    {"words", {"un", "deux"}}});
  for (const std::string mustache :
       {"texte {{name}} {{{name}}} {{&name}} {{ name }}",
        "{{unknown}}{{#unknown}}x{{/unknown}}{{^unknown}}y{{/unknown}}",
        "{{#yes}}oui {{name}}{{/yes}}{{^yes}}non{{/yes}}", "{{#no}}oui{{/no}}{{^no}}non{{/no}}",
        "{{#empty}}x{{/empty}}{{^empty}}vide{{/empty}}", "{{#none}}x{{/none}}{{^none}}rien{{/none}}",
        "{{#inner}}{{name}} {{#deep}}{{key}} {{name}}{{/deep}}{{/inner}} {{name}}",
        "<ul>{{#items}}<li>{{name}}{{#yes}} oui{{/yes}}{{other}}</li>{{/items}}</ul>", "{{#words}}[{{.}}]{{/words}}",
        "{{#name}}<b>{{name}}</b>{{/name}}", "a{{! said to nobody }}b {{yes}} {{no}}",
        "{{#items}}{{#inner}}{{name}}{{/inner}}{{/items}}"}) {
    EXPECT_EQ(CompiledTemplate(mustache).render(data), mstch::render(mustache, data)) << mustache;
  }
}

TEST(View, SaysFalseForWhatIsEmpty) {
  EXPECT_EQ(rendered("{{#due}}[{{due}}]{{/due}}", View().maybe("due", "")), "");
  EXPECT_EQ(rendered("{{#due}}[{{due}}]{{/due}}", View().maybe("due", "demain")), "[demain]");
}

}  // namespace
}  // namespace guichet::web::pages
