// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins {

enum class Severity {
  error,    ///< the bundle is not built, or not installed
  warning,  ///< it works, but somebody should mend it
};

/// Something of a manifest that does not hold. Sentences are English, for authors and administrators.
struct Finding {
  std::string pointer;  ///< JSON pointer into the manifest, "/services/3/form/2/type"
  std::string text;     ///< what is wrong and what to do, "\"numbr\" is not a field type; did you mean \"integer\"?"
  Severity severity = Severity::error;
};
using Findings = std::vector<Finding>;

/// What is said of a text without its English: readers that are no authors are told it in their own words.
inline constexpr const char* english_missing = "the English text (en) is missing";

[[nodiscard]] inline bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
}

/// "/services/3/form/2/type" as people write it: "services[3].form[2].type".
[[nodiscard]] std::string path_of_pointer(std::string_view pointer);

/// `key` escaped as one part of a JSON pointer: "~" and "/" become "~0" and "~1".
[[nodiscard]] std::string pointer_part(std::string_view key);

}  // namespace guichet::plugins
