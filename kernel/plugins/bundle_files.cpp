// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/bundle_files.hpp"

#include "kernel/plugins/bundle_errors.hpp"
#include "kernel/plugins/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace guichet::plugins {
namespace {

namespace fs = std::filesystem;

/// An open file, closed with it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Non-blocking, so that a pipe laid in place of a file is refused instead of waited for.
Descriptor open_to_read(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

bool write_all(int file, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = ::write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

/// Hands the file to `take` in pieces; `take` answers whether to go on.
template <typename Take>
domain::Result<domain::Done> read_in_pieces(const std::string& path, std::size_t limit, Take take) {
  const Descriptor file = open_to_read(path);
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0)
    return bad_bundle(path + " cannot be read: " + std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return bad_bundle(path + " is not a regular file");
  std::string piece(64 * 1024, '\0');
  std::size_t total = 0;
  while (true) {
    const ssize_t count = ::read(file.number(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return bad_bundle(path + " cannot be read: " + std::strerror(errno));
    if (count == 0) return domain::Done{};
    total += static_cast<std::size_t>(count);
    if (total > limit) return bad_bundle(path + " has more than " + std::to_string(limit) + " bytes");
    if (!take(piece.data(), static_cast<std::size_t>(count))) return disk_trouble(path);
  }
}

}  // namespace

domain::Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::file_type type = entry->symlink_status(error).type();
    if (error) break;
    const std::string path = entry->path().lexically_relative(folder).generic_string();
    if (type == fs::file_type::directory) {
      if (entry.depth() > 4) return bad_bundle(path + " lies too deep");
      continue;
    }
    if (type != fs::file_type::regular) return bad_bundle(path + " is neither a file nor a folder");
    files.push_back(path);
    if (files.size() > most_bundle_files)
      return bad_bundle("the bundle has more than " + std::to_string(most_bundle_files) + " files");
  }
  if (error) return bad_bundle(folder + " cannot be read: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

domain::Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::string bytes;
  const auto read = read_in_pieces(path, limit, [&](const char* piece, std::size_t count) {
    bytes.append(piece, count);
    return true;
  });
  if (!read) return read.error();
  return bytes;
}

domain::Result<std::string> hash_file(const std::string& path) {
  Sha256 hash;
  const auto read = read_in_pieces(path, largest_library, [&](const char* piece, std::size_t count) {
    hash.add(piece, count);
    return true;
  });
  if (!read) return read.error();
  return hash.finish();
}

domain::Result<std::string> copy_file(const std::string& from, const std::string& to, unsigned mode) {
  const Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!target.is_open()) return disk_trouble(to);
  Sha256 hash;
  const auto read = read_in_pieces(from, largest_library, [&](const char* piece, std::size_t count) {
    hash.add(piece, count);
    return write_all(target.number(), piece, count);
  });
  if (!read) return read.error();
  if (::fchmod(target.number(), mode) != 0 || ::fsync(target.number()) != 0) return disk_trouble(to);
  return hash.finish();
}

domain::Result<domain::Done> write_file(const std::string& path, const std::string& bytes, unsigned mode) {
  const Descriptor target(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!target.is_open() || !write_all(target.number(), bytes.data(), bytes.size())) return disk_trouble(path);
  if (::fchmod(target.number(), mode) != 0 || ::fsync(target.number()) != 0) return disk_trouble(path);
  return domain::Done{};
}

void sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.number());
}

}  // namespace guichet::plugins
