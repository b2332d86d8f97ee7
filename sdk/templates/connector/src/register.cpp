#include "register.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <string_view>

namespace {

constexpr std::string_view host = "registre.univ-exemple.fr";  // as in plugin.yaml
constexpr std::uint32_t port = 8443;
constexpr int patience_ms = 5'000;
constexpr std::size_t longest_line = 500;

/// One line, without its end; "" when none comes.
std::string read_line(int connection) {
  std::string line;
  while (line.size() < longest_line) {
    pollfd waiting{connection, POLLIN, 0};
    char next = 0;
    if (poll(&waiting, 1, patience_ms) <= 0 || recv(connection, &next, 1, 0) != 1) return "";
    if (next == '\n') return line;
    line += next;
  }
  return "";
}

}  // namespace

RegisterAnswer ask_register(const guichet::sdk::Call& call, const std::string& number) {
  const guichet::sdk::Opened opened = call.host().connections().open(host, port);
  if (!opened) return {};
  const std::string question = "FIND " + number + "\n";
  // Whether it was heard shows in the answer; without the flag, a register that hung up would end the process.
  (void)send(opened.descriptor.get(), question.data(), question.size(), MSG_NOSIGNAL);
  const std::string line = read_line(opened.descriptor.get());
  if (line.empty()) return {};
  const std::size_t between = line.find(';');
  if (between == std::string::npos) return {true, std::nullopt};
  return {true, Enrolment{line.substr(0, between), line.substr(between + 1)}};
}
