// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/names.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/domain/form.hpp"
#include "kernel/domain/logic.hpp"

#include <algorithm>

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

}  // namespace

EditedCondition condition_of(const json& rule, const json& form) {
  EditedCondition condition;
  if (rule.is_null()) return condition;
  const auto question = [&form](const json& variable) -> std::string {
    if (!variable.is_object() || variable.size() != 1 || !variable.contains("var") || !variable["var"].is_string()) {
      return {};
    }
    const std::string name = variable["var"];
    const std::string id = name.starts_with("answers.") ? name.substr(8) : "";
    return question_in(form, id) != nullptr ? id : "";
  };
  if (rule.is_object() && rule.size() == 1) {
    const auto only = rule.begin();
    const std::string& operation = only.key();
    const json& arguments = only.value();
    if (arguments.is_array() && arguments.size() == 2) {
      const std::string id = operation == "=="   ? question(arguments[0])
                             : operation == "in" ? question(arguments[1])
                                                 : "";
      const json& value = operation == "==" ? arguments[1] : arguments[0];
      const std::string type = id.empty() ? "" : string_at(*question_in(form, id), "type");
      // Written back it must be the same rule: of a question with several answers "in", of any other "==".
      const bool same = (operation == "in") == (type == "choices");
      if (!id.empty() && same && (value.is_string() || value.is_boolean() || value.is_number_integer())) {
        condition.question = id;
        condition.value = value.is_string()    ? value.get<std::string>()
                          : value.is_boolean() ? (value ? "yes" : "no")
                                               : value.dump();
        if (const auto back = rule_of(condition, form); back && *back == rule) return condition;
        condition = {};
      }
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
    if (type == "choices") return json{{"in", {condition.value, variable}}};
    if (type == "yes-no" || type == "consent") {
      const bool yes = condition.value == "yes" || condition.value == "oui" || condition.value == "true";
      return json{{"==", {variable, yes}}};
    }
    if (type == "integer" || type == "decimal" || type == "money") {
      const json number = json::parse(condition.value, nullptr, false);
      if (!number.is_number()) return wrong_with({{"value", "error.field.not-a-number"}});
      return json{{"==", {variable, number}}};
    }
    return json{{"==", {variable, condition.value}}};
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
  if (field.contains("when")) question.condition = condition_of(field["when"], form);
  return question;
}

Result<Done> put_question(json& definition, std::size_t index, const EditedQuestion& edited) {
  json form = list_at(definition, "form");
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
  const bool listed = takes_options(edited.type) && !field.contains("source");
  if (listed && edited.options.size() < 2) wrong.push_back({"options", "error.studio.options"});
  auto rule = rule_of(edited.condition, form);
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
  if (listed || !takes_options(edited.type)) put_or_erase(field, "options", std::move(options));
  put_or_erase(field, "when", std::move(*rule));
  if (fresh) {
    form.push_back(std::move(field));
  } else {
    form[index] = std::move(field);
  }
  definition["form"] = std::move(form);
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
      for (FieldError error : rule.error().fields) {
        error.field += "-" + std::to_string(i);
        wrong.push_back(std::move(error));
      }
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
