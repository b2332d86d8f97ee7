// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"
#include "kernel/storage/database.hpp"

#include <string>

/// What an administrator set for a plugin.
namespace guichet::counter {

/// Fills in the schema, the values that are no secret, and which secrets hold something.
void add_settings(storage::Connection& connection, const nlohmann::json& manifest, const std::string& plugin,
                  PluginView& view);

/// Within a write: forgets all of them.
void remove_settings(storage::Connection& connection, const std::string& plugin);

}  // namespace guichet::counter
