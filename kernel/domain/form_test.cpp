// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using nlohmann::json;

Field field(const char* id, FieldType type, bool required = false, json when = nullptr) {
  Field field;
  field.id = id;
  field.type = type;
  field.required = required;
  field.when = std::move(when);
  return field;
}

json answer_is(const char* id, json value) {
  return {{"==", json::array({{{"var", std::string("answers.") + id}}, std::move(value)})}};
}

class FormTest : public testing::Test {
 protected:
  FormTest() {
    person.id = 3;
    person.mail = "ana@univ-exemple.fr";
    person.campus = "luminy";
    person.office = "luminy/a/1";
    person.affiliation = {"staff"};
  }

  /// The key of the only error, without its beginning; "" when the answer is accepted.
  std::string error_of(Field checked, const json& answer) {
    checked.id = "f";
    const Result<Answers> result = check_answers(Form{{std::move(checked)}}, {{"f", answer}}, context);
    if (result.ok()) return "";
    EXPECT_EQ(result.error().fields.size(), 1U);
    return result.error().fields.at(0).message.substr(std::string("error.field.").size());
  }

  json kept(Field checked, const json& answer) {
    checked.id = "f";
    const Result<Answers> result = check_answers(Form{{std::move(checked)}}, {{"f", answer}}, context);
    return result.ok() ? result.value().value("f", json()) : json("error");
  }

  Places places{{{"luminy", "", PlaceKind::campus, "Luminy"},
                 {"luminy/a", "luminy", PlaceKind::building, "A"},
                 {"luminy/a/1", "luminy/a", PlaceKind::room, "A1"}}};
  Person person;
  FormContext context{&person, &places, "2026-11-24"};
};

TEST_F(FormTest, HidesAQuestionAndForgetsItsAnswer) {
  const Form form{{field("kind", FieldType::text), field("other", FieldType::text, true, answer_is("kind", "other"))}};
  const json answers = {{"kind", "wifi"}, {"other", "typed before"}};
  EXPECT_EQ(shown_fields(form, answers, context), std::vector<std::string>{"kind"});
  const Result<Answers> checked = check_answers(form, answers, context);
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked.value(), json({{"kind", "wifi"}}));
}

TEST_F(FormTest, HidesInCascade) {
  const Form form{{field("a", FieldType::text), field("b", FieldType::text, false, answer_is("a", "yes")),
                   field("c", FieldType::text, false, answer_is("b", "yes"))}};
  EXPECT_EQ(shown_fields(form, {{"a", "yes"}, {"b", "yes"}}, context).size(), 3U);
  EXPECT_EQ(shown_fields(form, {{"a", "no"}, {"b", "yes"}}, context).size(), 1U);
}

TEST_F(FormTest, ReadsAnswersOfLaterQuestionsToo) {
  const Form form{{field("first", FieldType::text, false, answer_is("last", "yes")), field("last", FieldType::text)}};
  EXPECT_EQ(shown_fields(form, {{"last", "yes"}}, context), (std::vector<std::string>{"first", "last"}));
}

TEST_F(FormTest, DecidesQuestionsThatWaitForEachOther) {
  const Form form{{field("a", FieldType::text, false, answer_is("b", nullptr)),
                   field("b", FieldType::text, false, answer_is("a", nullptr))}};
  EXPECT_EQ(shown_fields(form, {{"a", "x"}, {"b", "x"}}, context).size(), 1U);
}

TEST_F(FormTest, AsksByWhoTheRequesterIs) {
  const json is_employee = {{"in", {"employee", {{"var", "requester.affiliation"}}}}};
  const Form form{{field("office", FieldType::text, false, is_employee)}};
  EXPECT_EQ(shown_fields(form, json::object(), context).size(), 1U);
  EXPECT_EQ(shown_fields(form, json::object(), FormContext{nullptr, &places, "2026-11-24"}).size(), 0U);
}

