// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"
#include "kernel/plugins/supervisor/descriptor.hpp"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace guichet::plugins {

/// A worker as the operating system sees it. All descriptors are closed on exec, those of ours never block.
struct Process {
  pid_t pid = 0;
  Descriptor ended;   ///< readable once it has ended (a pidfd)
  Descriptor socket;  ///< our end of the protocol
  Descriptor output;  ///< what it writes to its standard output and error
};

/// Starts a worker. It inherits nothing: an empty environment, no terminal, no signal mask, and descriptors 0 to 3.
/// The calling thread must live as long as the worker may: its end is the worker's.
[[nodiscard]] domain::Result<Process> spawn_worker(const std::filesystem::path& worker,
                                                   const std::filesystem::path& bundle, std::uint64_t memory_mib);

/// Collects a process that has ended: "exited with status 3", "ended by signal 11 (Segmentation fault)".
/// `killed` tells whether SIGKILL was its end. Call once.
[[nodiscard]] std::string collect(const Process& process, bool& killed);

/// What a process takes of the machine right now; zeroes when there is no such process.
struct Usage {
  std::uint64_t memory_kib = 0;  ///< its own, swapped out, shared and page tables included; without files
  std::uint64_t threads = 0;
};
[[nodiscard]] Usage usage(pid_t pid);

/// Why a worker with this manifest limit has to be ended, in words for the administrator; empty while it is modest.
/// The operating system's own limits come first; this catches what they do not count.
[[nodiscard]] std::string excess(const Usage& usage, std::uint64_t memory_mib);

/// Resident memory in KiB, 0 when there is no such process.
[[nodiscard]] std::uint64_t resident_memory(pid_t pid);

}  // namespace guichet::plugins
