// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/incident.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/incidents.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::counter {

/// One that was proposed becomes one of the incident, as far as it may. `by`: who said so; 0: nobody. Within a write.
void link_request(storage::Connection& connection, const domain::Incident& incident, domain::RequestId request,
                  domain::PersonId by, domain::Instant now);

/// Of an incident that was just confirmed, takes the first of those that are proposed, and leaves a job for the rest.
void begin_to_gather(storage::Connection& connection, const domain::Incident& incident, domain::Instant now);
/// A part of that job: some requests in one write, each exactly once. Answers whether there is more.
[[nodiscard]] domain::Result<bool> gather_incident(const Counter& counter, const storage::Job& job,
                                                   domain::Instant now);

}  // namespace guichet::counter
