// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/supervisor/process.hpp"

#include "kernel/plugins/rpc/protocol.hpp"
#include "kernel/plugins/sanitizer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

namespace guichet::plugins {
namespace {

// Above every number the child uses, so that no dup2 of ours overwrites a descriptor still needed.
constexpr int lowest_passed = 10;

constexpr std::uint64_t memory_allowance_mib = 64;  // a worker before its plugin, stacks, what was read of files
constexpr std::uint64_t most_threads = 200;

// What is its own, page tables included: a wide mapping that is hardly touched costs little else.
constexpr const char* counted[] = {"RssAnon:", "RssShmem:", "VmSwap:", "VmPTE:", "HugetlbPages:"};

domain::Error failure(const char* what) {
  return {
      domain::ErrorKind::unavailable, "error.plugin.spawn", {}, {}, std::string(what) + ": " + std::strerror(errno)};
}

Descriptor move_up(Descriptor from) {
  return Descriptor(fcntl(from.get(), F_DUPFD_CLOEXEC, lowest_passed));
}

void do_not_block(const Descriptor& descriptor) {
  fcntl(descriptor.get(), F_SETFL, fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

// posix_spawn's two objects, freed on every way out.
class Plan {
 public:
  Plan(int socket, int output) {
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, output, 2);
    posix_spawn_file_actions_adddup2(&actions, socket, rpc::worker_descriptor);
    posix_spawnattr_init(&attributes);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    // A session of its own: Ctrl-C at the counter's terminal is for the counter, which drains its workers.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
  }
  ~Plan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

}  // namespace

domain::Result<Process> spawn_worker(const std::filesystem::path& worker, const std::filesystem::path& bundle,
                                     std::uint64_t memory_mib) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return failure("socketpair");
  Process process;
  process.socket = Descriptor(pair[0]);
  const Descriptor theirs = move_up(Descriptor(pair[1]));
  if (pipe2(pair.data(), O_CLOEXEC) != 0) return failure("pipe2");
  process.output = Descriptor(pair[0]);
  const Descriptor their_output = move_up(Descriptor(pair[1]));
  if (!theirs || !their_output) return failure("fcntl");
  do_not_block(process.socket);
  do_not_block(process.output);

  const Plan plan(theirs.get(), their_output.get());
  std::string program = worker.string();
  std::string folder = bundle.string();
  std::string memory = std::to_string(memory_mib);
  const std::array<char*, 4> arguments = {program.data(), folder.data(), memory.data(), nullptr};
  std::string locale = "LC_ALL=C.UTF-8";
  const std::array<char*, 2> environment = {locale.data(), nullptr};
  const int error =
      posix_spawn(&process.pid, program.c_str(), &plan.actions, &plan.attributes, arguments.data(), environment.data());
  if (error != 0) {
    errno = error;
    return failure("posix_spawn");
  }
  process.ended = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, process.pid, 0)));
  if (!process.ended) {
    const domain::Error error_here = failure("pidfd_open");
    kill(process.pid, SIGKILL);
    waitpid(process.pid, nullptr, 0);
    return error_here;
  }
  return process;
}

std::string collect(const Process& process, bool& killed) {
  int status = 0;
  while (waitpid(process.pid, &status, 0) < 0 && errno == EINTR) {
  }
  killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  if (WIFSIGNALED(status)) {
    return "ended by signal " + std::to_string(WTERMSIG(status)) + " (" + sigdescr_np(WTERMSIG(status)) + ")";
  }
  return "exited with status " + std::to_string(WEXITSTATUS(status));
}

std::uint64_t resident_memory(pid_t pid) {
  if (pid <= 0) return 0;
  std::ifstream statistics("/proc/" + std::to_string(pid) + "/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statistics >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

Usage usage(pid_t pid) {
  Usage found;
  if (pid <= 0) return found;
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t number = 0;
    if (!(words >> name >> number)) continue;
    if (std::find(std::begin(counted), std::end(counted), name) != std::end(counted)) found.memory_kib += number;
    if (name == "Threads:") found.threads = number;
  }
  return found;
}

std::string excess(const Usage& usage, std::uint64_t memory_mib) {
  if (!under_sanitizer && usage.memory_kib > (memory_mib + memory_allowance_mib) * 1024) {
    return "took more memory than its limit of " + std::to_string(memory_mib) + " MiB";
  }
  if (usage.threads > most_threads) return "had more than " + std::to_string(most_threads) + " threads";
  return {};
}

}  // namespace guichet::plugins
