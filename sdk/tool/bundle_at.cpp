// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/bundle_at.hpp"

#include "kernel/plugins/archive.hpp"
#include "sdk/tool/places.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace guichet::sdk_tool {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string& name) {
  path_ = (fs::temp_directory_path() / (name + "-XXXXXX")).string();
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error(path_ + " cannot be created");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (path_.empty()) return;
  // What a portal installed is read-only, folders too.
  for (fs::recursive_directory_iterator entry(path_, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->symlink_status(ignored).type() == fs::file_type::directory)
      fs::permissions(entry->path(), fs::perms::owner_all, ignored);
  }
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::release() {
  return std::exchange(path_, std::string());
}

domain::Result<std::unique_ptr<BundleAt>> BundleAt::open(const std::string& path) {
  std::unique_ptr<BundleAt> at(new BundleAt());
  if (const auto there = is_there(path, "a bundle is built by `cmake --build build`"); !there) return there.error();
  std::error_code error;
  if (fs::is_regular_file(fs::path(path) / "plugin.yaml", error))
    return domain::Error{domain::ErrorKind::invalid,
                         "error.plugin.bundle",
                         {},
                         {},
                         path + " is the folder you write in: give the bundle that `cmake --build build` makes of it"};
  at->folder_ = fs::absolute(path).lexically_normal().string();
  while (at->folder_.size() > 1 && at->folder_.back() == '/') at->folder_.pop_back();
  if (fs::is_regular_file(path, error)) {
    TemporaryFolder temporary("guichet-bundle");
    at->folder_ = temporary.path() + "/bundle";
    if (auto unpacked = plugins::unpack_bundle(path, at->folder_); !unpacked) return unpacked.error();
    at->temporary_ = temporary.release();
  }
  auto bundle = plugins::read_bundle(at->folder_);
  if (!bundle) return bundle.error();
  at->bundle_ = std::move(*bundle);
  return at;
}

BundleAt::~BundleAt() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

}  // namespace guichet::sdk_tool
