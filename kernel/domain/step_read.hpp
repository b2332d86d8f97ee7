// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/manifest_reader.hpp"
#include "kernel/domain/step.hpp"

#include <functional>
#include <string>
#include <vector>

namespace guichet::domain {

/// Reads the steps under `key` of a service, ids made full with `plugin`. Throws ManifestFailure.
[[nodiscard]] std::vector<Step> workflow_from(ManifestReader& service, const std::string& key,
                                              const std::string& plugin);

/// Every team, service and automation that a workflow names, told one by one with what it is ("team", "service",
/// "automation") and the step's id.
void for_each_reference(
    const std::vector<Step>& workflow,
    const std::function<void(const char* kind, const std::string& id, const std::string& step)>& tell);

}  // namespace guichet::domain
