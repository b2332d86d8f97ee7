// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/body.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <vector>

namespace guichet::web::server {
namespace {

FileDescriptor open_nameless(const std::string& folder) {
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.open()) return file;
  // Some file systems know no O_TMPFILE.
  std::string path = folder + "/guichet-upload-XXXXXX";
  file.reset(::mkostemp(path.data(), O_CLOEXEC));
  if (file.open()) ::unlink(path.c_str());
  return file;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

bool Body::append(std::string_view bytes) {
  size_ += bytes.size();
  if (file_.open() || size_ > memory_bytes_) return spool(bytes);
  text_.append(bytes);
  return true;
}

bool Body::spool(std::string_view bytes) {
  if (!file_.open()) {
    file_ = open_nameless(folder_);
    if (!file_.open() || !write_all(file_.get(), text_)) return false;
    text_ = std::string();
  }
  return write_all(file_.get(), bytes);
}

void Body::seal() {
  if (file_.open()) {
    sealed_file_ = std::make_shared<const FileDescriptor>(std::move(file_));
  } else {
    sealed_ = std::make_shared<const std::string>(std::move(text_));
  }
}

std::size_t Body::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= size_) return 0;
  if (sealed_) return sealed_->copy(into.data(), into.size(), static_cast<std::size_t>(offset));
  const int file = sealed_file_ ? sealed_file_->get() : file_.get();
  const ssize_t got = ::pread(file, into.data(), into.size(), static_cast<off_t>(offset));
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

std::string Body::slice(std::uint64_t from, std::uint64_t length) const {
  std::string part(static_cast<std::size_t>(from < size_ ? std::min(length, size_ - from) : 0), '\0');
  std::size_t filled = 0;
  while (filled < part.size()) {
    const std::size_t got = read(from + filled, std::span(part).subspan(filled));
    if (got == 0) break;
    filled += got;
  }
  part.resize(filled);
  return part;
}

std::optional<std::uint64_t> Body::find(std::string_view needle, std::uint64_t from) const {
  if (sealed_) {
    const std::size_t position = sealed_->find(needle, static_cast<std::size_t>(from));
    return position == std::string::npos ? std::nullopt : std::optional<std::uint64_t>(position);
  }
  // Windows overlap by a needle less one byte, so that none is missed across their border.
  std::vector<char> window(64 * 1024);
  while (from + needle.size() <= size_) {
    const std::size_t got = read(from, window);
    if (got < needle.size()) return std::nullopt;
    const std::size_t position = std::string_view(window.data(), got).find(needle);
    if (position != std::string_view::npos) return from + position;
    from += got - needle.size() + 1;
  }
  return std::nullopt;
}

}  // namespace guichet::web::server
