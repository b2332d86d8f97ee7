// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/names.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/domain/form.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/typed_text.hpp"
#include "kernel/storage/fold.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::FieldError;
using domain::LocalText;
using domain::Result;
using nlohmann::json;
using Strings = std::vector<std::string>;

Error wrong_with(std::vector<FieldError> fields) {
  return {ErrorKind::invalid, "error.form.check", {}, std::move(fields), ""};
}

const json* question_in(const json& form, const std::string& id) {
  const auto found =
      std::find_if(form.begin(), form.end(), [&](const json& one) { return string_at(one, "id") == id; });
  return found == form.end() ? nullptr : &*found;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// "wired | Prises par câble | Wired sockets": the value may be left out, the English too.
json option_from(const std::string& line, Strings& taken) {
  Strings parts;
  std::size_t from = 0;
  for (std::size_t bar = line.find('|'); bar != std::string::npos; bar = line.find('|', from)) {
    parts.push_back(trimmed(line.substr(from, bar - from)));
    from = bar + 1;
  }
  parts.push_back(trimmed(line.substr(from)));
  if (parts.size() == 1) parts.insert(parts.begin(), "");
  if (parts.size() == 2) parts.emplace_back();
  std::string value = parts[0].empty() ? id_from(parts[1], taken) : parts[0];
  taken.push_back(value);
  json option = {{"value", std::move(value)}};
  put_text(option, "label", {parts[1], parts[2]});
  return option;
}

std::string line_of(const json& option) {
  const LocalText label = text_at(option, "label");
  return string_at(option, "value") + " | " + label.fr + (label.en.empty() ? "" : " | " + label.en);
}

bool takes_options(const std::string& type) {
  return type == "choice" || type == "choices";
}

constexpr std::array<std::pair<const char*, const char*>, 6> operations{
    {{"is", "=="}, {"is-not", "!="}, {"over", ">"}, {"at-least", ">="}, {"below", "<"}, {"at-most", "<="}}};

const char* operation_of(const std::string& how) {
  for (const auto& [name, operation] : operations) {
    if (name == how) return operation;
  }
  return nullptr;
}

std::optional<EditedCondition> compared(const json& variable, const char* how, const json& value, const json& form) {
  EditedCondition condition;
  condition.question = question_named(variable, form);
  condition.how = how;
  if (condition.question.empty() || !value.is_primitive() || value.is_null()) return std::nullopt;
  condition.value = typed_value(value);
  return condition;
}

/// The code of an option by its code or by what people read; "" when it is none. Of a list that a machine keeps any is.
std::string code_of(const json& question, const std::string& typed) {
  if (question.contains("source")) return typed;
  const json options = list_at(question, "options");
  for (const json& option : options) {
    if (string_at(option, "value") == typed) return typed;
  }
  const std::string wanted = storage::folded(trimmed(typed));
  for (const json& option : options) {
    const LocalText label = text_at(option, "label");
    if (storage::folded(label.fr) == wanted || storage::folded(label.en) == wanted) return string_at(option, "value");
  }
  return {};
}

/// "9" of 9 and "today" of "today"; and back.
std::string bound_of(const json& field, const char* key) {
  const auto bound = field.find(key);
  if (bound == field.end()) return {};
  return bound->is_string() ? bound->get<std::string>() : bound->dump();
}
json bound_from(const std::string& text) {
  if (text.empty()) return nullptr;
  json number = json::parse(text, nullptr, false);
  return number.is_number() ? number : json(text);
}

/// "9" for what is counted, "today+30d" or "2027-01-31" for a date.
bool is_bound(const std::string& type, const std::string& text) {
  if (type == "date" || type == "date-range") return domain::typed::bound_of(text, "2026-01-01").has_value();
  return bound_from(text).is_number();
}

/// What one question and one value may say of a rule.
std::optional<EditedCondition> simple_condition(const json& rule, const json& form) {
  if (!rule.is_object() || rule.size() != 1) return std::nullopt;
  const std::string& operation = rule.begin().key();
  const json& arguments = rule.begin().value();
  if (operation == "!" && arguments.is_object() && arguments.contains("in")) {
    auto contained = simple_condition(arguments, form);
    if (contained) contained->how = "is-not";
    return contained;
  }
  if (!arguments.is_array() || arguments.size() != 2) return std::nullopt;
  if (operation == "in") return compared(arguments[1], "is", arguments[0], form);
  for (const auto& [name, known] : operations) {
    if (operation == known) return compared(arguments[0], name, arguments[1], form);
  }
  return std::nullopt;
}

/// An option as people read it, when that leads back to it.
std::string shown_value(const json& question, const std::string& value) {
  for (const json& option : list_at(question, "options")) {
    std::string label = text_at(option, "label").fr;
    if (string_at(option, "value") == value && code_of(question, label) == value) return label;
  }
  return value;
}

}  // namespace

