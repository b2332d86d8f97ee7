// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/letter_template.hpp"

#include <gtest/gtest.h>

namespace guichet::counter {
namespace {

TEST(LetterTemplate, FillsInVariablesAsTheyAre) {
  EXPECT_EQ(fill_letter("Bonjour {{reader.name}}, {{ what }}.", {{"reader.name", "Inès"}, {"what", "<b>&{{x}}"}}),
            "Bonjour Inès, <b>&{{x}}.");
  EXPECT_EQ(fill_letter("{{none}}|", {}), "|");
}

TEST(LetterTemplate, SaysSectionsWhenTheirValueIsThere) {
  const std::string text = "{{#date}}le {{date}}{{/date}}{{^date}}bientôt{{/date}}";
  EXPECT_EQ(fill_letter(text, {{"date", "3 mars"}}), "le 3 mars");
  EXPECT_EQ(fill_letter(text, {{"date", ""}}), "bientôt");
  EXPECT_EQ(fill_letter("{{#a}}1{{#b}}2{{/b}}3{{/a}}4", {{"b", "x"}}), "4");
  EXPECT_EQ(fill_letter("{{#a}}1{{#b}}2{{/b}}3{{/a}}4", {{"a", "x"}}), "134");
}

TEST(LetterTemplate, LeavesWhatIsNoTag) {
  EXPECT_EQ(fill_letter("a {{b", {{"b", "x"}}), "a {{b");
  EXPECT_EQ(fill_letter("", {}), "");
  EXPECT_EQ(fill_letter("{{/a}}b", {}), "b");
}

}  // namespace
}  // namespace guichet::counter
