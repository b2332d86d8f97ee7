// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/incidents.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {
namespace {

using domain::Incident;

}  // namespace

/// Everything but the id.
template <typename Visitor, Is<Incident> Row>
void columns(Visitor& column, Row& row) {
  column("title", row.title);
  column("team", row.team);
  column("service", row.service);
  column("place", row.place);
  column("component", row.component);
  column("open_to_all", row.open_to_all);
  column("state", row.state);
  column("roots", row.roots);
  column("since", row.since);
  column("created", row.created);
  column("decided_by", row.decided_by);
  column("decided_at", row.decided_at);
  column("ended_by", row.ended_by);
  column("over_at", row.over_at);
  column("answer", row.answer);
  column("version", row.version);
}

struct KeptIncident {
  Incident incident;
};
template <typename Visitor, Is<KeptIncident> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.incident.id);
  columns(column, row.incident);
}

template <typename Visitor, Is<IncidentRequest> Row>
void columns(Visitor& column, Row& row) {
  column("request", row.request);
  column("incident", row.incident);
  column("state", row.state);
  column("changed", row.changed);
}

template <typename Visitor, Is<IncidentCounts> Row>
void columns(Visitor& column, Row& row) {
  column("proposed", row.proposed);
  column("linked", row.linked);
  column("answered", row.answered);
}

template <typename Visitor, Is<IncidentNews> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("incident", row.incident);
  column("author", row.author);
  column("body", row.body);
  column("created", row.created);
}

template <typename Visitor, Is<LateRequest> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("title", row.title);
  column("words", row.words);
  column("service", row.service);
  column("campus", row.campus);
  column("contact", row.contact);
  column("requester", row.requester);
  column("answers", row.answers);
  column("created", row.created);
}

namespace {

const std::string select_incident = "SELECT " + names_of<KeptIncident>() + " FROM incident ";

std::vector<Incident> plain(std::vector<KeptIncident>&& kept) {
  std::vector<Incident> incidents;
  incidents.reserve(kept.size());
  for (auto& each : kept) incidents.push_back(std::move(each.incident));
  return incidents;
}

}  // namespace

std::int64_t Incidents::insert(const Incident& incident) {
  static const std::string sql =
      "INSERT INTO incident (" + names_of<Incident>() + ") VALUES (" + places_of<Incident>() + ") RETURNING id";
  return ask_one<std::int64_t>(connection_, sql, incident).value();
}

std::optional<Incident> Incidents::find(std::int64_t id) {
  static const std::string sql = select_incident + "WHERE id = ?";
  auto kept = ask_one<KeptIncident>(connection_, sql, id);
  return kept ? std::optional(std::move(kept->incident)) : std::nullopt;
}

bool Incidents::update(const Incident& incident, std::int64_t expected_version) {
  return run(connection_,
             "UPDATE incident SET title = ?, team = ?, service = ?, place = ?, component = ?, open_to_all = ?,"
             " state = ?, roots = ?, since = ?, decided_by = ?, decided_at = ?, ended_by = ?, over_at = ?, answer = ?,"
             " version = ? WHERE id = ? AND version = ?",
             incident.title, incident.team, incident.service, incident.place, incident.component, incident.open_to_all,
             incident.state, incident.roots, incident.since, incident.decided_by, incident.decided_at,
             incident.ended_by, incident.over_at, incident.answer, expected_version + 1, incident.id,
             expected_version) == 1;
}

std::vector<Incident> Incidents::under_way(std::size_t limit) {
  static const std::string sql = select_incident + "WHERE state < 2 ORDER BY id DESC LIMIT ?";
  return plain(ask<KeptIncident>(connection_, sql, limit));
}

std::vector<Incident> Incidents::of_team(std::string_view team, domain::Instant since, std::size_t limit) {
  static const std::string sql =
      select_incident + "WHERE team = ? AND (created >= ? OR state < 2) ORDER BY id DESC LIMIT ?";
  return plain(ask<KeptIncident>(connection_, sql, team, since, limit));
}

std::vector<Incident> Incidents::over(const std::vector<std::string>& teams, std::size_t limit) {
  const std::string sql =
      select_incident + "WHERE " + is_in_texts(connection_, "team") + " AND state = 3 ORDER BY created DESC LIMIT ?";
  return plain(ask<KeptIncident>(connection_, sql, list_of(teams), limit));
}

bool Incidents::add_request(std::int64_t incident, domain::RequestId request, Belonging state, domain::Instant now) {
  return run(connection_,
             "INSERT INTO incident_request (request, incident, state, changed) VALUES (?, ?, ?, ?)"
             " ON CONFLICT (request) DO UPDATE SET incident = excluded.incident, state = excluded.state,"
             " changed = excluded.changed WHERE incident_request.state = ?",
             request, incident, state, now, Belonging::answered) == 1;
}

bool Incidents::take_over(std::int64_t incident, domain::RequestId request, Belonging state, domain::Instant now) {
  return run(connection_,
             "UPDATE incident_request SET incident = ?, state = ?, changed = ? WHERE request = ? AND state = ?",
             incident, state, now, request, Belonging::left_out) == 1;
}

std::optional<IncidentRequest> Incidents::of_request(domain::RequestId request) {
  static const std::string sql = "SELECT " + names_of<IncidentRequest>() + " FROM incident_request WHERE request = ?";
  return ask_one<IncidentRequest>(connection_, sql, request);
}

std::vector<IncidentRequest> Incidents::of_requests(const std::vector<domain::RequestId>& ids) {
  const std::string sql =
      "SELECT " + names_of<IncidentRequest>() + " FROM incident_request WHERE " + is_in_ids(connection_, "request");
  return ask<IncidentRequest>(connection_, sql, list_of(ids));
}