std::string question_named(const json& variable, const json& form) {
  if (!variable.is_object() || variable.size() != 1) return {};
  const std::string name = string_at(variable, "var");
  const std::string id = name.starts_with("answers.") ? name.substr(8) : "";
  return question_in(form, id) != nullptr ? id : "";
}

std::string typed_value(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value ? "yes" : "no";
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool is_number_type(std::string_view type) {
  return type == "integer" || type == "decimal" || type == "money";
}

void add_numbered(std::vector<FieldError>& wrong, const Error& error, std::size_t index) {
  for (FieldError field : error.fields) {
    field.field += "-" + std::to_string(index);
    wrong.push_back(std::move(field));
  }
}

EditedCondition condition_of(const json& rule, const json& form) {
  EditedCondition condition;
  if (rule.is_null()) return condition;
  if (auto simple = simple_condition(rule, form)) {
    // Written back it must be the same rule, else it is shown as it was written.
    if (const auto back = rule_of(*simple, form); back && *back == rule) {
      simple->value = shown_value(*question_in(form, simple->question), simple->value);
      return std::move(*simple);
    }
  }
  condition.rule = rule.dump(-1, ' ', false, json::error_handler_t::replace);
  return condition;
}

Result<json> rule_of(const EditedCondition& condition, const json& form) {
  if (!condition.question.empty()) {
    const json* const question = question_in(form, condition.question);
    if (question == nullptr) return wrong_with({{"question", "error.field.not-an-option"}});
    if (condition.value.empty()) return wrong_with({{"value", "error.field.required"}});
    const std::string type = string_at(*question, "type");
    const json variable = {{"var", "answers." + condition.question}};
    const bool is_number = is_number_type(type);
    const std::string value = takes_options(type) ? code_of(*question, condition.value) : condition.value;
    if (value.empty()) return wrong_with({{"value", "error.field.not-an-option"}});
    const char* const operation = operation_of(condition.how);
    if (operation == nullptr) return wrong_with({{"how", "error.field.not-an-option"}});
    const bool compares = condition.how != "is" && condition.how != "is-not";
    if (compares && !is_number && type != "date") return wrong_with({{"how", "error.studio.how"}});
    if (type == "choices") {
      const json contains = {{"in", {value, variable}}};
      return condition.how == "is" ? contains : json{{"!", contains}};
    }
    if (type == "yes-no" || type == "consent") {
      const bool yes = condition.value == "yes" || condition.value == "oui" || condition.value == "true";
      return json{{operation, {variable, yes}}};
    }
    if (is_number) {
      const json number = json::parse(condition.value, nullptr, false);
      if (!number.is_number()) return wrong_with({{"value", "error.field.not-a-number"}});
      return json{{operation, {variable, number}}};
    }
    return json{{operation, {variable, value}}};
  }
  if (condition.rule.empty()) return json();
  constexpr std::size_t longest = 4000;
  json rule =
      condition.rule.size() > longest ? json(json::value_t::discarded) : json::parse(condition.rule, nullptr, false);
  if (rule.is_discarded()) return wrong_with({{"rule", "error.studio.not-json"}});
  const auto problems = domain::problems_of(rule, {"answers", "requester", "request", "steps", "row"});
  if (!problems.empty()) return wrong_with({{"rule", "error.studio.rule", {{"why", problems.front()}}}});
  return rule;
}

EditedQuestion question_of(const json& field, const json& form) {
  EditedQuestion question;
  question.id = string_at(field, "id");
  question.type = string_at(field, "type");
  question.label = text_at(field, question.type == "heading" && field.contains("text") ? "text" : "label");
  question.hint = text_at(field, "hint");
  question.required = field.contains("required") && field["required"] == true;
  for (const json& option : list_at(field, "options")) question.options.push_back(line_of(option));
  question.source = string_at(field, "source");
  question.min = bound_of(field, "min");
  question.max = bound_of(field, "max");
  question.level = string_at(field, "level");
  question.prefill = string_at(field, "prefill");
  question.multiple = field.contains("multiple") && field["multiple"] == true;
  if (field.contains("when")) question.condition = condition_of(field["when"], form);
  return question;
}

Result<Done> put_question(json& definition, ItemList list, std::size_t index, const EditedQuestion& edited) {
  json form = items_in(definition, list);
  const bool fresh = index >= form.size();
  json field = fresh ? json::object() : form[index];
  std::vector<FieldError> wrong;
  if (is_blank(edited.label.fr)) wrong.push_back({"label", "error.field.required"});
  const auto type = domain::field_type_of(edited.type);
  if (!type) wrong.push_back({"type", "error.field.not-an-option"});
  Strings taken;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (fresh || i != index) taken.push_back(string_at(form[i], "id"));
  }
  const std::string id = edited.id.empty() ? id_from(edited.label.fr, taken, '_') : edited.id;
  if (!is_item_id(id) || id.find('-') != std::string::npos) {
    wrong.push_back({"id", "error.studio.id"});
  } else if (std::find(taken.begin(), taken.end(), id) != taken.end()) {
    wrong.push_back({"id", "error.studio.id-taken"});
  }
  for (const auto& [name, text] : {std::pair{"min", edited.min}, {"max", edited.max}}) {
    if (!text.empty() && !is_bound(edited.type, text)) wrong.push_back({name, "error.studio.bound"});
  }
  const bool listed = takes_options(edited.type) && edited.source.empty();
  if (listed && edited.options.size() < 2) wrong.push_back({"options", "error.studio.options"});
  // In a row a condition reads the row, which no list of questions stands for.
  auto rule = rule_of(edited.condition, list.kind == ItemList::Kind::table ? json::array() : form);
  if (!rule) wrong.insert(wrong.end(), rule.error().fields.begin(), rule.error().fields.end());
  if (!wrong.empty()) return wrong_with(std::move(wrong));

  // Bounds of a number say nothing of a text: a question of another type begins anew.
  if (!fresh && string_at(field, "type") != edited.type) field = json::object();
  field["id"] = id;
  field["type"] = edited.type;
  put_text(field, edited.type == "heading" && field.contains("text") ? "text" : "label", edited.label);
  put_text(field, "hint", edited.hint);
  put_or_erase(field, "required", edited.required && edited.type != "heading" ? json(true) : json());
  json options = json::array();
  if (listed) {
    Strings values;
    for (const std::string& line : edited.options) options.push_back(option_from(line, values));
  }
  put_or_erase(field, "options", std::move(options));
  put_or_erase(field, "source", takes_options(edited.type) ? json(edited.source) : json());
  put_or_erase(field, "min", bound_from(edited.min));
  put_or_erase(field, "max", bound_from(edited.max));
  put_or_erase(field, "level", edited.type == "place" ? json(edited.level) : json());
  put_or_erase(field, "prefill", edited.prefill);
  if (edited.multiple != (field.contains("multiple") && field["multiple"] == true))
    put_or_erase(field, "multiple", edited.multiple && edited.type == "file" ? json(true) : json());
  put_or_erase(field, "when", std::move(*rule));
  if (fresh) {
    form.push_back(std::move(field));
  } else {
    form[index] = std::move(field);
  }
  if (!put_items(definition, list, std::move(form)))
    return Error{ErrorKind::conflict, "error.studio.changed", json::object(), {}, ""};
  return Done{};
}