TEST_F(FormTest, NeedsRequiredAnswers) {
  const Form form{{field("a", FieldType::text, true), field("agree", FieldType::consent, true),
                   field("h", FieldType::heading, true)}};
  for (const json& answers : {json::object(), json{{"a", " \u00a0"}, {"agree", nullptr}}}) {
    const Result<Answers> checked = check_answers(form, answers, context);
    ASSERT_FALSE(checked.ok());
    ASSERT_EQ(checked.error().fields.size(), 2U);
    EXPECT_EQ(checked.error().fields[0].message, "error.field.required");
    EXPECT_EQ(checked.error().fields[1].message, "error.field.consent");
  }
  EXPECT_EQ(error_of(field("c", FieldType::consent, true), false), "consent");
}

TEST_F(FormTest, RefusesTextThatCannotBeRead) {
  const Field text = field("t", FieldType::text), paragraph = field("p", FieldType::paragraph);
  EXPECT_EQ(error_of(text, "a\xFFz"), "bad-text");
  EXPECT_EQ(error_of(text, "\xC0\xAF"), "bad-text");
  EXPECT_EQ(error_of(text, "\xED\xA0\x80"), "bad-text");
  EXPECT_EQ(error_of(text, "a\uFFFDz"), "bad-text");
  EXPECT_EQ(error_of(text, std::string("a\0z", 3)), "bad-text");
  EXPECT_EQ(error_of(text, "a\x1B[31m"), "bad-text");
  EXPECT_EQ(error_of(text, "two\nlines"), "bad-text");
  EXPECT_EQ(error_of(text, 12), "bad-text");
  EXPECT_EQ(error_of(text, json{{"a", "b"}}), "bad-text");
  EXPECT_EQ(kept(text, "  <b>«\u00a0été\u00a0» 😀\t'; DROP TABLE  "), "<b>«\u00a0été\u00a0» 😀 '; DROP TABLE");
  EXPECT_EQ(kept(paragraph, "one\r\ntwo\rthree\n"), "one\ntwo\nthree");
}

