// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/plugin_view.hpp"

#include <nlohmann/json.hpp>

/// What `guichet plugin --json` prints. Names stay as they are: scripts read them.
namespace guichet::web {

[[nodiscard]] nlohmann::json json_of(const counter::Notice& notice);
[[nodiscard]] nlohmann::json json_of(const counter::PluginSummary& summary);
[[nodiscard]] nlohmann::json json_of(const counter::PluginView& view);
[[nodiscard]] nlohmann::json json_of(const counter::BundleInspection& inspection);
[[nodiscard]] nlohmann::json json_of(const counter::DisableEffects& effects);
[[nodiscard]] nlohmann::json json_of(const counter::PluginKeyView& key);
[[nodiscard]] nlohmann::json json_of(const counter::NodeHealth& node);

}  // namespace guichet::web
