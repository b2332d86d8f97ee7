// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/run/watch.hpp"

namespace guichet::sdk_tool {

namespace fs = std::filesystem;

Watch::Watch(fs::path folder) : folder_(std::move(folder)), known_(look()) {}

Watch::State Watch::look() const {
  State state;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (entry->is_directory(ignored)) {
      const bool built = entry.depth() == 0 && name.rfind("build", 0) == 0;
      if (built || name[0] == '.') entry.disable_recursion_pending();
      continue;
    }
    // Editors leave a file for a moment, "#a#", ".a.swp", "a~".
    if (name[0] == '.' || name[0] == '#' || name.back() == '~') continue;
    state[entry->path().lexically_relative(folder_).generic_string()] = {entry->file_size(ignored),
                                                                         entry->last_write_time(ignored)};
  }
  return state;
}

std::vector<std::string> Watch::changes() {
  State now = look();
  std::vector<std::string> changed;
  for (const auto& [path, state] : now) {
    const auto before = known_.find(path);
    if (before == known_.end() || before->second != state) changed.push_back(path);
  }
  for (const auto& [path, state] : known_) {
    if (now.count(path) == 0) changed.push_back(path);
  }
  known_ = std::move(now);
  return changed;
}

}  // namespace guichet::sdk_tool
