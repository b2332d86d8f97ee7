// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/requests.hpp"
#include "kernel/storage/workflow.hpp"

#include <string_view>
#include <vector>

namespace guichet::storage {

/// Requests::steps without kind and date: every change of a request with a workflow reads them all, up to 300.
[[nodiscard]] std::vector<StepState> steps_of_course(Connection& connection, domain::RequestId request);

/// Approvals::of_request of one step alone, in all its rounds, by id.
[[nodiscard]] std::vector<ApprovalVoice> approvals_of_step(Connection& connection, domain::RequestId request,
                                                           std::string_view step);

}  // namespace guichet::storage
