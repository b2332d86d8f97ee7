// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/sources.hpp"
#include "kernel/plugins/rules/finding.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace guichet::plugins::authoring {

/// A finding where the author can mend it.
struct Diagnostic {
  std::string file;  ///< "services/wifi-event.yaml"
  int line = 1;
  std::string path;  ///< "form[2].type"; may be empty
  std::string text;
  Severity severity = Severity::error;
};

/// "services/wifi-event.yaml:14: form[2].type: \"numbr\" is not a field type; ...", as editors and CI read it.
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);

/// A plugin's sources as data. `manifest` and `documents` are to be used only when `ok()`.
struct Compilation {
  nlohmann::json manifest;                       ///< complete but for the hash of plugin.so
  std::map<std::string, std::string> documents;  ///< files of the bundle by path: docs/*.md without front matter
  std::vector<Diagnostic> diagnostics;           ///< errors and warnings, by file and line
  [[nodiscard]] bool ok() const;
};

/// Compiles and checks everything that can be checked without the library's code. `library_hash` is the SHA-256 of
/// plugin.so in hexadecimal, empty when there is none. Pure: reads nothing but its arguments.
[[nodiscard]] Compilation compile_sources(const SourceTree& sources, const std::string& library_hash);

}  // namespace guichet::plugins::authoring
