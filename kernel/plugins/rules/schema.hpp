// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/rules/finding.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace guichet::plugins {

/// The published schemas by name ("manifest", "field"), as in plugin-api/schema; compiled into the program.
[[nodiscard]] const std::vector<std::pair<std::string, nlohmann::json>>& published_schemas();

/// What in `manifest` does not follow schema/manifest.json, in the words of an author: one finding for each place.
/// Walks the part of draft-07 that our schemas use, with the formats and suggestions that a general validator lacks.
[[nodiscard]] Findings explain_manifest(const nlohmann::json& manifest);

/// Whether valijson accepts the manifest: the judge of draft-07, whatever `explain_manifest` knows. Its own sentences.
/// `manifest` must not nest deeper than json_depth_limit.
[[nodiscard]] Findings validate_manifest(const nlohmann::json& manifest);

/// How deep a manifest may nest. Checked on the text, before anything recurses over it.
constexpr std::size_t json_depth_limit = 80;

/// Whether no array or object of this JSON text lies deeper than the limit. Linear, without recursion.
[[nodiscard]] bool is_shallow(std::string_view json_text, std::size_t limit = json_depth_limit);

}  // namespace guichet::plugins