std::vector<IncidentRequest> Incidents::requests(std::int64_t incident, std::size_t skip, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<IncidentRequest>() +
      " FROM incident_request WHERE incident = ? AND state <> 2 ORDER BY state, request LIMIT ? OFFSET ?";
  return ask<IncidentRequest>(connection_, sql, incident, limit, skip);
}

IncidentCounts Incidents::counts(std::int64_t incident) {
  static const std::string sql =
      "SELECT CAST(COUNT(CASE WHEN state = 0 THEN 1 END) AS bigint) AS proposed,"
      " CAST(COUNT(CASE WHEN state = 1 THEN 1 END) AS bigint) AS linked,"
      " CAST(COUNT(CASE WHEN state = 3 THEN 1 END) AS bigint) AS answered FROM incident_request WHERE incident = ?";
  return ask_one<IncidentCounts>(connection_, sql, incident).value_or(IncidentCounts{});
}

std::vector<domain::RequestId> Incidents::requests_in(std::int64_t incident, Belonging state, std::size_t limit) {
  return ask<domain::RequestId>(
      connection_, "SELECT request FROM incident_request WHERE incident = ? AND state = ? ORDER BY request LIMIT ?",
      incident, state, limit);
}

bool Incidents::move_request(domain::RequestId request, Belonging from, Belonging to, domain::Instant now) {
  return run(connection_, "UPDATE incident_request SET state = ?, changed = ? WHERE request = ? AND state = ?", to, now,
             request, from) == 1;
}

void Incidents::leave_out_proposed(std::int64_t incident, domain::Instant now) {
  run(connection_, "UPDATE incident_request SET state = ?, changed = ? WHERE incident = ? AND state = ?",
      Belonging::left_out, now, incident, Belonging::proposed);
}

void Incidents::add_news(const IncidentNews& news) {
  run(connection_, "INSERT INTO incident_news (incident, author, body, created) VALUES (?, ?, ?, ?)", news.incident,
      news.author, news.body, news.created);
}

std::vector<IncidentNews> Incidents::news(std::int64_t incident, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<IncidentNews>() + " FROM incident_news WHERE incident = ? ORDER BY id DESC LIMIT ?";
  return ask<IncidentNews>(connection_, sql, incident, limit);
}

void Incidents::follow(std::int64_t incident, domain::PersonId person, domain::Instant now) {
  run(connection_,
      "INSERT INTO incident_follower (incident, person, since, told) VALUES (?, ?, ?, 0)"
      " ON CONFLICT (incident, person) DO NOTHING",
      incident, person, now);
}

void Incidents::unfollow(std::int64_t incident, domain::PersonId person) {
  run(connection_, "DELETE FROM incident_follower WHERE incident = ? AND person = ?", incident, person);
}

std::int64_t Incidents::followers(std::int64_t incident) {
  return ask_one<std::int64_t>(connection_, "SELECT CAST(COUNT(*) AS bigint) FROM incident_follower WHERE incident = ?",
                               incident)
      .value_or(0);
}

std::vector<std::int64_t> Incidents::followed_by(domain::PersonId person) {
  return ask<std::int64_t>(
      connection_,
      "SELECT f.incident FROM incident_follower f JOIN incident i ON i.id = f.incident"
      " WHERE f.person = ? AND i.state = 1"
      " UNION SELECT t.incident FROM request r JOIN incident_request t ON t.request = r.id AND t.state < 2"
      " JOIN incident i ON i.id = t.incident WHERE r.requester = ? AND r.status < 4 AND i.state = 1",
      person, person);
}

std::vector<domain::PersonId> Incidents::followers_to_tell(std::int64_t incident, std::size_t limit) {
  return ask<domain::PersonId>(
      connection_, "SELECT person FROM incident_follower WHERE incident = ? AND told = 0 ORDER BY person LIMIT ?",
      incident, limit);
}

void Incidents::mark_told(std::int64_t incident, domain::PersonId person) {
  run(connection_, "UPDATE incident_follower SET told = 1 WHERE incident = ? AND person = ?", incident, person);
}

bool Incidents::answered(std::int64_t incident, domain::PersonId person) {
  return ask_one<std::int64_t>(connection_,
                               "SELECT r.id FROM request r JOIN incident_request t ON t.request = r.id"
                               " WHERE r.requester = ? AND t.incident = ? AND t.state = ? LIMIT 1",
                               person, incident, Belonging::answered)
      .has_value();
}

std::vector<LateRequest> Incidents::sent_lately(std::string_view team, domain::Instant since, std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<LateRequest>() +
                                 " FROM request WHERE team = ? AND created >= ? AND status < 4 AND confidential = 0"
                                 " AND NOT EXISTS (SELECT 1 FROM incident_request WHERE incident_request.request ="
                                 " request.id AND incident_request.state <> 3)"
                                 " ORDER BY created DESC LIMIT ?";
  return ask<LateRequest>(connection_, sql, team, since, limit);
}

std::vector<LateRequest> Incidents::untaken_lately(domain::Instant since, std::size_t limit) {
  // The latest few thousand of all: no index says when a request was sent, and there is no more than that to compare.
  static const std::string sql = "SELECT " + names_of<LateRequest>() +
                                 " FROM request WHERE id > (SELECT MAX(id) FROM request) - 5000 AND created >= ?"
                                 " AND status = 0 AND assignee = 0 AND confidential = 0 ORDER BY id DESC LIMIT ?";
  return ask<LateRequest>(connection_, sql, since, limit);
}

}  // namespace guichet::storage
