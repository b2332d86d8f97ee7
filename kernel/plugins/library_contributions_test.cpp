// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::plugins {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::SizeIs;

/// A plugin of this id with parts beside what every manifest says.
Bundle bundle_with(const std::string& id, const std::string& version, const json& parts) {
  json manifest{{"format", 1},
                {"id", id},
                {"version", version},
                {"kernel", ">=0.1"},
                {"name", {{"fr", "A"}, {"en", "A"}}},
                {"department", {{"fr", "A"}, {"en", "A"}}},
                {"library", true},
                {"files", {{"plugin.so", std::string(64, 'a')}}}};
  manifest.update(parts);
  auto bundle = bundle_of(manifest, {}, id + version);
  EXPECT_TRUE(bundle.ok()) << bundle.error().detail;
  return bundle.ok() ? *bundle : Bundle{};
}

json library_parts() {
  return json::parse(R"({
    "capabilities": ["schedule", "mail", "settings", "secrets"],
    "teams": [{ "id": "desk", "title": { "fr": "Bureau", "en": "Desk" } }],
    "option-sources": [{ "id": "printers", "title": { "fr": "A", "en": "A" }, "deadline": "500ms" }],
    "validators": [{ "id": "quota", "title": { "fr": "A", "en": "A" } }],
    "schedules": [{ "id": "sync", "title": { "fr": "A", "en": "A" }, "idempotent": true, "every": "15min" },
                  { "id": "tidy", "title": { "fr": "A", "en": "A" }, "idempotent": false, "at": "06:30",
                    "days": ["sun", "mon"] },
                  { "id": "later", "title": { "fr": "A", "en": "A" }, "idempotent": false }],
    "panels": [{ "id": "state", "title": { "fr": "A", "en": "A" }, "place": "request" }],
    "calendars": [{ "id": "night", "title": { "fr": "A", "en": "A" }, "closed": ["2026-12-24"],
                    "hours": [{ "days": ["tue", "mon"], "from": "20:00", "to": "24:00" }] }],
    "mail-templates": [{ "id": "ready", "title": { "fr": "A", "en": "A" }, "subject": { "fr": "A", "en": "A" },
                         "body": { "fr": "Voici {{what}}", "en": "Here is {{what}}" },
                         "variables": [{ "id": "what", "title": { "fr": "A", "en": "A" } }] }],
    "settings": [{ "id": "quota", "type": "integer", "label": { "fr": "A", "en": "A" }, "default": 20 },
                 { "id": "password", "type": "text", "label": { "fr": "A", "en": "A" }, "secret": true }],
    "assistant": [{ "id": "guess", "title": { "fr": "A", "en": "A" } }],
    "services": [{ "id": "print", "title": { "fr": "Imprimer", "en": "Print" }, "theme": "digital",
                   "summary": { "fr": "Sur papier", "en": "On paper" }, "kind": "request",
                   "says": { "fr": ["je veux imprimer", "imprimer un document", "imprimante"], "en": ["print", "printing", "printer"] },
                   "validators": ["quota"], "commitment": { "take_charge": "4h", "calendar": "night" },
                   "form": [{ "id": "printer", "type": "choice", "label": { "fr": "A", "en": "A" }, "source": "printers" }],
                   "route": { "team": "desk" } }],
    "themes": [{ "id": "digital", "title": { "fr": "A", "en": "A" } }]
  })");
}

