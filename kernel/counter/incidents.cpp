// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incidents.hpp"

#include "kernel/counter/change.hpp"
#include "kernel/counter/distress.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/incident_gather.hpp"
#include "kernel/counter/incident_watch.hpp"
#include "kernel/counter/incident_words.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/storage/accounts.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Incident;
using domain::IncidentState;
using domain::Result;
using storage::Belonging;

constexpr std::size_t longest_title = 200;
// An agent asks for it once; what is compared at each request that arrives is bounded closer.
constexpr std::size_t most_compared_by_hand = 5000;

Error no_such_incident() {
  return {ErrorKind::not_found, "error.incident.unknown", {}, {}, ""};
}

Error incident_changed() {
  return {ErrorKind::conflict, "error.incident.changed", {}, {}, ""};
}

Error wrong_field(const char* field, const char* message) {
  return {ErrorKind::invalid, message, {}, {{field, message}}, ""};
}

void audit(storage::Connection& connection, const Asker& asker, const char* action, std::int64_t id) {
  storage::Audit(connection).append({asker.now, asker.id(), action, "incident:" + std::to_string(id), "{}"});
}

void record(storage::Connection& connection, const Asker& asker, const char* kind, const Incident& incident) {
  storage::Events(connection)
      .append({0, asker.now, kind, 0, asker.id(), {{"incident", incident.id}, {"team", incident.team}}});
}

/// Loads it for somebody who may lead it, lets `body` change it, and writes what changed. No `version`: any, for what
/// does not undo what somebody else did.
template <typename Body>
Result<Done> change(const Counter& counter, const Asker& asker, std::int64_t id, std::optional<std::int64_t> version,
                    const std::vector<IncidentState>& from, const char* event, Body body) {
  if (asker.viewer == nullptr) return sign_in_needed();
  auto done = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Incidents incidents(connection);
    auto incident = incidents.find(id);
    if (!incident || !identity::may_lead_incident(*asker.viewer, incident->team)) return no_such_incident();
    if (std::find(from.begin(), from.end(), incident->state) == from.end()) return incident_changed();
    if (version && *version != incident->version) return incident_changed();
    if (const std::optional<Error> refused = body(connection, *incident)) return *refused;
    if (!incidents.update(*incident, incident->version)) return incident_changed();
    record(connection, asker, event, *incident);
    audit(connection, asker, event, id);
    return Done{};
  });
  if (done && counter.incidents != nullptr) counter.incidents->refresh(counter.database);
  if (done && counter.wake_jobs) counter.wake_jobs();
  return done;
}

/// What was sent lately to the team of a request, read before the write: it is much to compare.
std::vector<domain::Telling> told_lately(const Counter& counter, const plugins::Snapshot& snapshot,
                                         domain::RequestId id, domain::Instant now) {
  storage::Reader reader = counter.database.read();
  const auto request = storage::Requests(reader).find(id);
  std::vector<domain::Telling> tellings;
  if (!request || request->confidential) return tellings;
  const matching::Synonyms synonyms(snapshot.synonyms);
  const auto sent = storage::Incidents(reader).sent_lately(request->team, now - incident_window, most_compared_by_hand);
  std::vector<domain::RequestId> ids;
  for (const auto& other : sent) ids.push_back(other.id);
  const std::set<domain::RequestId> in_distress = told_later(reader, ids);
  for (const auto& other : sent) {
    if (!in_distress.contains(other.id)) tellings.push_back(telling_of(counter, snapshot, synonyms, other));
  }
  return tellings;
}

/// Those that tell of it as the one it is opened from does.
std::vector<const domain::Telling*> told_like(const std::vector<domain::Telling>& tellings, Incident incident,
                                              const std::vector<std::string>& roots) {
  incident.roots = roots;
  std::vector<const domain::Telling*> alike;
  for (const auto& telling : tellings) {
    if (domain::tells_of(incident, telling.roots, telling.place)) alike.push_back(&telling);
  }
  return alike;
}

/// Those that are of it no more say so in their history.
void leave_out_of(storage::Connection& connection, const Asker& asker, std::int64_t id,
                  const std::vector<domain::RequestId>& requests) {
  storage::Incidents incidents(connection);
  for (const auto request : requests) {
    const auto member = incidents.of_request(request);
    if (!member || member->incident != id || member->state == Belonging::answered) continue;
    if (!incidents.move_request(request, member->state, Belonging::left_out, asker.now)) continue;
    if (member->state != Belonging::linked) continue;
    storage::Events(connection)
        .append({0, asker.now, "request.left-incident", request, asker.id(), {{"incident", id}}});
  }
}

std::optional<Error> check_confirmed(const Counter& counter, const IncidentConfirmed& confirmed) {
  if (is_blank(confirmed.title)) return wrong_field("title", "error.field.required");
  if (!is_line(confirmed.title)) {
    return wrong_field("title", "error.field.bad-text");
  }
  if (characters_of(confirmed.title) > longest_title) {
    Error error = wrong_field("title", "error.field.too-long");
    error.parameters = error.fields.front().parameters = {{"max", longest_title}};
    return error;
  }
  if (!confirmed.place.empty() && counter.places.find(confirmed.place) == nullptr) {
    return wrong_field("place", "error.field.not-a-place");
  }
  const auto& components = counter.components;
  if (!confirmed.component.empty() && std::none_of(components.begin(), components.end(),
                                                   [&](const auto& each) { return each.id == confirmed.component; })) {
    return wrong_field("component", "error.field.not-an-option");
  }
  return std::nullopt;
}

}  // namespace

