// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/carry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using ::testing::ElementsAre;

Field field(const std::string& id, FieldType type, const std::string& label = "") {
  Field made;
  made.id = id;
  made.type = type;
  made.label.fr = label;
  return made;
}

TEST(Carry, KeepsWhatIsAskedUnderTheSameName) {
  const Form from{{field("event", FieldType::text), field("count", FieldType::integer)}};
  const Form to{{field("event", FieldType::paragraph), field("count", FieldType::decimal)}};
  const Answers answers{{"event", "Colloque"}, {"count", 3}};
  EXPECT_EQ(carried_over(from, answers, to), answers);
}

TEST(Carry, KeepsWhatIsAskedInTheSameWords) {
  const Form from{{field("where", FieldType::place, "Où ?")}};
  const Form to{{field("place", FieldType::place, "Où ?"), field("other", FieldType::text, "Où ?")}};
  EXPECT_EQ(carried_over(from, {{"where", "luminy/a"}}, to), (Answers{{"place", "luminy/a"}}));
}

TEST(Carry, LeavesWhatTheOtherTypeCannotHold) {
  const Form from{
      {field("count", FieldType::text), field("text", FieldType::paragraph), field("ok", FieldType::consent)}};
  const Form to{{field("count", FieldType::integer), field("text", FieldType::text), field("ok", FieldType::consent)}};
  EXPECT_TRUE(carried_over(from, {{"count", "trois"}, {"text", "un\ndeux"}, {"ok", true}}, to).empty());
}

TEST(Carry, KeepsAChoiceOnlyWhereItIsOneToo) {
  Form from{{field("kind", FieldType::choice), field("list", FieldType::choices), field("printer", FieldType::choice)}};
  Form to = from;
  from.fields[0].options = {{"a", {}}, {"b", {}}};
  to.fields[0].options = {{"b", {}}};
  to.fields[1].options = {{"x", {}}, {"y", {}}};
  from.fields[2].source = to.fields[2].source = "it/printers";
  EXPECT_EQ(carried_over(from, {{"kind", "b"}, {"list", {"x", "y"}}, {"printer", "p1"}}, to).size(), 3U);
  to.fields[2].source = "it/scanners";
  EXPECT_TRUE(carried_over(from, {{"kind", "a"}, {"list", {"x", "z"}}, {"printer", "p1"}}, to).empty());
}

TEST(Carry, TwoQuestionsWithoutALabelAreNotTheSame) {
  const Form from{{field("a", FieldType::text)}};
  EXPECT_TRUE(carried_over(from, {{"a", "x"}}, Form{{field("b", FieldType::text)}}).empty());
}

TEST(Carry, TellsWhatMustStillBeAnswered) {
  Form form{{field("event", FieldType::text), field("free", FieldType::text), field("why", FieldType::text)}};
  form.fields[0].required = form.fields[2].required = true;
  form.fields[2].when = nlohmann::json::parse(R"({"==": [{"var": "answers.event"}, "x"]})");
  EXPECT_THAT(unanswered(form, nlohmann::json::object(), {}), ElementsAre("event"));
  EXPECT_THAT(unanswered(form, {{"event", "x"}}, {}), ElementsAre("why"));
  EXPECT_TRUE(unanswered(form, {{"event", "y"}}, {}).empty());
}

}  // namespace
}  // namespace guichet::domain
