// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <optional>
#include <string>

/// What all changes of plugins share.
namespace guichet::counter {

/// Nothing when this person administers modules.
[[nodiscard]] std::optional<domain::Error> refuse_unless_administrator(const Asker& asker);

[[nodiscard]] domain::Error no_such_plugin(const std::string& id);

/// Within a write: the entry in the audit and the event that every node follows. `action` is short, "enable"; `detail`
/// holds ids only.
void tell_plugin_change(storage::Connection& connection, domain::PersonId actor, domain::Instant at,
                        const std::string& id, const std::string& action, const nlohmann::json& detail);

/// Undoes an upgrade that turned out badly, on the counter's own account: back to the version before, unless somebody
/// changed the plugin meanwhile (then nothing happens). `reason` is a key for administrators, `detail` its English.
/// Answers whether it was rolled back. Any node, any thread.
[[nodiscard]] domain::Result<bool> roll_back_by_itself(const Counter& counter, const std::string& id,
                                                       const std::string& failed_fingerprint, const std::string& reason,
                                                       const std::string& detail, domain::Instant now);

}  // namespace guichet::counter
