// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"

#include <optional>

namespace guichet::plugins {

/// Reads the outcome that guichet/ext/automation.h describes, as a plugin gave it. Nothing when it is not one: no
/// object, an unknown outcome, a retry without a time, a reason that is not in both languages.
[[nodiscard]] std::optional<AutomationOutcome> read_outcome(const nlohmann::json& answer);

}  // namespace guichet::plugins
