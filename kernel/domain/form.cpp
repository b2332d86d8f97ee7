// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form.hpp"

#include "kernel/domain/logic.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 22> type_names{
    "text",   "paragraph", "integer", "decimal", "money",   "date",  "date-range", "time",
    "choice", "choices",   "yes-no",  "person",  "team",    "place", "asset",      "e-mail",
    "phone",  "url",       "file",    "consent", "heading", "table"};

/// Decides field by field, each once, those that a condition names before it: the cost is that of the conditions.
class Visibility {
 public:
  Visibility(const Form& form, const Answers& answers, const FormContext& context)
      : form_(form), answers_(answers), states_(form.fields.size(), State::open) {
    variables_["answers"] = json::object();
    const bool conditional =
        std::any_of(form.fields.begin(), form.fields.end(), [](const Field& field) { return !field.when.is_null(); });
    if (!conditional) return;
    variables_["requester"] = context.requester != nullptr ? variables_of(*context.requester) : json::object();
    seen_ = &variables_["answers"];
    for (std::size_t index = 0; index < form.fields.size(); ++index) by_id_.emplace(form.fields[index].id, index);
  }

  std::vector<std::string> shown() {
    std::vector<std::string> ids;
    for (std::size_t index = 0; index < form_.fields.size(); ++index) {
      if (is_shown(index)) ids.push_back(form_.fields[index].id);
    }
    return ids;
  }

 private:
  enum class State : char { open, deciding, hidden, shown };

  bool is_shown(std::size_t index) {
    if (states_[index] != State::open) return states_[index] == State::shown;
    const Field& field = form_.fields[index];
    states_[index] = State::deciding;
    decide_what_it_names(field.when, 0);
    const bool shown = holds(field.when, variables_);
    states_[index] = shown ? State::shown : State::hidden;
    if (shown && seen_ != nullptr && answers_.is_object()) {
      const auto answer = answers_.find(field.id);
      if (answer != answers_.end()) (*seen_)[field.id] = *answer;
    }
    return shown;
  }

  void decide_what_it_names(const json& rule, int depth) {
    constexpr std::string_view prefix = "answers.";
    if (depth > 64) return;
    if (rule.is_structured()) {
      for (const json& part : rule) decide_what_it_names(part, depth + 1);
    } else if (rule.is_string()) {
      const std::string_view path = rule.get_ref<const std::string&>();
      if (!path.starts_with(prefix)) return;
      const std::string_view rest = path.substr(prefix.size());
      const auto named = by_id_.find(rest.substr(0, rest.find('.')));
      if (named != by_id_.end()) is_shown(named->second);
    }
  }

  const Form& form_;
  const Answers& answers_;
  std::vector<State> states_;
  json variables_ = json::object();
  json* seen_ = nullptr;  ///< in variables_; null when no condition reads it
  std::unordered_map<std::string_view, std::size_t> by_id_;
};

bool is_option(const Field& field, const json& value) {
  return value.is_string() && std::any_of(field.options.begin(), field.options.end(), [&](const Option& option) {
           return option.value == value.get_ref<const std::string&>();
         });
}

/// What is known, in the shape the field takes; null when it does not fit, so that nobody is shown a wrong fact.
json fitting(const Field& field, const json& known, const FormContext& context) {
  switch (field.type) {
    case FieldType::choices: {
      json chosen = json::array();
      for (const json& value : known.is_array() ? known : json::array({known})) {
        if (is_option(field, value)) chosen.push_back(value);
      }
      return chosen.empty() ? json() : chosen;
    }
    case FieldType::choice:
      return is_option(field, known) ? known : json();
    case FieldType::place: {
      if (!known.is_string() || context.places == nullptr) return nullptr;
      const Place* place = context.places->find(known.get<std::string>());
      return place != nullptr && place->kind >= field.level ? known : json();
    }
    case FieldType::text:
    case FieldType::paragraph:
    case FieldType::person:
    case FieldType::team:
    case FieldType::asset:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url:
      return known.is_string() && !known.get_ref<const std::string&>().empty() ? known : json();
    default:
      return nullptr;
  }
}

}  // namespace

std::optional<FieldType> field_type_of(std::string_view name) {
  const auto* const found = std::find(type_names.begin(), type_names.end(), name);
  if (found != type_names.end()) return static_cast<FieldType>(found - type_names.begin());
  return name == "email" ? std::optional(FieldType::email) : std::nullopt;
}

std::string_view name_of(FieldType type) {
  return type_names[static_cast<std::size_t>(type)];
}

const Field* Form::find(std::string_view id) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> shown_fields(const Form& form, const Answers& answers, const FormContext& context) {
  return Visibility(form, answers, context).shown();
}

Answers prefilled(const Form& form, const FormContext& context) {
  Answers answers = json::object();
  if (context.requester == nullptr) return answers;
  constexpr std::string_view prefix = "requester.";
  const json known = variables_of(*context.requester);
  for (const Field& field : form.fields) {
    if (!std::string_view(field.prefill).starts_with(prefix)) continue;
    const auto fact = known.find(field.prefill.substr(prefix.size()));
    if (fact == known.end()) continue;
    json answer = fitting(field, *fact, context);
    if (!answer.is_null()) answers[field.id] = std::move(answer);
  }
  return answers;
}

}  // namespace guichet::domain
