// SPDX-License-Identifier: GPL-3.0-or-later
// guichet-worker: one process for one plugin. Started by the counter with a socket as descriptor 3, never by a person.
#include "kernel/plugins/worker/session.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace {

constexpr std::uint64_t default_memory_mib = 256;

bool has_socket() {
  int type = 0;
  socklen_t length = sizeof type;
  return getsockopt(guichet::plugins::rpc::worker_descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 &&
         type == SOCK_STREAM;
}

}  // namespace

int main(int count, char** arguments) {
  namespace worker = guichet::plugins::worker;
  if (count < 2 || count > 3 || !has_socket()) {
    std::fputs(
        "guichet-worker runs one plugin for the counter, which starts it itself: see `guichet serve`.\n"
        "usage: guichet-worker BUNDLE [MEMORY-MIB]  (descriptor 3: a stream socket)\n",
        stderr);
    return 2;
  }
  const std::filesystem::path bundle = arguments[1];
  const std::uint64_t asked = count == 3 ? std::strtoull(arguments[2], nullptr, 10) : 0;
  const std::uint64_t memory = (asked > 0 ? asked : default_memory_mib) * 1024 * 1024;

  auto facts = worker::enter_sandbox(bundle, memory);
  worker::Channel channel(guichet::plugins::rpc::worker_descriptor);
  worker::Session session(channel, bundle, std::move(facts));
  session.run();
  // Not exit(): its handlers would run the plugin's once more, beside threads that still read.
  _exit(0);
}
