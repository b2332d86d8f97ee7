// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/workflow_run.hpp"

#include <vector>

namespace guichet::domain {

/// steps.* for these rules alone: the results of those steps that they name, so that what a step costs does not grow
/// with the number of those before it. Everything (WorkflowRun::results) where a rule works out what it reads. Rules
/// are borrowed for the call; a null one reads nothing.
[[nodiscard]] nlohmann::json results_for(const WorkflowRun& run, const std::vector<const nlohmann::json*>& rules);

}  // namespace guichet::domain
