// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/templates.hpp"

#include "sdk/tool/home.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;

domain::Error disk(std::string detail) {
  return {domain::ErrorKind::unavailable, "error.plugin.sources", {}, {}, std::move(detail)};
}

std::string replaced(std::string text, const std::map<std::string, std::string>& replacements) {
  for (const auto& [key, value] : replacements) {
    const std::string mark = "@" + key + "@";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
      text.replace(at, mark.size(), value);
  }
  return text;
}

}  // namespace

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(templates_folder(), error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_directory(error)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

domain::Result<domain::Done> copy_template(const std::string& name, const fs::path& to,
                                           const std::map<std::string, std::string>& replacements) {
  std::error_code error;
  if (fs::exists(to, error))
    return domain::Error{domain::ErrorKind::conflict,
                         "error.plugin.sources",
                         {},
                         {},
                         to.string() + " is there already: nothing was written; choose another name or place"};
  const fs::path from = templates_folder() / name;
  const fs::path draft = to.string() + ".draft";
  fs::remove_all(draft, error);
  fs::create_directories(draft, error);
  if (error) return disk(to.string() + " cannot be written: " + error.message() + "; choose another place with --into");
  for (fs::recursive_directory_iterator entry(from, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path place = draft / entry->path().lexically_relative(from);
    if (entry->is_directory(error)) {
      fs::create_directories(place, error);
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(entry->path(), std::ios::binary).rdbuf();
    std::ofstream out(place, std::ios::binary);
    out << replaced(text.str(), replacements);
    out.close();
    if (!out) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(draft, to, error);
  if (!error) return domain::Done{};
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  return disk(to.string() + ": " + error.message());
}

}  // namespace guichet::sdk_tool
