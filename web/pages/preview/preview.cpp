// SPDX-License-Identifier: GPL-3.0-or-later
// guichet-preview OUTPUT: every example page as a file that a browser opens, in both languages, with the assets beside.
#include "web/pages/preview/examples.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

int main(int count, char** arguments) {
  namespace fs = std::filesystem;
  using namespace guichet;
  if (count != 2) {
    std::cerr << "usage: guichet-preview OUTPUT\n";
    return 2;
  }
  try {
    const fs::path output = arguments[1];
    const fs::path build = GUICHET_BUILD_FOLDER;
    fs::create_directories(output);
    fs::copy(build / "assets", output / "assets", fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    const web::pages::Templates templates = web::pages::load_templates(build.string());
    for (const auto& example : web::pages::read_examples(GUICHET_SOURCE_FOLDER "/web/templates/examples")) {
      for (const domain::Language language : {domain::Language::fr, domain::Language::en}) {
        const std::string code(domain::code_of(language));
        std::ofstream(output / (example.name + "." + code + ".html")) << render(templates, example, language);
      }
    }
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
  return 0;
}
