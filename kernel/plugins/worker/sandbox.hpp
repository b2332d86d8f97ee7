// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace guichet::plugins::worker {

/// What protects the machine from the plugin, by name; "in force", or why not in plain words.
using SandboxFacts = std::map<std::string, std::string>;

/// Gives up, for the rest of this process and before any code of the plugin runs, everything a plugin may not have.
/// Never fails: what this machine cannot do is said in the facts, and the administrator reads it. Call once, while
/// the process has one thread. Reads from then on: `bundle` and the system's libraries, nothing else; writes: nothing.
[[nodiscard]] SandboxFacts enter_sandbox(const std::filesystem::path& bundle, std::uint64_t memory_bytes);

/// The parts, in files of their own. Each answers "in force" or why not.
[[nodiscard]] std::string restrict_file_system(const std::filesystem::path& bundle);  // landlock.cpp
[[nodiscard]] std::string restrict_system_calls();                                    // seccomp.cpp

}  // namespace guichet::plugins::worker
