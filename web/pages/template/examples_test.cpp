// SPDX-License-Identifier: GPL-3.0-or-later
// Every page with realistic data, in both languages, against what was looked at and approved. To approve what changed:
// GUICHET_APPROVE=1 web_template_test, then read the difference.
#include "web/pages/preview/examples.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace guichet::web::pages {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The fingerprint of an asset is no change of the page.
std::string without_fingerprints(const std::string& html) {
  static const std::regex fingerprint("/assets/(\\w+)\\.[0-9a-f]{12}\\.");
  return std::regex_replace(html, fingerprint, "/assets/$1.");
}

TEST(Examples, LookAsApprovedInBothLanguages) {
  const Templates templates = load_templates(GUICHET_BUILD_FOLDER);
  const fs::path folder = GUICHET_SOURCE_FOLDER "/web/templates/examples";
  const bool approve = std::getenv("GUICHET_APPROVE") != nullptr;
  for (const Example& example : read_examples(folder.string())) {
    for (const domain::Language language : {domain::Language::fr, domain::Language::en}) {
      const fs::path approved =
          folder / "approved" / (example.name + "." + std::string(domain::code_of(language)) + ".html");
      const std::string html = without_fingerprints(render(templates, example, language));
      if (approve) std::ofstream(approved, std::ios::binary) << html;
      EXPECT_EQ(html, read_text(approved)) << approved;
    }
  }
}

TEST(Examples, ThereIsOneForEveryTemplate) {
  const Templates templates = load_templates(GUICHET_BUILD_FOLDER);
  std::vector<std::string> shown;
  for (const Example& example : read_examples(GUICHET_SOURCE_FOLDER "/web/templates/examples")) {
    shown.push_back(example.template_name);
  }
  for (const std::string& name : templates.names()) {
    EXPECT_NE(std::find(shown.begin(), shown.end(), name), shown.end()) << name;
  }
}

}  // namespace
}  // namespace guichet::web::pages
