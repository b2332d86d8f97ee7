// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_settings.hpp"

#include "kernel/counter/plugin_bundles.hpp"
#include "kernel/counter/plugin_change.hpp"
#include "kernel/counter/plugin_lifecycle.hpp"
#include "kernel/counter/plugin_manifest.hpp"
#include "kernel/counter/plugin_secret.hpp"
#include "kernel/domain/form_read.hpp"
#include "kernel/storage/plugin_services.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::FieldType;
using domain::Result;
using nlohmann::json;

bool among(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A command line types everything as text, or as JSON that happens to look like a number.
json shaped(const domain::Field& field, const json& value) {
  if (value.is_string()) return domain::read_answer(field.type, value.get<std::string>());
  const bool text_like = field.type == FieldType::text || field.type == FieldType::paragraph ||
                         field.type == FieldType::choice || field.type == FieldType::phone;
  return text_like && value.is_primitive() ? json(value.dump()) : value;
}

/// The value as it is kept, checked as an answer to one question of a form would be.
Result<json> checked(const Counter& counter, const Asker& asker, domain::Field field, const json& value) {
  field.required = field.type != FieldType::consent;  // a box that is not ticked is an answer
  field.when = nullptr;
  const domain::Form alone{{field}};
  domain::FormContext context;
  context.places = &counter.places;
  context.today = domain::local_date(asker.now, counter.calendar.zone);
  const auto answers = domain::check_answers(alone, {{field.id, shaped(field, value)}}, context);
  if (!answers) return answers.error();
  return answers->value(field.id, json(false));
}

/// What is to be written: sealed where it is secret, and nothing where it goes back to its default.
struct Wanted {
  std::string name;
  std::optional<std::string> value;
  bool secret = false;
};

Result<std::vector<Wanted>> wanted_of(const Counter& counter, const Asker& asker, const std::string& id,
                                      const json& manifest, const json& values) {
  const domain::Form form = settings_form(manifest);
  const std::vector<std::string> secrets = secret_settings(manifest);
  Error wrong{ErrorKind::invalid, "error.form.invalid", {}, {}, ""};
  std::vector<Wanted> all;
  for (const auto& [name, value] : values.items()) {
    const domain::Field* const field = form.find(name);
    if (field == nullptr || field->type == FieldType::heading) {
      return Error{ErrorKind::not_found, "error.plugin.no-such-setting", {{"plugin", id}, {"setting", name}}, {}, name};
    }
    Wanted wanted{name, std::nullopt, among(secrets, name)};
    if (!value.is_null()) {
      const auto kept = checked(counter, asker, *field, value);
      if (!kept) {
        wrong.fields.insert(wrong.fields.end(), kept.error().fields.begin(), kept.error().fields.end());
        continue;
      }
      if (wanted.secret) {
        const auto sealed = seal_plugin_secret(counter, id, name, *kept);
        if (!sealed) return sealed.error();
        wanted.value = *sealed;
      } else {
        wanted.value = kept->dump();
      }
    }
    all.push_back(std::move(wanted));
  }
  if (!wrong.fields.empty()) return wrong;
  return all;
}

}  // namespace

void add_settings(storage::Connection& connection, const json& manifest, const std::string& plugin, PluginView& view) {
  view.settings = settings_form(manifest);
  view.secrets = secret_settings(manifest);
  for (const json& field : manifest.value("settings", json::array())) {
    if (field.contains("default")) view.values[field.value("id", "")] = field.at("default");
  }
  for (const auto& setting : storage::PluginSettings(connection).of(plugin)) {
    // The row says that it is secret, or the manifest does now: either is enough not to show it.
    if (setting.secret || among(view.secrets, setting.name)) {
      if (among(view.secrets, setting.name)) view.secrets_set.push_back(setting.name);
    } else if (view.settings.find(setting.name) != nullptr) {
      view.values[setting.name] = json::parse(setting.value, nullptr, false);
    }
  }
}

void remove_settings(storage::Connection& connection, const std::string& plugin) {
  storage::PluginSettings(connection).remove_all(plugin);
}

Result<Done> set_plugin_settings(const Counter& counter, const Asker& asker, const std::string& id,
                                 const json& values) {
  if (const auto refused = refuse_unless_administrator(asker)) return *refused;
  std::optional<storage::PluginState> state;
  {
    storage::Reader reader = counter.database.read();
    state = storage::PluginStates(reader).find(id);
  }
  if (!state) return no_such_plugin(id);
  const auto wanted = wanted_of(counter, asker, id, installed_manifest(counter, id, state->fingerprint), values);
  if (!wanted) return wanted.error();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::PluginSettings settings(connection);
    json names = json::array();
    for (const auto& each : *wanted) {
      names.push_back(each.name);
      if (each.value) {
        settings.set({id, each.name, *each.value, each.secret, asker.now});
      } else {
        settings.remove(id, each.name);
      }
    }
    tell_plugin_change(connection, asker.id(), asker.now, id, "settings", {{"names", names}});
    return Done{};
  });
}

}  // namespace guichet::counter
