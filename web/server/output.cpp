// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/output.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace guichet::web::server {
namespace {

constexpr std::uint64_t file_bytes_a_turn = 4 * 1024 * 1024;

Output::Progress progress_after_failure() {
  return errno == EAGAIN || errno == EWOULDBLOCK ? Output::Progress::blocked : Output::Progress::failed;
}

iovec rest_of(std::string_view text, std::size_t skipped) {
  text.remove_prefix(std::min(skipped, text.size()));
  return {const_cast<char*>(text.data()), text.size()};
}

}  // namespace

Output::Output(std::string head, Content content) : head_(std::move(head)), content_(std::move(content)) {}

std::string_view Output::memory() const {
  if (const auto* text = std::get_if<std::string>(&content_)) return *text;
  if (const auto* shared = std::get_if<Response::SharedBody>(&content_)) return **shared;
  return {};
}

Output::Progress Output::flush(int socket, std::uint64_t& sent) {
  const Progress progress = flush_memory(socket, sent);
  auto* range = std::get_if<FileRange>(&content_);
  return progress == Progress::done && range != nullptr ? flush_file(socket, sent, *range) : progress;
}

Output::Progress Output::flush_memory(int socket, std::uint64_t& sent) {
  const std::string_view body = memory();
  const bool more = std::holds_alternative<FileRange>(content_);
  while (sent_ < head_.size() + body.size()) {
    std::array<iovec, 2> parts = {rest_of(head_, sent_),
                                  rest_of(body, sent_ > head_.size() ? sent_ - head_.size() : 0)};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const ssize_t went = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0));
    if (went < 0 && errno == EINTR) continue;
    if (went < 0) return progress_after_failure();
    sent_ += static_cast<std::size_t>(went);
    sent += static_cast<std::uint64_t>(went);
  }
  return Progress::done;
}

Output::Progress Output::flush_file(int socket, std::uint64_t& sent, FileRange& range) {
  std::uint64_t turn = std::min(range.length, file_bytes_a_turn);
  while (turn > 0) {
    auto offset = static_cast<off_t>(range.offset);
    const ssize_t went = ::sendfile(socket, range.file->get(), &offset, static_cast<std::size_t>(turn));
    if (went < 0 && errno == EINTR) continue;
    if (went < 0) return progress_after_failure();
    if (went == 0) return Progress::failed;  // the file is shorter than was promised
    const auto bytes = static_cast<std::uint64_t>(went);
    range.offset += bytes;
    range.length -= bytes;
    turn -= bytes;
    sent += bytes;
  }
  return range.length == 0 ? Progress::done : Progress::blocked;
}

}  // namespace guichet::web::server
