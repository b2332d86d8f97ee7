// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/test_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>

namespace guichet::web::server::testing {

RawClient::RawClient(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (receive_buffer > 0) ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const timeval patience{10, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) socket_.reset();
}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t went = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (went <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(went));
  }
  return true;
}

bool RawClient::receive() {
  std::array<char, 16384> bytes;
  const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  input_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::string RawClient::read_until(std::string_view text) {
  std::size_t found = 0;
  while ((found = input_.find(text)) == std::string::npos) {
    if (!receive()) {
      found = input_.size();
      break;
    }
  }
  const std::size_t end = std::min(found + text.size(), input_.size());
  std::string all = input_.substr(0, end);
  input_.erase(0, end);
  return all;
}

Answer RawClient::read_answer(bool head_only) {
  Answer answer;
  answer.head = read_until("\r\n\r\n");
  if (answer.head.size() < 12) return answer;
  answer.status = std::atoi(answer.head.c_str() + 9);
  const std::size_t length_at = answer.head.find("Content-Length: ");
  if (head_only || length_at == std::string::npos) return answer;
  const std::size_t length = std::strtoul(answer.head.c_str() + length_at + 16, nullptr, 10);
  while (input_.size() < length && receive()) {
  }
  answer.body = input_.substr(0, length);
  input_.erase(0, length);
  return answer;
}

Answer RawClient::ask(std::string_view request) {
  send(request);
  return read_answer();
}

std::uint64_t RawClient::count_to_end() {
  std::uint64_t count = input_.size();
  input_.clear();
  while (receive()) {
    count += input_.size();
    input_.clear();
  }
  return count;
}

bool RawClient::closed_within(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 10) > 0 && !receive()) return true;
  }
  return false;
}

void RawClient::stop_sending() const {
  ::shutdown(socket_.get(), SHUT_WR);
}

}  // namespace guichet::web::server::testing

// ThreadSanitizer does not know that arming a socket in the poller orders one worker before the next, and that the
// system itself keeps a socket whose arming is still returning while the next worker closes it.
extern "C" const char* __tsan_default_suppressions() {
  return "race:Server::Engine::watch\n";
}