TEST_F(FormTest, CountsCharactersNotBytes) {
  Field text = field("t", FieldType::text);
  text.max_length = 4;
  text.min_length = 2;
  EXPECT_EQ(error_of(text, "été😀"), "");
  EXPECT_EQ(error_of(text, "étés😀"), "too-long");
  EXPECT_EQ(error_of(text, "é"), "too-short");
  EXPECT_EQ(error_of(text, std::string(1'000'000, 'a')), "too-long");
  EXPECT_EQ(error_of(field("t", FieldType::text), std::string(201, 'a')), "too-long");
  EXPECT_EQ(error_of(field("t", FieldType::paragraph), std::string(10'001, 'a')), "too-long");
}

TEST_F(FormTest, ReadsNumbersAsTheFrenchTypeThem) {
  Field integer = field("i", FieldType::integer);
  integer.min = 1;
  integer.max = 2000;
  EXPECT_EQ(kept(integer, "1\u202f200"), 1200);
  EXPECT_EQ(kept(integer, 12.0), 12);
  EXPECT_EQ(error_of(integer, "0"), "too-small");
  EXPECT_EQ(error_of(integer, 2001), "too-big");
  for (const json& wrong :
       {json("douze"), json("12,5"), json("1.200"), json("1e3"), json(1.5), json(true), json(std::string(60, '9'))}) {
    EXPECT_EQ(error_of(integer, wrong), "not-a-number") << wrong;
  }
  EXPECT_EQ(kept(field("d", FieldType::decimal), "12,50"), 12.5);
  EXPECT_EQ(kept(field("d", FieldType::decimal), "-0.25"), -0.25);
  EXPECT_EQ(kept(field("m", FieldType::money), "1 234,5 €"), 123450);
  EXPECT_EQ(error_of(field("m", FieldType::money), "1,234"), "not-a-number");
}

TEST_F(FormTest, ChecksDatesAgainstToday) {
  Field date = field("d", FieldType::date);
  date.min_date = "today";
  date.max_date = "today+30d";
  EXPECT_EQ(kept(date, "24/11/2026"), "2026-11-24");
  EXPECT_EQ(kept(date, "2026-12-24"), "2026-12-24");
  EXPECT_EQ(error_of(date, "2026-11-23"), "too-early");
  EXPECT_EQ(error_of(date, "2026-12-25"), "too-late");
  for (const char* wrong : {"2026-02-30", "tomorrow", "24/11/26", "0000-01-01", "2026-13-01", "20261124"}) {
    EXPECT_EQ(error_of(date, wrong), "not-a-date") << wrong;
  }
  const Field range = field("r", FieldType::date_range);
  EXPECT_EQ(kept(range, {{"from", "2026-12-01"}, {"to", "02/12/2026"}}),
            json({{"from", "2026-12-01"}, {"to", "2026-12-02"}}));
  EXPECT_EQ(error_of(range, {{"from", "2026-12-02"}, {"to", "2026-12-01"}}), "end-before-start");
  EXPECT_EQ(error_of(range, {{"from", "2026-12-02"}}), "required");
  EXPECT_EQ(error_of(range, "2026-12-02"), "not-a-date");
  EXPECT_EQ(kept(field("t", FieldType::time), "9h30"), "09:30");
  EXPECT_EQ(error_of(field("t", FieldType::time), "25:00"), "not-a-time");
}

TEST_F(FormTest, TakesOnlyItsOptions) {
  Field choice = field("c", FieldType::choice);
  choice.options = {{"a", {"A", "A"}}, {"b", {"B", "B"}}, {"c", {"C", "C"}}};
  EXPECT_EQ(kept(choice, "b"), "b");
  EXPECT_EQ(error_of(choice, "z"), "not-an-option");
  Field choices = choice;
  choices.type = FieldType::choices;
  choices.min = 2;
  choices.max = 2;
  EXPECT_EQ(kept(choices, {"c", "a", "c"}), json({"a", "c"}));
  EXPECT_EQ(error_of(choices, {"a"}), "too-few");
  EXPECT_EQ(error_of(choices, {"a", "b", "c"}), "too-many");
  EXPECT_EQ(error_of(choices, {"a", "z"}), "not-an-option");
  EXPECT_EQ(kept(field("y", FieldType::yes_no), "no"), false);
  EXPECT_EQ(error_of(field("y", FieldType::yes_no), "maybe"), "not-an-option");
}

TEST_F(FormTest, WantsAPlacePreciseEnough) {
  Field place = field("p", FieldType::place);
  place.level = PlaceKind::room;
  EXPECT_EQ(kept(place, "luminy/a/1"), "luminy/a/1");
  EXPECT_EQ(error_of(place, "luminy/a"), "place-not-precise");
  EXPECT_EQ(error_of(place, "../../etc/passwd"), "not-a-place");
}

TEST_F(FormTest, ChecksHowToReachSomebody) {
  const Field email = field("e", FieldType::email), phone = field("t", FieldType::phone),
              url = field("u", FieldType::url);
  EXPECT_EQ(kept(email, " Ana.B+x@Univ-Exemple.FR "), "Ana.B+x@univ-exemple.fr");
  for (const char* wrong : {"ana", "a@b", "a@@b.fr", "a b@c.fr", "<a@b.fr>", "a@b.fr, c@d.fr", "a@b.fr\nBcc: x@y.fr",
                            ".a@b.fr", "a@-b.fr"}) {
    EXPECT_NE(error_of(email, wrong), "") << wrong;
  }
  for (const char* right : {"04 91 00 00 00", "+33 (0)4.91.00.00.00", "15 123"})
    EXPECT_EQ(error_of(phone, right), "") << right;
  for (const char* wrong : {"12", "call me", "+33 4 91 00 00 00 00 00 00 00", "04;91"})
    EXPECT_EQ(error_of(phone, wrong), "not-a-phone") << wrong;
  EXPECT_EQ(kept(url, "HTTPS://Exemple.fr/a?b=c"), "https://Exemple.fr/a?b=c");
  EXPECT_EQ(kept(url, "www.exemple.fr/x"), "https://www.exemple.fr/x");
  for (const char* wrong : {"javascript:alert(1)", "ftp://a.fr", "https://", "http://a b.fr", "https://u:p@a.fr",
                            "//a.fr", "data:text/html,x", "https://a.fr/\"><script>"}) {
    EXPECT_EQ(error_of(url, wrong), "not-a-url") << wrong;
  }
}

TEST_F(FormTest, TakesFilesByTheirIds) {
  Field file = field("f", FieldType::file);
  EXPECT_EQ(kept(file, {"17"}), json({"17"}));
  EXPECT_EQ(error_of(file, {"17", "18"}), "too-many");
  file.multiple = true;
  EXPECT_EQ(error_of(file, {"17", "18"}), "");
  EXPECT_EQ(error_of(file, {17}), "bad-text");
}

TEST_F(FormTest, KeepsWhatWasTypedWhenItCannotBeRead) {
  const Form form{{field("n", FieldType::integer), field("r", FieldType::date_range), field("c", FieldType::choices),
                   field("y", FieldType::yes_no), field("t", FieldType::text)}};
  const Answers answers = read_answers(form, {{"n", "douze"},
                                              {"r.from", "01/12/2026"},
                                              {"r.to", "Noël"},
                                              {"c", "a"},
                                              {"c", "b"},
                                              {"y", "no"},
                                              {"y", "yes"},
                                              {"t", "a\xFF"},
                                              {"unknown", "x"}});
  EXPECT_EQ(answers, json({{"n", "douze"},
                           {"r", {{"from", "2026-12-01"}, {"to", "Noël"}}},
                           {"c", {"a", "b"}},
                           {"y", true},
                           {"t", "a\uFFFD"}}));
  EXPECT_NO_THROW((void)answers.dump());
  EXPECT_FALSE(check_answers(form, answers, context).ok());
}

TEST_F(FormTest, PrefillsFactsThatFit) {
  Field mail = field("mail", FieldType::email), room = field("room", FieldType::place),
        campus = field("campus", FieldType::place), rough = field("rough", FieldType::place);
  mail.prefill = "requester.mail";
  room.prefill = "requester.office";
  room.level = PlaceKind::room;
  campus.prefill = "requester.campus";
  campus.level = PlaceKind::campus;
  rough.prefill = "requester.campus";
  rough.level = PlaceKind::room;
  EXPECT_EQ(prefilled(Form{{mail, room, campus, rough}}, context),
            json({{"mail", "ana@univ-exemple.fr"}, {"room", "luminy/a/1"}, {"campus", "luminy"}}));
  EXPECT_EQ(prefilled(Form{{mail}}, FormContext{}), json::object());
}

TEST_F(FormTest, NamesEveryType) {
  for (int type = 0; type <= static_cast<int>(FieldType::table); ++type) {
    EXPECT_EQ(field_type_of(name_of(static_cast<FieldType>(type))), static_cast<FieldType>(type));
  }
  EXPECT_FALSE(field_type_of("regex"));
}

TEST_F(FormTest, AsksALongFormAgainInTime) {
  Form form;
  json answers = json::object();
  for (int index = 0; index < 300; ++index) {
    const std::string id = "q" + std::to_string(index);
    const std::string later = "q" + std::to_string(std::min(index + 1, 299));
    form.fields.push_back(field(id.c_str(), FieldType::text, false, answer_is(later.c_str(), "yes")));
    answers[id] = "yes";
  }
  form.fields.back().when = nullptr;
  EXPECT_EQ(shown_fields(form, answers, context).size(), 300U);  // each named before it is decided, in one pass
  const Result<Answers> checked = check_answers(form, json::array(), context);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().message, "error.form.invalid");
}

}  // namespace
}  // namespace guichet::domain
