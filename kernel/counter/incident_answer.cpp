// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/change.hpp"
#include "kernel/counter/incidents.hpp"
#include "kernel/counter/letters.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Incident;
using domain::Result;
using storage::Belonging;

// Others write meanwhile: a page never waits for a thousand of them.
constexpr std::size_t requests_at_once = 25;
constexpr std::size_t letters_at_once = 50;
constexpr std::size_t events_looked_at = 100;

/// What was sent to another team after it joined is that team's, though nobody there has taken it yet.
bool went_elsewhere(storage::Connection& connection, domain::RequestId id) {
  std::int64_t joined = 0, sent = 0;
  for (const auto& event : storage::Events(connection).of_request(id, events_looked_at)) {
    if (event.kind == "request.joined-incident") joined = std::max(joined, event.number);
    if (event.kind == "request.transferred" || event.kind == "request.moved") sent = std::max(sent, event.number);
  }
  return sent > joined;
}

/// The answer and the end of one request. False: it is not this incident's to end any more.
bool answer_one(const Counter& counter, storage::Connection& connection, const Incident& incident, domain::RequestId id,
                domain::Instant now) {
  storage::Requests requests(connection);
  auto request = requests.find(id);
  if (!request || !domain::may_hold(incident, *request)) return false;
  if (request->team != incident.team && went_elsewhere(connection, id)) return false;
  const auto status = domain::after(*request, domain::Move::resolve, now);
  if (!status) return false;
  resume_promises(counter, connection, *request, now);
  request->status = *status;
  request->updated = request->resolved_at = now;
  if (request->assignee == 0) request->assignee = incident.ended_by;
  if (request->taken_at == 0) request->taken_at = now;
  if (!requests.update(*request, request->version)) return false;
  keep_promises(counter, connection, *request, now);
  storage::Message message;
  message.request = id;
  message.author = incident.ended_by;
  message.body = incident.answer;
  message.created = now;
  requests.insert_message(message);
  storage::Events(connection).append({0, now, "request.resolved", id, incident.ended_by, {{"incident", incident.id}}});
  write_to_requester(connection, *request, "mail.resolved", incident.answer, now);
  return true;
}

void write_to_follower(storage::Connection& connection, const Incident& incident, domain::PersonId id,
                       domain::Instant now) {
  const auto person = storage::People(connection).find(id);
  if (!person || !person->active || person->mail.empty()) return;
  storage::Mail mail;
  mail.to = person->mail;
  mail.kind = "mail.incident-over";
  mail.language = person->language;
  mail.created = now;
  mail.parameters = {{"title", incident.title}, {"body", incident.answer}};
  leave_letter(connection, mail);
}

}  // namespace

Result<bool> give_incident_answer(const Counter& counter, const storage::Job& job, domain::Instant now) {
  auto more = counter.database.write([&](storage::Connection& connection) -> Result<bool> {
    storage::Jobs jobs(connection);
    const auto current = jobs.find(job.id);
    // Taken for lost and running again elsewhere: that run goes on with it.
    if (!current || current->state != "running" || current->attempts != job.attempts) return false;
    storage::Incidents incidents(connection);
    const auto incident = incidents.find(job.payload.value("incident", std::int64_t{0}));
    if (!incident || incident->state != domain::IncidentState::over) {
      return Error{ErrorKind::not_found, "error.incident.unknown", {}, {}, "job without an incident"};
    }
    // First those that were not gathered yet when it ended: nothing is proposed to it for ever.
    for (const Belonging state : {Belonging::proposed, Belonging::linked}) {
      const auto some = incidents.requests_in(incident->id, state, requests_at_once);
      for (const auto id : some) {
        const bool answered = answer_one(counter, connection, *incident, id, now);
        incidents.move_request(id, state, answered ? Belonging::answered : Belonging::left_out, now);
      }
      if (!some.empty()) return true;
    }
    const auto followers = incidents.followers_to_tell(incident->id, letters_at_once);
    for (const auto person : followers) {
      // Who has a request in it read the answer in that letter.
      if (!incidents.answered(incident->id, person)) write_to_follower(connection, *incident, person, now);
      incidents.mark_told(incident->id, person);
    }
    if (!followers.empty()) return true;
    (void)jobs.finish(job.id);
    return false;
  });
  if (more && counter.wake_jobs) counter.wake_jobs();
  return more;
}

}  // namespace guichet::counter
