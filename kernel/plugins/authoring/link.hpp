// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace guichet::plugins::authoring {

/// Where a Markdown link may lead.
struct LinkTarget {
  enum class Kind { refused, outside, fragment, article, service };
  Kind kind = Kind::refused;
  std::string url;      ///< what the page carries: the target, its scheme in lower case, or "/fiches/it/eduroam"
  std::string id;       ///< article, service: the full id
  std::string problem;  ///< refused: why, for the author
};

/// Judges the target an author wrote. Only allow-listed schemes pass; everything else is refused, whatever a browser
/// would make of it.
[[nodiscard]] LinkTarget judge_link(std::string_view target, std::string_view plugin);

}  // namespace guichet::plugins::authoring
