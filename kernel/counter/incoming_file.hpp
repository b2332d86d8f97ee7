// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/plugins/supervisor/descriptor.hpp"
#include "kernel/storage/files.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace guichet::counter {

/// A file that a plugin writes through a pipe, read as it comes into a working file. A plugin that writes without end,
/// or never closes, costs its own call only. Its functions: one thread. Destroying it forgets what was not stored.
class IncomingFile {
 public:
  struct Stored {
    std::string sha256, media_type;
    std::int64_t size = 0;
  };

  /// `folder` for the working file, `largest` in bytes. Error{unavailable} without room or descriptors.
  [[nodiscard]] static domain::Result<std::unique_ptr<IncomingFile>> open(const std::string& folder,
                                                                          std::int64_t largest);
  ~IncomingFile();
  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;

  /// The end to write into. Once.
  [[nodiscard]] plugins::Descriptor take_writing_end() { return std::move(writing_); }

  /// Waits for its end, `patience` at most, and takes it into the store; the same answer whenever it is asked again.
  [[nodiscard]] domain::Result<Stored> store(storage::Files& files, std::chrono::milliseconds patience);

 private:
  IncomingFile(std::string path, plugins::Descriptor file, plugins::Descriptor reading, plugins::Descriptor writing,
               std::int64_t largest);
  void read();

  std::string path_;
  plugins::Descriptor file_, reading_, writing_;
  std::int64_t largest_;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  bool failed_ = false;
  std::int64_t size_ = 0;
  std::optional<domain::Result<Stored>> stored_;
  std::thread thread_;
};

}  // namespace guichet::counter
