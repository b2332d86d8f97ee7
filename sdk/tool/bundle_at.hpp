// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel/plugins/registry.hpp"

#include <memory>
#include <string>

namespace guichet::sdk_tool {

/// A built bundle, wherever it is: a folder, or an archive that is unpacked into a folder of its own for the life of
/// this object.
class BundleAt {
 public:
  /// Error{invalid} whose detail says what is wrong with the bundle, by the kernel's own reading.
  [[nodiscard]] static domain::Result<std::unique_ptr<BundleAt>> open(const std::string& path);
  ~BundleAt();
  BundleAt(const BundleAt&) = delete;
  BundleAt& operator=(const BundleAt&) = delete;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] bool is_archive() const { return !temporary_.empty(); }
  [[nodiscard]] const plugins::Bundle& bundle() const { return bundle_; }
  [[nodiscard]] const std::string& id() const { return bundle_.info.id; }
  [[nodiscard]] const std::string& version() const { return bundle_.info.version; }

 private:
  BundleAt() = default;
  std::string folder_;
  std::string temporary_;
  plugins::Bundle bundle_;
};

/// A new folder below the system's temporary one, removed with this object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Leaves the folder in place and answers its path.
  std::string release();

 private:
  std::string path_;
};

}  // namespace guichet::sdk_tool
