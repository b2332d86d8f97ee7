// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <memory>

namespace guichet::counter {

/// Begins the workflow of a request that was just written. Within a write. Writes the request again, and its version
/// rises, when the workflow changes its status. Answers whether it left a job.
bool plan_workflow(const Counter& counter, storage::Connection& connection,
                   const std::shared_ptr<const domain::Service>& service, domain::Request& request,
                   domain::Instant now);

/// What follows for its workflow and for its parent when a request that was under way is over, before it is written:
/// cancelled, what was done is undone; resolved by hand, what still ran is withdrawn. Within a write.
void follow_end(const Counter& counter, storage::Connection& connection, domain::Request& request, domain::Instant now,
                domain::PersonId actor);

/// The requester answered: a step that waits for that goes on. Before the request is written. Within a write.
void follow_answer(const Counter& counter, storage::Connection& connection, domain::Request& request,
                   domain::Instant now, domain::PersonId actor);

/// Why a request may not be called resolved by hand: "error.request.steps-open" with how many; nothing when it may.
[[nodiscard]] std::optional<domain::Error> steps_open(const Counter& counter, storage::Connection& connection,
                                                      domain::Request& request, domain::Instant now);

/// Whether somebody who was trusted first may still object: it is not closed before that date.
[[nodiscard]] bool may_be_objected_to(const Counter& counter, storage::Connection& connection, domain::Request& request,
                                      domain::Instant now);

/// Whether a machine did something that it would take back, were the request cancelled now.
[[nodiscard]] bool may_be_undone(const domain::Service* service, const std::vector<storage::StepState>& steps);

/// Nobody is asked any more for what this request's workflow wanted: it goes to another service. Within a write.
void withdraw_workflow(storage::Connection& connection, domain::RequestId request);
/// It came back: whoever was asked is asked again. Within a write; the request is written by the caller.
void resume_workflow(const Counter& counter, storage::Connection& connection, domain::Request& request,
                     domain::Instant now);

/// A timer of a workflow that is due: a wait, a reminder, an escalation, the date to object before. For `jobs`.
domain::Result<domain::Done> run_timer(const Counter& counter, const storage::Job& job, domain::Instant now);

}  // namespace guichet::counter
