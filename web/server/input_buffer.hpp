// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <memory>
#include <string_view>

namespace guichet::web::server {

/// Where a worker reads into: one for each worker and not for each connection, so that waiting costs no memory.
/// Internal to the server.
class InputBuffer {
 public:
  explicit InputBuffer(std::size_t capacity) : bytes_(new char[capacity]), capacity_(capacity) {}

  [[nodiscard]] std::string_view content() const { return {bytes_.get() + begin_, end_ - begin_}; }
  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) clear();
  }
  void clear() { begin_ = end_ = 0; }

  /// Starts with what an earlier turn left.
  void assign(std::string_view text) {
    clear();
    std::memcpy(bytes_.get(), text.data(), text.size());
    end_ = text.size();
  }
  /// Room to read into, as much as there is.
  [[nodiscard]] char* room() {
    if (begin_ > 0) {
      std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    return bytes_.get() + end_;
  }
  [[nodiscard]] std::size_t room_size() const { return capacity_ - end_; }
  void grow(std::size_t count) { end_ += count; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace guichet::web::server
