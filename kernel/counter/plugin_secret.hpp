// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::counter {

/// A secret setting as the database keeps it (storage::PluginSetting::value): readable with this installation's key
/// only, and for this plugin and name only. Error{unavailable} when the key can be neither read nor made.
[[nodiscard]] domain::Result<std::string> seal_plugin_secret(const Counter& counter, const std::string& plugin,
                                                             const std::string& name, const nlohmann::json& value);

/// The other way. Error{unavailable} or Error{invalid} when it cannot be read with this installation's key.
[[nodiscard]] domain::Result<nlohmann::json> open_plugin_secret(const Counter& counter, const std::string& plugin,
                                                                const std::string& name, const std::string& sealed);

}  // namespace guichet::counter
