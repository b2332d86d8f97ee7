// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/domain/result.hpp"
#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

enum class FieldType {
  text,
  paragraph,
  integer,
  decimal,
  money,
  date,
  date_range,
  time,
  choice,
  choices,
  yes_no,
  person,
  team,
  place,
  asset,
  email,
  phone,
  url,
  file,
  consent,
  heading,
  table,
};
[[nodiscard]] std::optional<FieldType> field_type_of(std::string_view name);  ///< "date-range"
[[nodiscard]] std::string_view name_of(FieldType type);

struct Option {
  std::string value;
  LocalText label;
};

/// One question. Which of the bounds apply depends on the type; the others stay empty.
struct Field {
  std::string id;
  FieldType type = FieldType::text;
  LocalText label;
  LocalText hint;
  bool required = false;
  nlohmann::json when;                    ///< JsonLogic; null: always asked
  std::string prefill;                    ///< "requester.campus"; empty: nothing
  std::vector<Option> options;            ///< choice, choices; empty when a source lists them
  std::string source;                     ///< choice, choices: the option source, full "it/printers"; empty: none
  std::optional<double> min, max;         ///< integer, decimal, money (cents); number of choices
  std::string min_date, max_date;         ///< "today", "today+30d", "2027-01-31"; empty: none
  std::size_t max_length = 0;             ///< characters; 0: the type's default (text 200, paragraph 10,000)
  PlaceKind level = PlaceKind::building;  ///< place: how precise it must be at least
  std::vector<std::string> accept;        ///< file: "pdf", "image", ...; empty: the safe default list
  std::int64_t max_size = 0;              ///< file: bytes each; 0: 10 MB
  std::size_t min_length = 0;             ///< text, paragraph: characters
  bool multiple = false;                  ///< file
  nlohmann::json computed;                ///< JsonLogic whose value is proposed while nobody answered; null: none
  std::vector<Field> columns;             ///< table: what is asked in each row; `min` and `max` bound the rows
  bool section = false;                   ///< heading: its `when` holds for all that follows up to the next section
};

struct Form {
  std::vector<Field> fields;
  [[nodiscard]] const Field* find(std::string_view id) const;
};

/// What conditions and typed checks are evaluated with. All borrowed for the call.
struct FormContext {
  const Person* requester = nullptr;  ///< null: signed out
  const Places* places = nullptr;
  std::string today;  ///< "2026-11-24", in the university's time zone
};

/// Answers by field id. Values: text-like and choice and dates: string; integer, decimal, money: number; yes-no and
/// consent: bool; choices and file: array of strings (file: attachment ids); date-range: {"from", "to"}; person: login;
/// team: full id; table: array of objects, one a row, by column id.
using Answers = nlohmann::json;

/// The ids of the fields that show with these answers, in order. A field's `when` sees only answers of shown fields,
/// also of later ones; of fields that wait for each other, the earlier one does not see the later.
[[nodiscard]] std::vector<std::string> shown_fields(const Form& form, const Answers& answers,
                                                    const FormContext& context);

/// What a browser sent, as typed: for each field id the values in order; of a field that takes one, the last counts.
/// date-range comes as "ID.from" and "ID.to".
using Typed = std::vector<std::pair<std::string, std::string>>;

/// Typed values read into answers, as far as they can be read. What cannot is kept as the string that was typed, so
/// that nothing is lost and `check` says what is wrong. Bytes that are not UTF-8 become U+FFFD, which `check` refuses,
/// so that answers can always be written down. Unknown names are ignored, and what is empty is no answer.
[[nodiscard]] Answers read_answers(const Form& form, const Typed& typed);

/// The answers of shown fields only, valid and normalised; or Error{invalid} with a FieldError for each that is not.
/// Existence of persons and files is the caller's to check. Keys: error.field.required, .too-long, .not-a-number,
/// .too-small {min}, .too-big {max}, .not-a-date, .not-a-time, .too-early {min}, .too-late {max}, .end-before-start,
/// .not-an-option, .too-few {min}, .too-many {max}, .not-a-place, .place-not-precise {level}, .not-an-email,
/// .not-a-phone, .not-a-url, .consent, .bad-text, .too-long {max}, .too-short {min}. Money bounds are cents; dates are
/// ISO. A missing half of a date-range is .required with {"part": "from"} or "to". The whole is error.form.invalid.
[[nodiscard]] Result<Answers> check_answers(const Form& form, const Answers& answers, const FormContext& context);

/// Answers the directory already knows, for fields with `prefill`.
[[nodiscard]] Answers prefilled(const Form& form, const FormContext& context);

}  // namespace guichet::domain
