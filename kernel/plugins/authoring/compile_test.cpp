// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/compile.hpp"

#include "kernel/plugins/authoring/sample_sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::plugins::authoring {
namespace {

using testing::HasSubstr;

constexpr const char* chair = "services/chair.yaml";

TEST(Compile, TakesASoundPluginWithoutAWord) {
  const Compilation compilation = compile_sources(sample_sources(), no_library);
  EXPECT_EQ(report(sample_sources()), "");
  EXPECT_EQ(compilation.manifest["services"][0]["id"], "chair");
  EXPECT_EQ(compilation.manifest["articles"].size(), 2U);
  EXPECT_EQ(compilation.manifest["files"].size(), 3U);
  EXPECT_EQ(compilation.documents.at("docs/sit.en.md"), "How to sit.\n");
}

/// One thing broken in the sample, and what the author reads.
struct Mistake {
  const char* file;
  const char* from;
  const char* to;
  const char* says;
};
class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreNamedByFileLineAndRule) {
  const Mistake& mistake = GetParam();
  EXPECT_THAT(report(changed(mistake.file, mistake.from, mistake.to)), HasSubstr(mistake.says));
}

INSTANTIATE_TEST_SUITE_P(
    Shape, Mistakes,
    testing::Values(
        Mistake{chair, "type: choice", "type: choise",
                "services/chair.yaml:11: form[0].type: \"choise\" is not a field type; did you mean \"choice\"?"},
        Mistake{chair, "type: place", "type: numbr",
                "services/chair.yaml:17: form[1].type: \"numbr\" is not a field type; did you mean \"integer\"?"},
        Mistake{chair, "label: { fr: \"Où ?\", en: \"Where?\" }", "label: { fr: \"Où ?\" }",
                "services/chair.yaml:18: form[1].label: the English text (en) is missing"},
        Mistake{chair, "en: \"A chair\"", "en: \" \"", "services/chair.yaml:2: title.en: \" \" is blank"},
        Mistake{chair, "summary:", "sumary:",
                "services/chair.yaml:3: sumary: \"sumary\" is not a key of a service; did you mean \"summary\"?"},
        Mistake{chair, "kind: request", "kind: 12",
                "services/chair.yaml:5: kind: \"integer\" is not a kind of service"},
        Mistake{chair, "title: { fr: \"Une chaise\", en: \"A chair\" }", "title: Une chaise",
                "services/chair.yaml:2: title: must be keys with values, not a text: write { fr:"},
        Mistake{chair, "4h", "4 heures",
                "services/chair.yaml:21: commitment.take_charge: \"4 heures\" is not a duration"},
        Mistake{chair, "4h", "24h",
                "services/chair.yaml:21: commitment.take_charge: \"24h\" is not a duration: write \"30min\", \"4h\", "
                "\"2d\" (working time) or \"24h!\" (on the clock); a day or more of working time is written in days: "
                "\"1d\", not \"24h\""},
        Mistake{chair, "route: { team: local, near: [answers.where, requester.campus] }", "urgency: low",
                "services/chair.yaml:1: \"route\" is missing"},
        Mistake{chair, "resolve: 2d", "resolve: 2",
                "services/chair.yaml:21: commitment.resolve: must be a text, not a whole number: put it in quotes"},
        Mistake{"plugin.yaml", "id: school", "id: School House", "plugin.yaml:1: id: \"School House\" is not an id"},
        Mistake{"plugin.yaml", "version: 1.2.0", "version: 1.2",
                "plugin.yaml:2: version: must be a text, not a number: put it in quotes"},
        Mistake{"plugin.yaml", "\">=0.1 <1.0\"", "newest", "plugin.yaml:3: kernel: \"newest\" is not a range"},
        Mistake{"plugin.yaml", "[log, requests]", "[log, log]",
                "plugin.yaml:6: capabilities[1]: \"log\" is there twice"},
        Mistake{"plugin.yaml", "[log, requests]", "[log, request]",
                "\"request\" is not a capability; did you mean \"requests\"?"},
        Mistake{"plugin.yaml", "deadline: 2s", "deadline: 2h",
                "plugin.yaml:17: automations[0].deadline: \"2h\" is not a deadline"},
        Mistake{"plugin.yaml", "library: true", "library: yes",
                "plugin.yaml:7: library: must be true or false, not a text"},
        Mistake{"plugin.yaml", "id: school", "id: school\nfiles: {}",
                "plugin.yaml:2: files: is written by the compiler"},
        Mistake{"docs/sit.md", "reviewed: 2026-09-01", "reviewed: 2026-02-30",
                "docs/sit.md:6: reviewed: \"2026-02-30\" is not a date"},
        Mistake{"docs/sit.md", "language: fr", "language: en",
                "docs/sit.md:4: language: the name of the file says \"fr\""},
        Mistake{"docs/sit.md", "---\nid", "id", "docs/sit.md:1: the page must start with its header"},
        Mistake{"docs/sit.md", "id: sit", "id: stand", "docs/sit.md:2: id: \"stand\" is not the name of the file"},
        Mistake{"docs/sit.md", "title: S'asseoir\n", "title: \"S'asseoir\n", "docs/sit.md:"}));

