// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "web/pages/visit.hpp"

namespace guichet::web::pages {

/// The head of a module's page and how it fares on each node, as parts/module-now wants it.
void add_module_now(View& data, const Visit& visit, const counter::PluginView& module);

}  // namespace guichet::web::pages
