// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/plugins/authoring/source_map.hpp"
#include "kernel/plugins/authoring/sources.hpp"
#include "sdk/tool/bundle_at.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// Something a rule found, where the author can mend it.
using Problem = plugins::authoring::Diagnostic;
using Problems = std::vector<Problem>;

/// What is checked: the folder an author writes in, or a built bundle.
struct Subject {
  std::string path;                     ///< as given
  bool sources = false;                 ///< a folder with plugin.yaml
  plugins::authoring::SourceTree tree;  ///< sources: its files
  Problems diagnostics;                 ///< sources: what the compiler says
  bool compiles = false;                ///< sources: nothing of that is an error
  nlohmann::json manifest;              ///< null when it cannot be read
  std::unique_ptr<BundleAt> bundle;     ///< bundle: when the kernel reads it
  std::string refusal;                  ///< bundle: why it does not
  std::set<std::string> accepted;       ///< full ids of services that an administrator accepts by name, `--accepted`
  plugins::authoring::SourceMap lines;

  /// A problem at a JSON pointer of the manifest, in the author's file when there is one.
  [[nodiscard]] Problem at(const std::string& pointer, std::string text,
                           plugins::Severity severity = plugins::Severity::error) const;
};

/// Whether `path` is a folder of sources, rather than a bundle. Reads nothing. Error{invalid} when it is neither,
/// Error{unavailable} when it is not there or cannot be read.
[[nodiscard]] domain::Result<bool> is_source_folder(const std::string& path);

/// Reads what is at `path`. What does not hold in it is kept for the rules to tell. Error{invalid} when there is
/// neither a plugin's sources nor a bundle.
[[nodiscard]] domain::Result<Subject> read_subject(const std::string& path);

}  // namespace guichet::sdk_tool
