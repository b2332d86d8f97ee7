// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/sources.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace guichet::plugins::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 2'600;
constexpr std::uintmax_t most_bytes = 64'000'000;
constexpr std::uintmax_t most_bytes_a_file = 4'000'000;  // the reader of each kind has its own, lower limit

domain::Error failure(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.sources", {}, {}, std::move(detail)};
}

std::string normalised(std::string text) {
  if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.erase(0, 3);
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    lines += text[i];
  }
  return lines;
}

/// The regular files of a folder with this ending, in a stable order.
std::vector<fs::path> files_in(const fs::path& folder, const std::string& ending) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->symlink_status(ignored).type() == fs::file_type::regular && entry->path().extension() == ending)
      files.push_back(entry->path());
    if (files.size() > most_files) break;
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

domain::Result<SourceTree> read_sources(const std::string& folder) {
  const fs::path root(folder);
  std::error_code error;
  if (!fs::is_regular_file(root / "plugin.yaml", error))
    return failure(folder + " holds no plugin.yaml: give the folder of a plugin");
  std::vector<fs::path> files = {root / "plugin.yaml"};
  for (const auto& [part, ending] : {std::pair{"services", ".yaml"}, {"docs", ".md"}}) {
    const std::vector<fs::path> found = files_in(root / part, ending);
    files.insert(files.end(), found.begin(), found.end());
  }
  if (files.size() > most_files) return failure(folder + " holds more than " + std::to_string(most_files) + " files");

  SourceTree sources;
  std::uintmax_t total = 0;
  for (const fs::path& file : files) {
    const std::string name = file.lexically_relative(root).generic_string();
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) return failure(name + " cannot be read: " + error.message());
    total += size;
    if (size > most_bytes_a_file || total > most_bytes) return failure(name + " is too big");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return failure(name + " cannot be read");
    sources[name] = normalised({std::istreambuf_iterator<char>(stream), {}});
  }
  return sources;
}

}  // namespace guichet::plugins::authoring
