// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_lifecycle.hpp"
#include "web/pages/module_settings.hpp"
#include "web/pages/portal.hpp"

#include <string>

namespace guichet::web::pages {

/// The id in the path of a module's pages.
[[nodiscard]] std::string module_of(const Visit& visit);

/// The page of one module. `form`: settings that were typed and could not be kept; null: those that are set.
[[nodiscard]] server::Response show_module(Visit& visit, const counter::PluginView& module, const SettingsForm* form,
                                           int status = 200);

void add_module_page(Pages& pages);          ///< one module, and its settings
void add_module_moves(Pages& pages);         ///< enable, disable, roll back, remove
void add_module_installation(Pages& pages);  ///< a bundle that is uploaded, inspected, installed
void add_module_keys(Pages& pages);          ///< keys whose signatures are trusted

}  // namespace guichet::web::pages