std::vector<EditedRoute> routes_of(const json& definition) {
  std::vector<EditedRoute> routes;
  const json form = list_at(definition, "form");
  const json route = definition.value("route", json::array());
  const auto add = [&](const json& one) {
    EditedRoute edited;
    edited.team = string_at(one, "team");
    edited.near = strings_at(one, "near");
    edited.why = text_at(one, "why");
    if (one.contains("when")) edited.condition = condition_of(one["when"], form);
    routes.push_back(std::move(edited));
  };
  if (route.is_object()) add(route);
  if (route.is_array()) {
    for (const json& one : route) {
      if (one.is_object()) add(one);
    }
  }
  return routes;
}

Result<Done> put_routes(json& definition, const std::vector<EditedRoute>& routes) {
  const json form = list_at(definition, "form");
  json list = json::array();
  std::vector<FieldError> wrong;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const EditedRoute& route = routes[i];
    if (route.team.empty()) continue;
    auto rule = rule_of(route.condition, form);
    if (!rule) {
      add_numbered(wrong, rule.error(), i);
      continue;
    }
    json one = {{"team", route.team}};
    put_or_erase(one, "near", route.near);
    put_text(one, "why", route.why);
    put_or_erase(one, "when", std::move(*rule));
    list.push_back(std::move(one));
  }
  if (list.empty() && wrong.empty()) wrong.push_back({"team-0", "error.field.required"});
  if (!wrong.empty()) return wrong_with(std::move(wrong));
  const json before = definition.value("route", json());
  // One route stands alone, as authors write it.
  definition["route"] = list.size() == 1 && !before.is_array() ? list.front() : list;
  return Done{};
}

}  // namespace guichet::counter
