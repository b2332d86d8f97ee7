// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::plugins::authoring {

/// Something that keeps a file from being read at all.
struct SyntaxProblem {
  int line = 1;
  std::string text;
};

/// One YAML document as JSON, with the line (from 1) of every value by its JSON pointer; "" is the document itself.
struct YamlDocument {
  nlohmann::json value;
  std::map<std::string, int> lines;
  std::vector<SyntaxProblem> problems;  ///< when there is one, `value` is not to be used
};

/// How much one file may hold. What a department writes stays far below.
struct YamlLimits {
  std::size_t bytes = 256 * 1024;
  std::size_t depth = 24;
  std::size_t values = 20'000;
  std::size_t scalar = 20'000;  ///< bytes of one text
};

/// Reads one YAML document. Plain scalars are typed as YAML 1.2's core schema does (true and false are the only
/// booleans; quoted texts stay texts; numbers with a leading zero and versions are texts). Refused, each with its line:
/// anchors and aliases, tags, duplicate keys, keys that are not texts, a second document, text that is not clean UTF-8.
/// `first_line` is the line of the text's first line in its file. Never throws.
[[nodiscard]] YamlDocument read_yaml(std::string_view text, int first_line = 1, const YamlLimits& limits = {});

/// The first line that holds bytes that are not UTF-8, or control characters; nothing when the text is clean.
[[nodiscard]] std::optional<int> first_unclean_line(std::string_view text);

}  // namespace guichet::plugins::authoring