INSTANTIATE_TEST_SUITE_P(
    Meaning, Mistakes,
    testing::Values(
        Mistake{chair, "answers: [sit]", "answers: [sti]",
                "services/chair.yaml:8: answers[0]: there is no article \"sti\"; did you mean \"sit\"?"},
        Mistake{chair, "theme: my-class", "theme: my-clas",
                "services/chair.yaml:4: theme: there is no theme \"my-clas\"; did you mean \"my-class\"?"},
        Mistake{chair, "route: { team: local", "route: { team: locl",
                "services/chair.yaml:20: route.team: there is no team \"locl\"; did you mean \"local\"?"},
        Mistake{chair, ", near: [answers.where, requester.campus]", "",
                "services/chair.yaml:20: route: \"local\" is a group"},
        Mistake{chair, "answers.where, requester", "answers.what, requester",
                "route.near[0]: the question \"what\" is not a place"},
        Mistake{chair, "automation: order-chair", "automation: order-chairs",
                "services/chair.yaml:23: workflow[0].automation: there is no automation"},
        Mistake{chair, "otherwise: { team: desk }", "otherwise: { team: local }", "is a group, which has no members"},
        Mistake{chair, "{ var: answers.what }, wood", "{ var: answers.wat }, wood",
                "services/chair.yaml:19: form[1].when: there is no question \"wat\"; did you mean \"what\"?"},
        Mistake{chair, "{ var: answers.what }, wood", "{ var: answers.where }, wood",
                "form[1].when: depends on the question \"where\", which is asked later or is the question itself"},
        Mistake{chair, "{ var: answers.what }, wood", "{ var: answers.what }, woof",
                "form[1].when: \"woof\" is not an option of the question \"what\"; did you mean \"wood\"?"},
        Mistake{chair, "\"==\"", "equals", "services/chair.yaml:19: form[1].when: "},
        Mistake{chair, "var: answers.what }, wood", "var: secret.key }, wood",
                "services/chair.yaml:19: form[1].when: "},
        Mistake{chair, "id: where", "id: what",
                "services/chair.yaml:16: form[1].id: there are two questions with the id \"what\""},
        Mistake{chair, "value: steel", "value: wood",
                "options[1].value: there are two options with the value \"wood\""},
        Mistake{chair, "type: place\n", "type: place\n    max: 3\n",
                "services/chair.yaml:18: form[1].max: `max` says nothing about a field of the type \"place\""},
        Mistake{chair, "rien pour s'asseoir, chaises", "chaises",
                "services/chair.yaml:7: warning: says.fr: only 7 ways"},
        Mistake{"plugin.yaml", "of: local,", "of: desk,", "plugin.yaml:13: teams[2].of: \"desk\" is not a group"},
        Mistake{"plugin.yaml", "id: north", "id: desk", "teams[2].id: there are two teams with the id \"desk\""},
        Mistake{"plugin.yaml", "library: true", "library: false", "plugin.yaml:16: automations: automations are code"},
        Mistake{"docs/sit.md", "Comment s", "> > > > > > > > > > > > > > > > > > > > > > s",
                "docs/sit.md:9: quotes and lists are too deep"},
        Mistake{"docs/sit.md", "service:chair", "service:chiar",
                "docs/sit.md:9: there is no service \"school/chiar\"; did you mean \"chair\"?"},
        Mistake{"docs/sit.md", "article:sit", "javascript:x", "docs/sit.md:13: \"javascript:x\" may not be linked"},
        Mistake{"docs/sit.md", "Restez", "<b>Restez</b>", "docs/sit.md:13: HTML is not shown"},
        Mistake{"docs/sit.md", "owner: desk", "owner: dusk",
                "docs/sit.md:7: owner: there is no team \"dusk\"; did you mean \"desk\"?"}));

