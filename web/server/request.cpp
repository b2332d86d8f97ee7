// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/request.hpp"

#include <algorithm>

namespace guichet::web::server {

void UploadedFile::refer(std::shared_ptr<const std::string> memory, std::shared_ptr<const FileDescriptor> file,
                         std::uint64_t from) {
  memory_ = std::move(memory);
  file_ = std::move(file);
  from_ = from;
}

std::size_t UploadedFile::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= size) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size - offset));
  if (file_) {
    const ssize_t got = ::pread(file_->get(), into.data(), wanted, static_cast<off_t>(from_ + offset));
    return got < 0 ? 0 : static_cast<std::size_t>(got);
  }
  if (!memory_) return 0;
  return memory_->copy(into.data(), wanted, static_cast<std::size_t>(from_ + offset));
}

std::string UploadedFile::content() const {
  std::string all(static_cast<std::size_t>(size), '\0');
  std::size_t filled = 0;
  while (filled < all.size()) {
    const std::size_t got = read(filled, std::span(all).subspan(filled));
    if (got == 0) break;
    filled += got;
  }
  all.resize(filled);
  return all;
}

}  // namespace guichet::web::server