TEST(LibraryContributions, AreReadWithFullIds) {
  const Compiled compiled = compile_snapshot({bundle_with("it", "1.0.0", library_parts())});
  ASSERT_TRUE(compiled.problems.empty()) << compiled.problems[0].second;
  const Snapshot& snapshot = *compiled.snapshot;
  EXPECT_EQ(snapshot.option_source("it/printers")->deadline, 500);
  EXPECT_EQ(snapshot.validator("it/quota")->deadline, 2000);
  EXPECT_EQ(snapshot.schedule("it/sync")->every, 15 * 60 * 1000);
  EXPECT_TRUE(snapshot.schedule("it/sync")->idempotent);
  EXPECT_EQ(snapshot.schedule("it/tidy")->at, 6 * 60 + 30);
  EXPECT_EQ(snapshot.schedule("it/tidy")->days, (std::vector<int>{1, 7}));
  EXPECT_EQ(snapshot.schedule("it/later")->at, -1);
  EXPECT_EQ(snapshot.panels.at(0).id, "it/state");
  ASSERT_THAT(snapshot.calendar("it/night")->openings, SizeIs(2));
  EXPECT_EQ(snapshot.calendar("it/night")->openings[0].weekday, 1);
  EXPECT_EQ(snapshot.calendar("it/night")->openings[0].to, 24 * 60);
  EXPECT_EQ(snapshot.mail_template("it/ready")->variables, std::vector<std::string>{"what"});
  EXPECT_EQ(snapshot.connectors.at(0).kind, "assistant");
  EXPECT_THAT(snapshot.plugin("it")->settings, SizeIs(2));
  EXPECT_EQ(snapshot.service("it/print")->form.fields[0].source, "it/printers");
  EXPECT_EQ(snapshot.option_source("it/none"), nullptr);
}

TEST(LibraryContributions, OfAServiceMustBeThere) {
  for (const auto& [missing, said] :
       {std::pair{"option-sources", "option source"}, {"validators", "validator"}, {"calendars", "calendar"}}) {
    json parts = library_parts();
    // Of another plugin, which the plugin's own check cannot know.
    if (std::string(missing) == "option-sources") parts["services"][0]["form"][0]["source"] = "other/x";
    if (std::string(missing) == "validators") parts["services"][0]["validators"] = {"other/x"};
    if (std::string(missing) == "calendars") parts["services"][0]["commitment"]["calendar"] = "other/x";
    parts["requires"] = json::array({{{"plugin", "other"}, {"version", ">=1.0"}}});
    const Compiled compiled =
        compile_snapshot({bundle_with("it", "1.0.0", parts), bundle_with("other", "1.0.0", json::object())});
    ASSERT_THAT(compiled.problems, SizeIs(1)) << missing;
    EXPECT_THAT(compiled.problems[0].second, HasSubstr(said));
  }
}

TEST(RequiredPlugins, MustBeEnabledInAVersionThatFits) {
  const json needs{{"requires", json::array({{{"plugin", "base"}, {"version", ">=1.2 <2.0"}}})}};
  const auto problems = [&](const std::vector<Bundle>& bundles) { return compile_snapshot(bundles).problems; };
  const Bundle it = bundle_with("it", "1.0.0", needs);
  ASSERT_THAT(problems({it}), SizeIs(1));
  EXPECT_THAT(problems({it})[0].second, HasSubstr("needs the plugin \"base\""));
  EXPECT_TRUE(problems({it, bundle_with("base", "1.5.0", json::object())}).empty());
  const auto old = problems({it, bundle_with("base", "1.1.0", json::object())});
  ASSERT_THAT(old, SizeIs(1));
  EXPECT_EQ(old[0].first, "it");
  EXPECT_THAT(old[0].second, HasSubstr("1.1.0"));
}

TEST(RequiredPlugins, ThatAreLeftOutTakeThoseThatNeedThemAlong) {
  const json needs_base{{"requires", json::array({{{"plugin", "base"}, {"version", ">=1.0"}}})}};
  const json needs_nothing_there{{"requires", json::array({{{"plugin", "gone"}, {"version", ">=1.0"}}})}};
  const Compiled compiled =
      compile_snapshot({bundle_with("it", "1.0.0", needs_base), bundle_with("base", "1.0.0", needs_nothing_there),
                        bundle_with("alone", "1.0.0", json::object())});
  EXPECT_THAT(compiled.problems, SizeIs(2));
  ASSERT_THAT(compiled.snapshot->plugins, SizeIs(1));
  EXPECT_EQ(compiled.snapshot->plugins[0].id, "alone");
}

}  // namespace
}  // namespace guichet::plugins