/// The sample with an approval that asks `by`.
SourceTree asking(const std::string& by) {
  const std::string before = "otherwise: { team: desk } }\n";
  return changed(chair, before,
                 before + "  - { id: agree, approval: { by: " + by + ", need: one, otherwise: { team: desk } } }\n");
}

TEST(Compile, ReadsEachWayToSayWhoIsAsked) {
  for (const char* by :
       {"requester.manager", "{ team: desk }", "{ person: cmartin }", "{ role: head, of: requester.component }",
        "{ expression: { var: answers.what } }", "[requester.manager, { role: president }]"}) {
    EXPECT_EQ(report(asking(by)), "") << by;
  }
}

TEST(Compile, SpeaksOfTheVoiceThatWasMeant) {
  EXPECT_THAT(report(asking("requester.managr")), HasSubstr("did you mean \"requester.manager\"?"));
  EXPECT_THAT(report(asking("{ role: head, off: requester.component }")),
              HasSubstr("\"off\" is not a key of a role voice; did you mean \"of\"?"));
  EXPECT_THAT(report(asking("7")), HasSubstr("must be a text or keys with values or a list, not a whole number"));
}

TEST(Compile, NamesEveryMistakeAtOnce) {
  SourceTree sources = changed(chair, "type: place", "type: plaice");
  sources["docs/sit.en.md"] = "---\nid: sit\nlanguage: en\n---\nx\n";
  EXPECT_THAT(report(sources), HasSubstr("docs/sit.en.md:2: \"title\" is missing"));
  EXPECT_THAT(report(sources), HasSubstr("services/chair.yaml:17: form[1].type"));
}

TEST(Compile, SurvivesWhateverIsPutIntoAFile) {
  const std::string binary(
      "\x7f"
      "ELF\0\0\xff",
      7);
  for (const char* file : {"plugin.yaml", chair, "docs/sit.md"}) {
    for (const std::string& content :
         {std::string(), binary, std::string("- a"), std::string("a"), std::string("---\n---\n"), std::string("{}"),
          std::string("id: [1]\nform: 3\nsays: x\nroute: []\nfiles: 2\nlanguage: {}\n")}) {
      SourceTree sources = sample_sources();
      sources[file] = content;
      EXPECT_FALSE(compile_sources(sources, no_library).ok()) << file << ": " << content;
    }
  }
}

TEST(Compile, AsksForTheLibraryItWasPromised) {
  const Compilation compilation = compile_sources(sample_sources(), "");
  ASSERT_EQ(compilation.diagnostics.size(), 1U);
  EXPECT_EQ(to_string(compilation.diagnostics[0]),
            "plugin.yaml:7: library: the plugin declares a library, and plugin.so is not in the bundle: give it with "
            "--library");
}

}  // namespace
}  // namespace guichet::plugins::authoring
