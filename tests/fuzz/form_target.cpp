// SPDX-License-Identifier: GPL-3.0-or-later
// A form as a browser, or something that says it is one, sends it: on the first line a condition, then the fields.
#include "kernel/domain/form.hpp"
#include "tests/fuzz/target.hpp"
#include "web/server/fields.hpp"
#include "web/server/limits.hpp"
#include "web/server/request_reader.hpp"

#include <algorithm>

namespace guichet::fuzz {
namespace {

using domain::Field;
using domain::FieldType;
using nlohmann::json;

Field field_of(FieldType type, bool bounded) {
  Field field;
  field.type = type;
  field.id = std::string(domain::name_of(type)) + (bounded ? "-b" : "");
  field.options = {{"a", {}}, {"b", {}}, {"é", {}}};
  if (!bounded) return field;
  field.required = true;
  field.min = 1;
  field.max = 2;
  field.min_date = "today";
  field.max_date = "today+30d";
  field.min_length = 2;
  field.max_length = 5;
  field.level = domain::PlaceKind::room;
  field.multiple = true;
  return field;
}

bool may_be_a_column(FieldType type) {
  return type != FieldType::table && type != FieldType::heading && type != FieldType::file;
}

/// A table of every type that a row may hold, each shown by the one before it in the row.
Field table_with(bool bounded) {
  Field table = field_of(FieldType::table, bounded);
  for (int type = 0; type <= static_cast<int>(FieldType::table); ++type) {
    if (!may_be_a_column(static_cast<FieldType>(type))) continue;
    Field column = field_of(static_cast<FieldType>(type), false);
    if (bounded && !table.columns.empty()) column.when = {{"!!", {{{"var", "row." + table.columns.back().id}}}}};
    table.columns.push_back(std::move(column));
  }
  return table;
}

// Every type, free and bounded; those that are bounded show by a condition.
domain::Form form_with(const json& when) {
  domain::Form form;
  for (int type = 0; type <= static_cast<int>(FieldType::table); ++type) {
    if (static_cast<FieldType>(type) == FieldType::table) continue;
    form.fields.push_back(field_of(static_cast<FieldType>(type), false));
    form.fields.push_back(field_of(static_cast<FieldType>(type), true));
    form.fields.back().when =
        when.is_null() ? json{{"!!", {{{"var", "answers." + form.fields[form.fields.size() - 2].id}}}}} : when;
  }
  for (const bool bounded : {false, true}) form.fields.push_back(table_with(bounded));
  form.fields.back().when = when;
  return form;
}

const domain::Places& places() {
  static const domain::Places all{{{"nord", "", domain::PlaceKind::campus, "Nord"},
                                   {"nord/a", "nord", domain::PlaceKind::building, "A"},
                                   {"nord/a/1", "nord/a", domain::PlaceKind::room, "A1"}}};
  return all;
}

}  // namespace

void read(std::string_view bytes) {
  const std::size_t line = std::min(bytes.find('\n'), bytes.size());
  json when = json::parse(bytes.substr(0, line), nullptr, false);
  if (when.is_discarded()) when = nullptr;
  web::server::Fields fields;
  const std::string_view body = bytes.substr(std::min(line + 1, bytes.size()));
  if (web::server::read_fields(body, web::server::Limits{}, fields) != 0) return;
  domain::Typed typed;
  for (const auto& [name, value] : fields) typed.emplace_back(name, value);

  const domain::Form form = form_with(when);
  domain::Person person;
  person.login = "dupont";
  const domain::FormContext context{&person, &places(), "2026-11-24"};
  const domain::Answers answers = domain::read_answers(form, typed);
  must(answers.is_object(), "answers are an object");
  (void)answers.dump();  // throws on what is not UTF-8
  const auto checked = domain::check_answers(form, answers, context);
  if (!checked.ok()) {
    must(!checked.error().fields.empty(), "a refusal names a field");
    for (const auto& wrong : checked.error().fields) {
      must(form.find(wrong.field.substr(0, wrong.field.find('.'))) != nullptr &&
               wrong.message.starts_with("error.field."),
           "and says what is wrong");
      (void)wrong.parameters.dump();
    }
    return;
  }
  (void)checked->dump();
  const auto shown = domain::shown_fields(form, *checked, context);
  for (const auto& [id, answer] : checked->items()) {
    must(std::find(shown.begin(), shown.end(), id) != shown.end(), "what is kept is what was asked");
  }
  const auto again = domain::check_answers(form, *checked, context);
  must(again.ok() && *again == *checked, "kept answers hold as they are");
}

std::vector<std::string> seeds() {
  return {
      "null\ntext=Bonjour&paragraph=l1%0D%0Al2&integer=3&decimal=1%2C5&money=12%2C30&date=2026-12-01&time=8h30",
      "null\ndate-range.from=24%2F11%2F2026&date-range.to=2026-12-02&choice=a&choices=a&choices=%C3%A9&yes-no=oui",
      "false\nplace=nord%2Fa%2F1&e-mail=a%40b.fr&phone=%2B33+4+91+00+00+00&url=https%3A%2F%2Fa.example%2F&file=1&file="
      "2",
      "{\"==\":[{\"var\":\"answers.choice\"},\"a\"]}\nchoice=a&text-b=abc&integer-b=2&date-b=2026-11-25&consent-b=on",
      "null\ntable=0&table.0.text=a&table.0.date-range.from=2026-12-01&table.0.date-range.to=2026-12-02&table.2."
      "choices=a&"
      "table.2.choices=b",
      "null\ntable-b.1.text=a&table-b.1.paragraph=b&table-b.1.integer=3&table-b.07.text=c&table-b=1&table-b=9",
      "null\ntext=x&text-b=abc&person=dupont&person-b=dupont&choices=a&choices-b=a&choices-b=b&place=nord&place-b=nord/"
      "a/1",
  };
}

std::vector<std::string> pieces() {
  return {"%00",
          "%FF",
          "%E2%80%AE",
          "%0D%0A",
          "&text-b=",
          "&paragraph=",
          "&integer=",
          "&decimal=-1e400",
          "&money=0,005",
          "&date=29/2/2027",
          "&date-range.from=",
          "&date-range.to=",
          "&time=24:00",
          "&choices-b=a",
          "&yes-no=on",
          "&e-mail=a@[::1]",
          "&phone=+",
          "&url=javascript:",
          "&url=HTTPS://",
          "&file-b=1",
          "&consent-b=on",
          "&heading=x",
          "&table=",
          "&table.0.text=",
          "&table-b.50.text=x",
          "&table-b.0.integer=",
          "9007199254740993",
          "1 000 000,00",
          "\xc2\xa0",
          "{\"var\":\"answers.choice\"}",
          "\n"};
}

}  // namespace guichet::fuzz
