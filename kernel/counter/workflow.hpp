// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/domain/service.hpp"
#include "kernel/storage/database.hpp"

#include <nlohmann/json.hpp>

namespace guichet::counter {

/// Writes a row for each step of a new request's workflow and a job for each automation that can begin. Within a write.
/// Answers whether it left a job. `data`: what conditions read (answers, requester, request).
bool plan_workflow(storage::Connection& connection, const domain::Service& service, const domain::Request& request,
                   const nlohmann::json& data, domain::Instant now);

/// After a step is over: begins those that waited for it. Within a write. Answers whether it left a job.
bool continue_workflow(storage::Connection& connection, const domain::Service& service, const domain::Request& request,
                       domain::Instant now);

}  // namespace guichet::counter
