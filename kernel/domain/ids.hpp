// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What a plugin brings has the plugin's id before its own: "it/network". What has no slash is all of it.
namespace guichet::domain {

/// "network" made "it/network" for a plugin; a full id, the triage team and "" stay as they are.
[[nodiscard]] std::string full_id(const std::string& id, const std::string& plugin);
/// "it" of "it/network".
[[nodiscard]] std::string plugin_of(std::string_view full_id);
/// "network" of "it/network".
[[nodiscard]] std::string id_within(std::string_view full_id);

}  // namespace guichet::domain
