// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/form.hpp"

#include "kernel/domain/form_fit.hpp"

#include <algorithm>
#include <array>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 22> type_names{
    "text",   "paragraph", "integer", "decimal", "money",   "date",  "date-range", "time",
    "choice", "choices",   "yes-no",  "person",  "team",    "place", "asset",      "e-mail",
    "phone",  "url",       "file",    "consent", "heading", "table"};

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
