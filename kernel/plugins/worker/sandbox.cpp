// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/worker/sandbox.hpp"

#include "kernel/plugins/rpc/protocol.hpp"
#include "kernel/plugins/sanitizer.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace guichet::plugins::worker {
namespace {

constexpr const char* in_force = "in force";
constexpr int niceness = 10;
constexpr rlim_t most_signals = 256;  // queued
constexpr rlim_t most_stack = rlim_t{8} << 20;

std::string outcome(bool done) {
  return done ? in_force : std::string("not in force: ") + std::strerror(errno);
}

// Never raises one that is lower already, which an ordinary user could not.
bool limit(__rlimit_resource resource, rlim_t most) {
  rlimit both{};
  if (getrlimit(resource, &both) != 0) return false;
  both.rlim_max = std::min(both.rlim_max, most);
  both.rlim_cur = both.rlim_max;
  return setrlimit(resource, &both) == 0;
}

// Nothing is ever written to a file, and an address space of a sanitizer is not the plugin's.
std::string restrict_resources(std::uint64_t memory_bytes) {
  bool done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 64) &&
              limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_SIGPENDING, most_signals) && limit(RLIMIT_STACK, most_stack);
  if (under_sanitizer) return done ? "in force, but memory: built with a sanitizer" : outcome(false);
  done = done && limit(RLIMIT_DATA, memory_bytes);
  return outcome(done);
}

// Root without capabilities is nobody in particular: a worker of a counter that runs as root gains nothing from it.
std::string drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const std::array<__user_cap_data_struct, 2> none{};
  return outcome(syscall(SYS_capset, &header, none.data()) == 0);
}

// Behind the counter's own threads, which answer people. Where the kernel shares the processor by session first, a
// worker, which has a session of its own, would otherwise weigh as much as the whole counter.
std::string step_back() {
  const bool done = setpriority(PRIO_PROCESS, 0, niceness) == 0;
  const int group = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
  if (group < 0) return outcome(done);  // this kernel does not
  const std::string text = std::to_string(niceness);
  const bool both = write(group, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && done;
  std::string told = outcome(both);
  close(group);
  return told;
}

std::string close_descriptors() {
  return outcome(syscall(SYS_close_range, static_cast<unsigned>(rpc::worker_descriptor) + 1, ~0U, 0U) == 0);
}

}  // namespace

SandboxFacts enter_sandbox(const std::filesystem::path& bundle, std::uint64_t memory_bytes) {
  SandboxFacts facts;
  // One arena is enough for few threads and saves a plugin some megabytes.
  mallopt(M_ARENA_MAX, 2);
  facts["descriptors"] = close_descriptors();
  facts["priority"] = step_back();
  facts["dies-with-counter"] = outcome(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0);
  facts["no-new-privileges"] = outcome(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  facts["landlock"] = restrict_file_system(bundle);
  facts["limits"] = restrict_resources(memory_bytes);
  facts["capabilities"] = drop_capabilities();
  facts["seccomp"] = restrict_system_calls();
  return facts;
}

}  // namespace guichet::plugins::worker
