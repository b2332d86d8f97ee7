// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "web/server/file_descriptor.hpp"

#include <filesystem>

namespace guichet::web {

/// One server a data folder: two would run each other's jobs and write over each other's indexes. Commands beside a
/// server do without it. Released by the system when the process ends, however it ends; not inherited by workers.
class DataLock {
 public:
  /// Locks DATA/serve.lock. Error{conflict, "error.data.served"} while another server holds it.
  [[nodiscard]] static domain::Result<DataLock> take(const std::filesystem::path& data);

 private:
  explicit DataLock(server::FileDescriptor file) : file_(std::move(file)) {}

  server::FileDescriptor file_;
};

}  // namespace guichet::web
