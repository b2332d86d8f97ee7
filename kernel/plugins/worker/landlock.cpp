// SPDX-License-Identifier: GPL-3.0-or-later
// Landlock through bare system calls: glibc has no wrapper for it, and the headers of Debian 12 are older than the
// kernels it runs on. Numbers and layouts are those of the kernel's Documentation/userspace-api/landlock.rst.
#include "kernel/plugins/worker/sandbox.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace guichet::plugins::worker {
namespace {

constexpr std::uint64_t read_file = 1ULL << 2;
constexpr std::uint64_t read_directory = 1ULL << 3;

struct Ruleset {
  std::uint64_t file_system;
  std::uint64_t network;  // from version 4 on
  std::uint64_t scoped;   // from version 6 on
};

struct [[gnu::packed]] PathRule {
  std::uint64_t allowed;
  std::int32_t parent;
};

// Everything that each version of Landlock can refuse: a right that is not handled is a right that is granted.
Ruleset everything(long version) {
  Ruleset set{};
  set.file_system = (1ULL << 13) - 1;
  if (version >= 2) set.file_system |= 1ULL << 13;  // move between directories
  if (version >= 3) set.file_system |= 1ULL << 14;  // truncate
  if (version >= 5) set.file_system |= 1ULL << 15;  // ioctl on devices
  if (version >= 4) set.network = 3;                // TCP: bind, connect
  if (version >= 6) set.scoped = 3;                 // abstract sockets and signals to other processes
  return set;
}

std::size_t size_of(long version) {
  if (version >= 6) return sizeof(Ruleset);
  return version >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

// A path that this machine does not have needs no rule.
bool may_read(int ruleset, const char* path) {
  const int directory = open(path, O_PATH | O_CLOEXEC);
  if (directory < 0) return errno == ENOENT;
  const bool is_directory = std::filesystem::is_directory(path);
  const PathRule rule{is_directory ? read_file | read_directory : read_file, directory};
  const bool added = syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0U) == 0;
  close(directory);
  return added;
}

}  // namespace

std::string restrict_file_system(const std::filesystem::path& bundle) {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, 1U);
  if (version < 1) return std::string("not in force: this kernel has no Landlock (") + std::strerror(errno) + ")";
  const Ruleset handled = everything(version);
  const int ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, size_of(version), 0U));
  if (ruleset < 0) return std::string("not in force: ") + std::strerror(errno);
  bool done = true;
  for (const char* const path : {bundle.c_str(), "/usr/lib", "/lib", "/lib64", "/usr/lib64", "/etc/ld.so.cache"}) {
    done = done && may_read(ruleset, path);
  }
  done = done && syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
  const int why = errno;
  close(ruleset);
  return done ? "in force" : std::string("not in force: ") + std::strerror(why);
}

}  // namespace guichet::plugins::worker
