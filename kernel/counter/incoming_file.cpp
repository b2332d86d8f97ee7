// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incoming_file.hpp"

#include "kernel/counter/upload.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using plugins::Descriptor;

constexpr int look_again_after = 100;  // milliseconds

Error refused(const char* message, nlohmann::json parameters = nlohmann::json::object()) {
  return {ErrorKind::invalid, message, std::move(parameters), {}, "a file of a plugin"};
}

bool write_all(int file, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

domain::Result<std::unique_ptr<IncomingFile>> IncomingFile::open(const std::string& folder, std::int64_t largest) {
  const auto failed = [] {
    return Error{ErrorKind::unavailable, "error.files", {}, {}, std::string("a plugin's file: ") + strerror(errno)};
  };
  std::string path = folder + "/incoming-XXXXXX";
  Descriptor file(mkostemp(path.data(), O_CLOEXEC));
  if (!file) return failed();
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) {
    const Error error = failed();
    unlink(path.c_str());
    return error;
  }
  return std::unique_ptr<IncomingFile>(
      new IncomingFile(std::move(path), std::move(file), Descriptor(ends[0]), Descriptor(ends[1]), largest));
}

IncomingFile::IncomingFile(std::string path, Descriptor file, Descriptor reading, Descriptor writing,
                           std::int64_t largest)
    : path_(std::move(path)),
      file_(std::move(file)),
      reading_(std::move(reading)),
      writing_(std::move(writing)),
      largest_(largest),
      thread_([this] { read(); }) {}

IncomingFile::~IncomingFile() {
  stop_ = true;
  thread_.join();
  unlink(path_.c_str());
}

void IncomingFile::read() {
  std::array<char, 64 * 1024> bytes;
  std::int64_t size = 0;
  bool failed = false;
  while (!stop_ && !failed) {
    pollfd waiting{reading_.get(), POLLIN, 0};
    if (poll(&waiting, 1, look_again_after) <= 0) continue;
    const ssize_t count = ::read(reading_.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) break;
    failed =
        count < 0 || size + count > largest_ || !write_all(file_.get(), bytes.data(), static_cast<std::size_t>(count));
    size += std::max<ssize_t>(count, 0);
  }
  const std::lock_guard lock(mutex_);
  over_ = true;
  failed_ = failed;
  size_ = size;
  // The plugin that still writes is told that nobody reads.
  reading_.close();
  changed_.notify_all();
}

domain::Result<IncomingFile::Stored> IncomingFile::store(storage::Files& files, std::chrono::milliseconds patience) {
  if (stored_) return *stored_;
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, patience, [this] { return over_; })) return refused("error.plugin.file-not-closed");
  lock.unlock();
  const auto settle = [&](domain::Result<Stored> result) {
    stored_ = result;
    return result;
  };
  if (size_ > largest_) return settle(refused("error.file.too-big", {{"megabytes", largest_ / 1'000'000}}));
  if (failed_ || size_ == 0) return settle(refused("error.file.empty"));
  Stored stored{{}, storage::media_type_of(path_), size_};
  if (!is_kept_type(stored.media_type)) return settle(refused("error.file.type"));
  const auto taken = files.take(path_);
  if (!taken) return taken.error();  // the disk may have room again: asked again, it is tried again
  stored.sha256 = *taken;
  return settle(stored);
}

}  // namespace guichet::counter
