// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/template/templates.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace guichet::web::pages {

/// One state of one page with realistic data: web/templates/examples/NAME.json holds
/// {"template": "home", "frame": {...}, "states": {"full": {...}, "empty": {...}}}.
struct Example {
  std::string name;  ///< "home-empty"
  std::string template_name;
  bool whole_page = true;  ///< false: a piece of page, for htmx
  nlohmann::json data;     ///< the frame's data and the page's own
};

[[nodiscard]] std::vector<Example> read_examples(const std::string& folder);
/// Templates of this build; throws std::runtime_error with the reason when they do not load.
[[nodiscard]] Templates load_templates(const std::string& build_folder);
[[nodiscard]] std::string render(const Templates& templates, const Example& example, domain::Language language);

}  // namespace guichet::web::pages
