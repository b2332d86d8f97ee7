// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace guichet::sdk_tool {

/// The files an author saves below a folder: everything but what is built and what is hidden. Looked at by name, size
/// and time, which works on every disk and sees whatever way an editor saves in; a plugin has a few hundred files.
class Watch {
 public:
  explicit Watch(std::filesystem::path folder);

  /// What was saved, added or removed since the last look, sorted, as paths from the folder.
  [[nodiscard]] std::vector<std::string> changes();

 private:
  using State = std::map<std::string, std::pair<std::uintmax_t, std::filesystem::file_time_type>>;
  [[nodiscard]] State look() const;

  std::filesystem::path folder_;
  State known_;
};

}  // namespace guichet::sdk_tool
