// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/data_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace guichet::web {

domain::Result<DataLock> DataLock::take(const std::filesystem::path& data) {
  using domain::ErrorKind;
  server::FileDescriptor file(::open((data / "serve.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.open()) {
    return domain::Error{
        ErrorKind::unavailable, "error.data.write", {{"data", data.string()}}, {}, std::strerror(errno)};
  }
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return DataLock(std::move(file));
  return domain::Error{ErrorKind::conflict, "error.data.served", {{"data", data.string()}}, {}, ""};
}

}  // namespace guichet::web
