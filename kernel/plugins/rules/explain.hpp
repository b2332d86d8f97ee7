// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rules/finding.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace guichet::plugins {

/// Says, in sentences an author can act on, where `value` does not follow `schema`. `root` holds what "$ref" points to;
/// `pointer` is where `value` stands. Knows: $ref, oneOf between different types, type, enum (with "x-aliases"),
/// properties, required, additionalProperties, min/maxProperties, items, min/maxItems, uniqueItems, min/maxLength
/// (characters), minimum, maximum, and our formats.
[[nodiscard]] Findings explain(const nlohmann::json& root, const nlohmann::json& schema, const nlohmann::json& value,
                               const std::string& pointer);

}  // namespace guichet::plugins
