// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/answer_check.hpp"

#include "kernel/domain/form_read.hpp"
#include "kernel/domain/typed_text.hpp"

#include <algorithm>
#include <cmath>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::size_t default_text = 200;
constexpr std::size_t default_paragraph = 10'000;
constexpr std::size_t longest_name = 200;  // logins, teams, places, assets, identifiers of files
constexpr std::size_t most_files = 20;
constexpr double largest_number = 9e15;  // whole numbers beyond are not exact in JSON

constexpr std::string_view kind_name(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::campus:
      return "campus";
    case PlaceKind::building:
      return "building";
    case PlaceKind::floor:
      return "floor";
    case PlaceKind::room:
      return "room";
  }
  return "building";
}

/// Checks one answer that is there. Either `value` is what is kept, or `error` is a key.
class AnswerCheck {
 public:
  /// What is wrong is said of `named`: the field, or its place in a row.
  AnswerCheck(const Field& field, std::string named, const FormContext& context, std::vector<FieldError>& errors)
      : field_(field), named_(std::move(named)), context_(context), errors_(errors) {}

  /// Null when there is no such answer or an error was reported.
  json check(const json& answer) {
    switch (field_.type) {
      case FieldType::text:
        return text(answer, field_.max_length != 0 ? field_.max_length : default_text, false);
      case FieldType::paragraph:
        return text(answer, field_.max_length != 0 ? field_.max_length : default_paragraph, true);
      case FieldType::integer:
      case FieldType::decimal:
      case FieldType::money:
        return number(answer);
      case FieldType::date:
        return date(answer, true, true);
      case FieldType::date_range:
        return date_range(answer);
      case FieldType::time:
        return time(answer);
      case FieldType::choice:
        return choice(answer);
      case FieldType::choices:
        return choices(answer);
      case FieldType::yes_no:
        return yes_no(answer);
      case FieldType::consent:
        return yes_no(answer);
      case FieldType::place:
        return place(answer);
      case FieldType::email:
        return email(answer);
      case FieldType::phone:
        return phone(answer);
      case FieldType::url:
        return url(answer);
      case FieldType::file:
        return files(answer);
      case FieldType::person:
      case FieldType::team:
      case FieldType::asset:
        return text(answer, longest_name, false);
      case FieldType::heading:
      case FieldType::table:
        return nullptr;
    }
    return nullptr;
  }

 private:
  json fail(const char* key, json parameters = json::object()) {
    errors_.push_back({named_, std::string("error.field.") + key, std::move(parameters)});
    return nullptr;
  }

  /// The text as it is kept; nothing, and the error said, when it is none.
  std::optional<std::string> readable(const json& answer, std::size_t most, bool several_lines) {
    if (!answer.is_string()) return fail("bad-text"), std::nullopt;
    const std::string& typed = answer.get_ref<const std::string&>();
    // Counting the characters of megabytes is not worth it: no character has more than four bytes.
    if (typed.size() > most * 8 + 64) return fail("too-long", {{"max", most}}), std::nullopt;
    if (!typed::is_readable(typed, several_lines)) return fail("bad-text"), std::nullopt;
    std::string kept;
    const std::string_view trimmed = typed::trimmed(typed);
    kept.reserve(trimmed.size());
    for (std::size_t at = 0; at < trimmed.size(); ++at) {
      if (trimmed[at] == '\r') {
        if (at + 1 >= trimmed.size() || trimmed[at + 1] != '\n') kept += '\n';  // browsers end lines with both
      } else {
        kept += trimmed[at] == '\t' && !several_lines ? ' ' : trimmed[at];
      }
    }
    if (typed::count_characters(kept) > most) return fail("too-long", {{"max", most}}), std::nullopt;
    return kept;
  }

  json text(const json& answer, std::size_t most, bool several_lines) {
    std::optional<std::string> kept = readable(answer, most, several_lines);
    if (!kept) return nullptr;
    if (typed::count_characters(*kept) < field_.min_length) return fail("too-short", {{"min", field_.min_length}});
    return *std::move(kept);
  }

  json number(const json& answer) {
    const json read = answer.is_string() ? read_answer(field_.type, answer.get<std::string>()) : answer;
    if (!read.is_number()) return fail("not-a-number");
    const auto value = read.get<double>();
    const bool whole = field_.type != FieldType::decimal;
    if (!std::isfinite(value) || std::abs(value) > largest_number || (whole && std::trunc(value) != value)) {
      return fail("not-a-number");
    }
    if (field_.min && value < *field_.min) return fail("too-small", {{"min", bound(*field_.min)}});
    if (field_.max && value > *field_.max) return fail("too-big", {{"max", bound(*field_.max)}});
    return bound(value);
  }

  /// A number without a needless ".0".
  static json bound(double value) {
    if (std::trunc(value) == value && std::abs(value) <= largest_number) return static_cast<std::int64_t>(value);
    return value;
  }

