// SPDX-License-Identifier: GPL-3.0-or-later
// Our server doing what bare_poco does: the same bytes for any path, to see what the server itself costs.
//   guichet_same_bytes FILE [PORT [WORKERS]]   prints the port it listens on and serves until it is ended
#include "web/server/server.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: guichet_same_bytes FILE [PORT [WORKERS]]\n";
    return 2;
  }
  namespace server = guichet::web::server;
  std::ifstream file(arguments[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};

  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  server::ServerOptions options;
  options.port = static_cast<std::uint16_t>(count > 2 ? std::atoi(arguments[2]) : 0);
  if (count > 3) options.workers = static_cast<std::size_t>(std::atoi(arguments[3]));
  server::EventStreams streams;
  const auto started = server::Server::start(
      options, [&bytes](server::Request&) { return server::html(bytes); }, streams);
  if (!started) {
    std::cerr << started.error().detail << "\n";
    return 1;
  }
  std::cout << (*started)->port() << std::endl;
  int signal = 0;
  sigwait(&ending, &signal);
  (*started)->stop(std::chrono::seconds(1));
  return 0;
}
