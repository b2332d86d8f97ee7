// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/terminal.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace guichet::web {
namespace {

std::filesystem::path program_folder() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

domain::Language language_of_terminal() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).substr(0, 2) == "fr" ? domain::Language::fr : domain::Language::en;
    }
  }
  return domain::Language::en;
}

}  // namespace

std::string resource(std::string_view name) {
  return (program_folder().parent_path() / name).string();
}
std::string program(std::string_view name) {
  return (program_folder() / name).string();
}

domain::Result<Terminal> Terminal::open() {
  auto catalogue = pages::Catalogue::load(resource("locales"), language_of_terminal());
  if (!catalogue) return catalogue.error();
  return Terminal(std::move(*catalogue));
}

void Terminal::tell(std::string_view key, const nlohmann::json& parameters) const {
  std::cout << catalogue_.text(key, parameters) << '\n' << std::flush;
}

void Terminal::warn(std::string_view key, const nlohmann::json& parameters) const {
  std::cerr << catalogue_.text(key, parameters) << '\n' << std::flush;
}

int Terminal::fail(const domain::Error& error) const {
  std::cerr << "guichet: " << catalogue_.text(error.message, error.parameters);
  if (!error.detail.empty()) std::cerr << " (" << error.detail << ')';
  std::cerr << '\n';
  return 1;
}

}  // namespace guichet::web
