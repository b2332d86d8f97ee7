// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/places.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace guichet::sdk_tool {
namespace {

namespace fs = std::filesystem;
using domain::Done;
using domain::Result;

domain::Error refused(std::string detail) {
  return {domain::ErrorKind::unavailable, "error.plugin.sources", {}, {}, std::move(detail)};
}

Result<Done> can_read(const fs::path& path) {
  std::error_code ignored;
  const bool folder = fs::is_directory(path, ignored);
  if (::access(path.c_str(), folder ? R_OK | X_OK : R_OK) == 0) return Done{};
  return refused(path.string() + " cannot be read: " + std::strerror(errno) + "; `chmod -R u+rX " + path.string() +
                 "` gives you the right");
}

}  // namespace

Result<Done> is_there(const fs::path& path, const std::string& wanted) {
  if (::access(path.c_str(), F_OK) == 0) return Done{};
  if (errno == EACCES) return refused(path.string() + " cannot be reached: " + std::strerror(errno));
  return refused(path.string() + " does not exist: " + wanted);
}

Result<Done> can_read_sources(const fs::path& folder) {
  if (auto readable = can_read(folder); !readable) return readable;
  for (const char* part : {"plugin.yaml", "services", "docs", "scenarios"}) {
    const fs::path place = folder / part;
    std::error_code error;
    if (!fs::exists(place, error) && !error) continue;
    if (auto readable = can_read(place); !readable) return readable;
    for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
      if (auto readable = can_read(entry->path()); !readable) return readable;
    }
  }
  return Done{};
}

Result<Done> can_write(const fs::path& path) {
  fs::path parent = path.lexically_normal();
  if (!parent.has_filename()) parent = parent.parent_path();
  parent = parent.has_parent_path() ? parent.parent_path() : fs::path(".");
  std::error_code ignored;
  if (!fs::exists(parent, ignored))
    return refused(path.string() + " cannot be written: there is no folder " + parent.string());
  if (::access(parent.c_str(), W_OK | X_OK) == 0) return Done{};
  return refused(path.string() + " cannot be written: " + parent.string() + ": " + std::strerror(errno) +
                 "; name another place");
}

}  // namespace guichet::sdk_tool
