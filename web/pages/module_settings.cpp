// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/module_settings.hpp"

#include "kernel/counter/names.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/module_words.hpp"
#include "web/pages/seen_questions.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::PluginView;
using domain::Field;
using domain::FieldType;

/// The form's questions stand on the portal's own footing: whoever sets them is no requester.
counter::FormState state_of(const Visit& visit, const PluginView& module, const SettingsForm& form) {
  counter::FormState state;
  state.snapshot = visit.counter().registry.current();
  state.form = &module.settings;
  state.answers = form.values;
  state.errors = form.errors;
  const domain::FormContext context = counter::form_context(visit.counter(), nullptr, visit.asker().now);
  state.shown = domain::shown_fields(module.settings, form.values, context);
  // A setting is a value, and a file is none.
  std::erase_if(state.shown, [&](const std::string& id) { return module.settings.find(id)->type == FieldType::file; });
  return state;
}

/// What an emptied question means. A box that is not ticked is an answer of its own; anything else goes back to the
/// default.
nlohmann::json emptied(const Field& field) {
  if (field.type == FieldType::consent) return false;
  return nullptr;
}

}  // namespace

SettingsForm typed_settings(const Visit& visit, const PluginView& module) {
  SettingsForm form;
  domain::Typed typed = typed_answers(visit, module.settings);
  std::erase_if(typed, [&](const auto& entry) { return is_among(module.secrets, entry.first); });
  form.values = domain::read_answers(module.settings, typed);
  for (const auto& [name, value] : visit.request().form) {
    if (name == "oublier") form.forgotten.push_back(value);
  }
  return form;
}

nlohmann::json changed_settings(const Visit& visit, const PluginView& module, const SettingsForm& form) {
  nlohmann::json values = nlohmann::json::object();
  for (const std::string& id : seen_by(visit)) {
    const Field* field = module.settings.find(id);
    if (field == nullptr || field->type == FieldType::heading || field->type == FieldType::file) continue;
    if (is_among(module.secrets, id)) {
      const std::string_view typed = visit.request().form.value(std::string(answer_prefix) + id);
      if (!typed.empty()) {
        values[id] = std::string(typed);
      } else if (is_among(form.forgotten, id)) {
        values[id] = nullptr;
      }
      continue;
    }
    values[id] = form.values.contains(id) ? form.values[id] : emptied(*field);
  }
  return values;
}

void add_settings(View& data, const Visit& visit, const PluginView& module, const SettingsForm& form) {
  const counter::FormState state = state_of(visit, module, form);
  const SecretFields secrets{module.secrets, module.secrets_set, form.forgotten};
  data.flag("has_settings", !module.settings.fields.empty()).text("swap", "outerHTML");
  add_parts(data, visit, state, url_of_module(module.summary.id) + "/reglages", 0, &secrets);
}

std::vector<std::pair<std::string, std::string>> settings_errors(const Visit& visit, const PluginView& module,
                                                                 const SettingsForm& form) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const domain::FieldError& error : form.errors) {
    const std::string text = shown_error(error, visit.words());
    const Field* field = module.settings.find(error.field);
    if (field == nullptr) {
      lines.emplace_back("", text);
      continue;
    }
    const nlohmann::json named{{"label", label_of(*field, visit.texts())}, {"wrong", text}};
    lines.emplace_back(element_of(field->id), visit.texts().text("form.error-line", named));
  }
  return lines;
}

}  // namespace guichet::web::pages
