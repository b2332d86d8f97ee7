// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/yaml.hpp"

#include <string>
#include <string_view>

namespace guichet::plugins::authoring {

/// A Markdown file with its YAML header between two lines "---".
struct FrontMatter {
  YamlDocument header;    ///< its problems also say when there is no header
  std::string_view body;  ///< what follows, part of the text given
  int body_line = 1;      ///< the line of the file where the body starts
};

/// `text` is borrowed and must outlive the answer. Never throws.
[[nodiscard]] FrontMatter split_front_matter(std::string_view text);

}  // namespace guichet::plugins::authoring