  json date(const json& answer, bool with_min, bool with_max) {
    const std::optional<std::string> iso =
        answer.is_string() ? typed::date_of(answer.get_ref<const std::string&>()) : std::nullopt;
    if (!iso) return fail("not-a-date");
    const auto earliest = with_min ? typed::bound_of(field_.min_date, context_.today) : std::nullopt;
    const auto latest = with_max ? typed::bound_of(field_.max_date, context_.today) : std::nullopt;
    if (earliest && *iso < *earliest) return fail("too-early", {{"min", *earliest}});
    if (latest && *iso > *latest) return fail("too-late", {{"max", *latest}});
    return *iso;
  }

  json date_range(const json& answer) {
    if (!answer.is_object()) return fail("not-a-date");
    for (const char* part : {"from", "to"}) {
      const auto half = answer.find(part);
      if (half == answer.end() || half->is_null() || *half == "") return fail("required", {{"part", part}});
    }
    const json from = date(answer.at("from"), true, false);
    if (from.is_null()) return nullptr;
    const json to = date(answer.at("to"), false, true);
    if (to.is_null()) return nullptr;
    if (to < from) return fail("end-before-start");
    return {{"from", from}, {"to", to}};
  }

  json time(const json& answer) {
    const std::optional<std::string> time =
        answer.is_string() ? typed::time_of(answer.get_ref<const std::string&>()) : std::nullopt;
    return time ? json(*time) : fail("not-a-time");
  }

  [[nodiscard]] bool is_option(const std::string& value) const {
    return std::any_of(field_.options.begin(), field_.options.end(),
                       [&](const Option& option) { return option.value == value; });
  }

  json choice(const json& answer) {
    if (!answer.is_string() || !is_option(answer.get_ref<const std::string&>())) return fail("not-an-option");
    return answer;
  }

  json choices(const json& answer) {
    const json list = answer.is_string() ? json::array({answer}) : answer;
    if (!list.is_array() || list.size() > 10'000) return fail("not-an-option");
    for (const json& value : list) {
      if (!value.is_string() || !is_option(value.get_ref<const std::string&>())) return fail("not-an-option");
    }
    json chosen = json::array();  // in the form's order, each once
    for (const Option& option : field_.options) {
      if (std::find(list.begin(), list.end(), json(option.value)) != list.end()) chosen.push_back(option.value);
    }
    const auto count = static_cast<double>(chosen.size());
    if (field_.min && count < *field_.min) return fail("too-few", {{"min", bound(*field_.min)}});
    if (field_.max && count > *field_.max) return fail("too-many", {{"max", bound(*field_.max)}});
    return chosen;
  }

  json yes_no(const json& answer) {
    const json read = answer.is_string() ? read_answer(field_.type, answer.get<std::string>()) : answer;
    if (!read.is_boolean()) return fail("not-an-option");
    if (field_.type == FieldType::consent && field_.required && !read.get<bool>()) return fail("consent");
    return read;
  }

  json place(const json& answer) {
    const Place* place = answer.is_string() && context_.places != nullptr
                             ? context_.places->find(answer.get_ref<const std::string&>())
                             : nullptr;
    if (place == nullptr) return fail("not-a-place");
    if (place->kind < field_.level) return fail("place-not-precise", {{"level", kind_name(field_.level)}});
    return place->id;
  }

  json email(const json& answer) {
    const std::optional<std::string> kept = readable(answer, 254, false);
    if (!kept) return nullptr;
    const std::optional<std::string> address = typed::email_of(*kept);
    return address ? json(*address) : fail("not-an-email");
  }

  json phone(const json& answer) {
    const std::optional<std::string> kept = readable(answer, 60, false);
    if (!kept) return nullptr;
    return typed::is_phone(*kept) ? json(*kept) : fail("not-a-phone");
  }

  json url(const json& answer) {
    const std::optional<std::string> kept = readable(answer, 2000, false);
    if (!kept) return nullptr;
    const std::optional<std::string> address = typed::url_of(*kept);
    return address ? json(*address) : fail("not-a-url");
  }

  json files(const json& answer) {
    const json list = answer.is_string() ? json::array({answer}) : answer;
    if (!list.is_array()) return fail("bad-text");
    const std::size_t most = field_.multiple ? most_files : 1;
    if (list.size() > most) return fail("too-many", {{"max", most}});
    for (const json& file : list) {
      if (!readable(file, longest_name, false)) return nullptr;
    }
    return list;
  }

  const Field& field_;
  std::string named_;
  const FormContext& context_;
  std::vector<FieldError>& errors_;
};

}  // namespace

json check_answer(const Field& field, const std::string& named, const json& answer, const FormContext& context,
                  std::vector<FieldError>& errors) {
  return AnswerCheck(field, named, context, errors).check(answer);
}

}  // namespace guichet::domain
