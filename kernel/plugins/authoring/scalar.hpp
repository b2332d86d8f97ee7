// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::plugins::authoring {

/// A plain (unquoted) YAML scalar typed by YAML 1.2's core schema: null, boolean, integer, number or text. A number
/// that would not come back as it was written (leading zero, beyond 15 digits, infinite) stays a text, so that
/// telephone and serial numbers are never damaged. Source: yaml.org/spec/1.2.2, section 10.3.
[[nodiscard]] nlohmann::json typed_scalar(const std::string& text);

}  // namespace guichet::plugins::authoring