Result<Done> confirm_incident(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                              const IncidentConfirmed& confirmed) {
  if (auto wrong = check_confirmed(counter, confirmed)) return *wrong;
  return change(counter, asker, id, version, {IncidentState::proposed}, "incident.confirmed",
                [&](storage::Connection& connection, Incident& incident) -> std::optional<Error> {
                  incident.title = confirmed.title;
                  incident.place = confirmed.place;
                  incident.component = confirmed.component;
                  incident.open_to_all = confirmed.open_to_all;
                  incident.state = IncidentState::confirmed;
                  incident.decided_by = asker.id();
                  incident.decided_at = asker.now;
                  leave_out_of(connection, asker, id, confirmed.left_out);
                  begin_to_gather(connection, incident, asker.now);
                  return std::nullopt;
                });
}

Result<Done> refuse_incident(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version) {
  return change(counter, asker, id, version, {IncidentState::proposed}, "incident.refused",
                [&](storage::Connection& connection, Incident& incident) -> std::optional<Error> {
                  incident.state = IncidentState::refused;
                  incident.decided_by = asker.id();
                  incident.decided_at = asker.now;
                  storage::Incidents(connection).leave_out_proposed(id, asker.now);
                  return std::nullopt;
                });
}

Result<std::int64_t> open_incident(const Counter& counter, const Asker& asker, domain::RequestId id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const auto snapshot = counter.registry.current();
  const std::vector<domain::Telling> lately = told_lately(counter, *snapshot, id, asker.now);
  auto opened = counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    storage::Requests requests(connection);
    const auto request = requests.find(id);
    if (!request) return no_such_request();
    const auto relation = relation_to(asker.viewer, *request, requests.participants(id));
    if (!identity::may_see(relation, identity::Part::answers, *request)) return no_such_request();
    if (relation != identity::Relation::team) return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
    storage::Incidents incidents(connection);
    const auto before = incidents.of_request(id);
    const bool free = !before || before->state == Belonging::left_out || before->state == Belonging::answered;
    if (!free) return before->incident;
    Incident incident;
    incident.team = request->team;
    if (!domain::may_hold(incident, *request) || tells_of_distress(connection, *request)) {
      return Error{ErrorKind::conflict, "error.incident.request", {}, {}, ""};
    }
    incident.service = request->service;
    incident.created = asker.now;
    incident.since = request->created;
    const Told told = told_by(counter, matching::Synonyms(snapshot->synonyms), request->title + " " + request->words,
                              request->campus);
    incident.place = told.place.empty() ? request->campus : told.place;
    const auto* service = incident.service.empty() ? nullptr : snapshot->service(incident.service);
    if (service != nullptr) incident.title = service->title.fr;
    const auto alike = told_like(lately, incident, told.roots);
    // Nobody learns from an incident what one person wrote.
    incident.roots = roots_of_several(alike);
    if (incident.roots.empty() && service != nullptr) {
      incident.roots = told_by(counter, matching::Synonyms(snapshot->synonyms), service->title.fr, "").roots;
    }
    incident.id = incidents.insert(incident);
    if (before && before->state == Belonging::left_out) {
      incidents.take_over(incident.id, id, Belonging::proposed, asker.now);
    } else {
      incidents.add_request(incident.id, id, Belonging::proposed, asker.now);
    }
    for (const auto* telling : alike) {
      if (telling->request != id) incidents.add_request(incident.id, telling->request, Belonging::proposed, asker.now);
    }
    record(connection, asker, "incident.opened", incident);
    audit(connection, asker, "incident.opened", incident.id);
    return incident.id;
  });
  if (opened && counter.incidents != nullptr) counter.incidents->refresh(counter.database);
  return opened;
}

Result<Done> leave_out(const Counter& counter, const Asker& asker, std::int64_t id,
                       const std::vector<domain::RequestId>& requests) {
  return change(counter, asker, id, std::nullopt, {IncidentState::proposed, IncidentState::confirmed},
                "incident.members", [&](storage::Connection& connection, const Incident&) -> std::optional<Error> {
                  leave_out_of(connection, asker, id, requests);
                  return std::nullopt;
                });
}

Result<Done> tell_news(const Counter& counter, const Asker& asker, std::int64_t id, const std::string& body) {
  if (auto wrong = check_text(body, "news", true)) return *wrong;
  return change(counter, asker, id, std::nullopt, {IncidentState::confirmed}, "incident.news",
                [&](storage::Connection& connection, const Incident&) -> std::optional<Error> {
                  storage::Incidents(connection).add_news({0, id, asker.id(), body, asker.now});
                  return std::nullopt;
                });
}

Result<Done> end_incident(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                          const std::string& answer) {
  if (auto wrong = check_text(answer, "answer", true)) return *wrong;
  return change(counter, asker, id, version, {IncidentState::confirmed}, "incident.over",
                [&](storage::Connection& connection, Incident& incident) -> std::optional<Error> {
                  incident.state = IncidentState::over;
                  incident.ended_by = asker.id();
                  incident.over_at = asker.now;
                  incident.answer = answer;
                  storage::Job job;
                  job.kind = "incident-answer";
                  job.payload = {{"incident", id}};
                  job.run_at = asker.now;
                  storage::Jobs(connection).enqueue(job);
                  return std::nullopt;
                });
}

}  // namespace guichet::counter
