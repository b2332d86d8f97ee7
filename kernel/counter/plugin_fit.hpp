// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/plugin_states.hpp"

#include <optional>
#include <vector>

namespace guichet::counter {

/// Whether a bundle could be enabled beside those that are: nothing, or "error.plugin.needs",
/// "error.plugin.contradicts" (also when an enabled plugin would be left out because of it). `states` as stored;
/// another version of the same plugin among them makes room for this one. Reads and hashes bundles.
[[nodiscard]] std::optional<domain::Error> refuse_unfit(const Counter& counter,
                                                        const std::vector<storage::PluginState>& states,
                                                        const plugins::Bundle& bundle);

}  // namespace guichet::counter
