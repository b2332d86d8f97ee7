// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/files.hpp"

#include "kernel/storage/digest.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

namespace guichet::storage {
namespace {

namespace fs = std::filesystem;

domain::Error failure(const std::string& what, const std::string& path) {
  return {domain::ErrorKind::unavailable,
          "error.files",
          nlohmann::json::object(),
          {},
          what + " " + path + ": " + std::strerror(errno)};
}

// A file, or a folder (whose entries are then sure to outlive a power cut).
bool synced(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::fsync(file) == 0;
  ::close(file);
  return done;
}

bool is_sha256(const std::string& name) {
  return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
         });
}

fs::path place_of(const std::string& folder, const std::string& sha256) {
  return fs::path(folder) / sha256.substr(0, 2) / sha256.substr(2);
}

// In the store's own folder, so that it can be renamed into place.
std::string fresh_name(const std::string& folder) {
  static std::atomic<unsigned> number{0};
  return folder + "/incoming/" + std::to_string(::getpid()) + "-" + std::to_string(++number) + "-" +
         std::to_string(randombytes_random());
}

// Renames a synced file of ours to where its digest says.
domain::Result<std::string> settle(const std::string& folder, const std::string& incoming, const std::string& sha256) {
  const fs::path target = place_of(folder, sha256);
  std::error_code code;
  const bool new_folder = fs::create_directories(target.parent_path(), code);
  if (code) return failure("cannot make", target.parent_path());
  // Also when it is there already: its time is renewed, so that it is not collected before it is named again.
  if (::rename(incoming.c_str(), target.c_str()) != 0) return failure("cannot move", incoming);
  if (!synced(target.parent_path(), O_RDONLY | O_DIRECTORY)) return failure("cannot sync", target.parent_path());
  if (new_folder && !synced(folder, O_RDONLY | O_DIRECTORY)) return failure("cannot sync", folder);
  return sha256;
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Files::Files(std::string folder) : folder_(std::move(folder)) {
  std::error_code ignored;  // said again, with the reason, by whatever is then taken in
  fs::create_directories(fs::path(folder_) / "incoming", ignored);
}

domain::Result<std::string> Files::take(const std::string& path) {
  const std::string incoming = fresh_name(folder_);
  std::error_code code;
  if (::rename(path.c_str(), incoming.c_str()) != 0) {
    if (errno != EXDEV) return failure("cannot take", path);
    if (!fs::copy_file(path, incoming, code)) return failure("cannot copy", path);
    fs::remove(path, code);
  }
  ::utimensat(AT_FDCWD, incoming.c_str(), nullptr, 0);
  const std::optional<std::string> sha256 = sha256_of_file(incoming);
  if (!sha256) return failure("cannot read", incoming);
  if (!synced(incoming, O_RDONLY)) return failure("cannot sync", incoming);
  return settle(folder_, incoming, *sha256);
}

domain::Result<std::string> Files::put(std::string_view content) {
  const std::string incoming = fresh_name(folder_);
  const int file = ::open(incoming.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (file < 0) return failure("cannot write", incoming);
  const bool written = write_all(file, content) && ::fsync(file) == 0;
  ::close(file);
  if (!written) {
    domain::Error error = failure("cannot write", incoming);
    ::unlink(incoming.c_str());
    return error;
  }
  return settle(folder_, incoming, sha256_of(content));
}

std::string Files::path_of(const std::string& sha256) const {
  if (!is_sha256(sha256)) return {};
  const fs::path path = place_of(folder_, sha256);
  std::error_code code;
  return fs::is_regular_file(path, code) ? path.string() : std::string();
}

std::size_t Files::collect(const std::function<bool(const std::string&)>& named, std::int64_t grace_seconds) {
  std::size_t removed = 0;
  const auto before = fs::file_time_type::clock::now() - std::chrono::seconds(grace_seconds);
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder_, code), end; !code && entry != end; entry.increment(code)) {
    std::error_code gone;  // another node may collect at the same time
    if (!entry->is_regular_file(gone) || entry->last_write_time(gone) > before || gone) continue;
    const std::string parent = entry->path().parent_path().filename().string();
    const std::string name = parent == "incoming" ? "" : parent + entry->path().filename().string();
    if (!name.empty() && (!is_sha256(name) || named(name))) continue;
    if (fs::remove(entry->path(), gone)) ++removed;
  }
  return removed;
}

}  // namespace guichet::storage
