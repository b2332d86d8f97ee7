// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incident_gather.hpp"

#include "kernel/storage/events.hpp"

namespace guichet::counter {
namespace {

using domain::Incident;
using domain::IncidentState;
using domain::Result;
using storage::Belonging;

// Others write meanwhile: a page never waits for a thousand of them.
constexpr std::size_t gathered_at_once = 50;

/// Answers whether there may be more.
bool gather_some(storage::Connection& connection, const Incident& incident, domain::Instant now) {
  const auto some = storage::Incidents(connection).requests_in(incident.id, Belonging::proposed, gathered_at_once);
  for (const auto request : some) link_request(connection, incident, request, incident.decided_by, now);
  return some.size() == gathered_at_once;
}

}  // namespace

void link_request(storage::Connection& connection, const Incident& incident, domain::RequestId id, domain::PersonId by,
                  domain::Instant now) {
  const auto request = storage::Requests(connection).find(id);
  const bool belongs = request && domain::may_hold(incident, *request);
  const auto state = belongs ? Belonging::linked : Belonging::left_out;
  if (!storage::Incidents(connection).move_request(id, Belonging::proposed, state, now) || !belongs) return;
  storage::Events(connection).append({0, now, "request.joined-incident", id, by, {{"incident", incident.id}}});
}

void begin_to_gather(storage::Connection& connection, const Incident& incident, domain::Instant now) {
  if (!gather_some(connection, incident, now)) return;
  storage::Job job;
  job.kind = "incident-gather";
  job.payload = {{"incident", incident.id}};
  job.run_at = now;
  storage::Jobs(connection).enqueue(job);
}

Result<bool> gather_incident(const Counter& counter, const storage::Job& job, domain::Instant now) {
  return counter.database.write([&](storage::Connection& connection) -> Result<bool> {
    storage::Jobs jobs(connection);
    const auto current = jobs.find(job.id);
    // Taken for lost and running again elsewhere: that run goes on with it.
    if (!current || current->state != "running" || current->attempts != job.attempts) return false;
    const auto incident = storage::Incidents(connection).find(job.payload.value("incident", std::int64_t{0}));
    // Once it is over, the answer goes to those that are left as well.
    if (incident && incident->state == IncidentState::confirmed && gather_some(connection, *incident, now)) return true;
    (void)jobs.finish(job.id);
    return false;
  });
}

}  // namespace guichet::counter
