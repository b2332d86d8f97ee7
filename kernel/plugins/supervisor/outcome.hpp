// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"

#include <optional>
#include <string_view>

namespace guichet::plugins {

/// Reads the outcome that guichet/ext/automation.h describes, as a plugin wrote it. Nothing when it is not one: not
/// JSON, too deep, an unknown outcome, a retry without a time, a reason that is not in both languages.
[[nodiscard]] std::optional<AutomationOutcome> read_outcome(std::string_view text);

}  // namespace guichet::plugins
