// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <vector>

namespace guichet::web::pages {

/// A module's settings as they stand in a form: what is set, or what was typed and could not be kept.
struct SettingsForm {
  domain::Answers values = nlohmann::json::object();
  std::vector<domain::FieldError> errors;
  std::vector<std::string> forgotten;  ///< secrets ticked to be forgotten
};

/// What a browser sent for the settings of `module`; nothing of a secret comes back.
[[nodiscard]] SettingsForm typed_settings(const Visit& visit, const counter::PluginView& module);
/// The same as set_plugin_settings takes it: only what the page asked, null for what was emptied, secrets only where
/// something was typed or is to be forgotten.
[[nodiscard]] nlohmann::json changed_settings(const Visit& visit, const counter::PluginView& module,
                                              const SettingsForm& form);

/// Adds `has_settings`, `questions`, `questions_url`, `seen`: the questions as request forms ask them.
void add_settings(View& data, const Visit& visit, const counter::PluginView& module, const SettingsForm& form);
/// Element and words of each wrong setting, for the summary.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settings_errors(const Visit& visit,
                                                                               const counter::PluginView& module,
                                                                               const SettingsForm& form);

}  // namespace guichet::web::pages
