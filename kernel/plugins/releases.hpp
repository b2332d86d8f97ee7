// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/registry.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::plugins {

/// A service that was published in the portal for a department that has a plugin.
struct PortalService {
  std::string service;     ///< full id
  std::string department;  ///< the plugin's id
  nlohmann::json definition;
};

/// The snapshot with these in the place of the plugins' own, or beside them, and a fingerprint of its own. To be laid
/// over before the synonyms. One whose department is not there, that cannot be read, or that names a team, service or
/// automation that is not there, is left out and told of in `problems` (department, what is wrong); the plugin's own
/// then stays.
[[nodiscard]] SnapshotPtr with_services(const Snapshot& snapshot, const std::vector<PortalService>& services,
                                        std::vector<std::pair<std::string, std::string>>& problems);

/// Why this definition cannot be offered beside what the snapshot has, in English for the log; "" when it can.
[[nodiscard]] std::string missing_for(const Snapshot& snapshot, const domain::Service& service);

}  // namespace guichet::plugins
