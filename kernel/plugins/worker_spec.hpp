// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/host.hpp"
#include "kernel/plugins/registry.hpp"

#include <string>
#include <vector>

namespace guichet::plugins {

/// Everything a manifest asks to be approved, sorted: its capabilities, and for `connect` each address by itself,
/// "connect:ldap.univ.example:636", so that an upgrade that talks to another machine has to ask again.
[[nodiscard]] std::vector<std::string> asked_capabilities(const nlohmann::json& manifest);

/// How the worker of an installed bundle is run: it is granted what it asks for and was approved, and nothing else.
[[nodiscard]] WorkerSpec worker_spec_of(const Bundle& bundle, const std::vector<std::string>& approved);

/// Whether two workers would be run in the same way, so that one need not replace the other.
[[nodiscard]] bool same_worker(const WorkerSpec& one, const WorkerSpec& other);

}  // namespace guichet::plugins
