// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/bundle_at.hpp"
#include "sdk/tool/scenarios/scenario_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The template without code, as a plugin called "desk-plugin", with scenarios of the test's own.
class ScenarioOfATemplate : public testing::Test {
 protected:
  ScenarioOfATemplate() : folder_("guichet-scenario") {
    const fs::path from = fs::path(GUICHET_TEMPLATES) / "declarative";
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      std::string content = text.str();
      for (std::size_t at = content.find("@ID@"); at != std::string::npos; at = content.find("@ID@"))
        content.replace(at, 4, "desk-plugin");
      write(entry.path().lexically_relative(from).string(), content);
    }
    fs::remove_all(fs::path(folder_.path()) / "scenarios");
  }
  void write(const std::string& path, const std::string& text) const {
    const fs::path file = fs::path(folder_.path()) / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  /// What is not met, line by line, as it is printed.
  [[nodiscard]] std::string unmet_of(const std::string& scenario) const {
    write("scenarios/a.yaml", scenario);
    const auto subject = read_subject(folder_.path());
    const auto plugin = plugin_of(*subject, "");
    if (!plugin) return plugin.error().detail;
    const Scenarios scenarios = read_scenarios(folder_.path());
    std::string text;
    for (const Problem& problem : scenarios.problems) text += plugins::authoring::to_string(problem) + "\n";
    for (const Scenario& each : scenarios.all) {
      for (const Problem& problem : run_scenario(each, *plugin)) text += plugins::authoring::to_string(problem) + "\n";
    }
    return text;
  }
  TemporaryFolder folder_;
};

constexpr const char* remote = R"(scenarios:
  - name: Somebody far away
    as: { affiliation: [staff], campus: aix }
    service: appointment
    at: 2026-11-24 10:00
    answers: { about: "Un dossier", day: 2026-11-26, way: remote }
)";

TEST_F(ScenarioOfATemplate, HoldsWhenEverythingIsAsSaid) {
  EXPECT_EQ(unmet_of(std::string(remote) + R"(    shows: [phone]
    hides: [campus]
    routed_to: desk
    urgency: normal
    take_charge_by: 2026-11-24 15:00
    resolve_by: 2026-11-27 10:00
)"),
            "");
}

TEST_F(ScenarioOfATemplate, SaysWhichQuestionShowsInstead) {
  const std::string unmet = unmet_of(std::string(remote) + "    shows: [campus]\n    hides: [phone]\n");
  EXPECT_THAT(unmet,
              HasSubstr("scenarios/a.yaml:7: shows[0]: expected the question \"campus\" to show, and it does not"));
  EXPECT_THAT(unmet, HasSubstr("scenarios/a.yaml:8: hides[0]: expected the question \"phone\" to be hidden"));
}

TEST_F(ScenarioOfATemplate, SaysWhoGetsItInstead) {
  EXPECT_THAT(unmet_of(std::string(remote) + "    routed_to: local-aix\n"),
              HasSubstr("scenarios/a.yaml:7: routed_to: expected \"local-aix\", found \"desk\""));
  EXPECT_THAT(unmet_of(std::string(remote) + "    routed_to: dest\n"), HasSubstr("did you mean \"desk\""));
}

TEST_F(ScenarioOfATemplate, SaysWhatIsPromisedInstead) {
  EXPECT_THAT(unmet_of(std::string(remote) + "    take_charge_by: 2026-11-24 14:00\n"),
              HasSubstr("expected 2026-11-24 14:00, found 2026-11-24 15:00"));
}

TEST_F(ScenarioOfATemplate, NeedsAnswersThatHold) {
  const std::string late = R"(scenarios:
  - name: Too early
    service: appointment
    at: 2026-11-24
    answers: { about: "x", day: 2026-11-20, way: remote }
)";
  EXPECT_THAT(unmet_of(late + "    routed_to: desk\n"), HasSubstr("refused as \"too-early\""));
  EXPECT_EQ(unmet_of(late + "    problems: { day: too-early }\n"), "");
  EXPECT_THAT(unmet_of(late + "    problems: { day: too-late }\n"),
              HasSubstr("expected \"too-late\", found \"too-early\""));
  EXPECT_EQ(unmet_of(late + "    valid: false\n"), "");
}

TEST_F(ScenarioOfATemplate, RoutesFreeWordsByTheDepartmentsRules) {
  EXPECT_EQ(unmet_of("scenarios:\n  - { name: a, words: \"un rendez-vous\", routed_to: desk }\n"), "");
  EXPECT_THAT(unmet_of("scenarios:\n  - { name: a, words: \"un chat\", routed_to: desk }\n"),
              HasSubstr("found \"triage\""));
}

TEST_F(ScenarioOfATemplate, NamesAKeyThatIsMisspelt) {
  EXPECT_THAT(unmet_of("scenarios:\n  - name: a\n    service: appointment\n    anwsers: {}\n"),
              HasSubstr("scenarios/a.yaml:4: anwsers: is not a key that belongs here; did you mean \"answers\"?"));
}

TEST(Instants, AreReadAndWrittenOnTheUniversitysClocks) {
  EXPECT_EQ(written(*instant_of("2026-07-14 14:30")), "2026-07-14 14:30");
  EXPECT_EQ(written(*instant_of("2026-11-24")), "2026-11-24 09:00");
  EXPECT_FALSE(instant_of("24/11/2026").has_value());
  EXPECT_FALSE(instant_of("2026-11-24 25:00").has_value());
}

}  // namespace
}  // namespace guichet::sdk_tool
