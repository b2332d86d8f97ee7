// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/workflow.hpp"

#include "kernel/storage/query.hpp"
#include "kernel/storage/steps.hpp"

#include <algorithm>
#include <tuple>

namespace guichet::storage {

template <typename Visitor, Is<ApprovalVoice> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("request", row.request);
  column("step", row.step);
  column("round", row.round);
  column("place", row.place);
  column("team", row.team);
  column("address", row.address);
  column("trust", row.trust);
  column("state", row.state);
  column("said", row.said);
  column("decided_by", row.decided_by);
  column("instead_of", row.instead_of);
  column("decided_at", row.decided_at);
  column("comment", row.comment);
  column("asked", row.asked_at);
  column("until", row.until);
}

template <typename Visitor, Is<TeamStep> Row>
void columns(Visitor& column, Row& row) {
  column("request", row.request);
  column("step", row.step);
  column("team", row.team);
  column("since", row.since);
}

template <typename Visitor, Is<SubRequestLink> Row>
void columns(Visitor& column, Row& row) {
  column("child", row.child);
  column("parent", row.parent);
  column("step", row.step);
  column("round", row.round);
  column("blocking", row.blocking);
}

template <typename Visitor, Is<AcceptedTrust> Row>
void columns(Visitor& column, Row& row) {
  column("person", row.person);
  column("at", row.at);
  column("stakes", row.stakes);
}

namespace {

std::optional<ApprovalVoice> first(std::vector<ApprovalVoice> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

const std::string& voice_columns() {
  static const std::string names = names_of<ApprovalVoice>("a.");
  return names;
}

}  // namespace

std::int64_t Approvals::insert(const ApprovalVoice& voice, const std::vector<domain::PersonId>& people) {
  const auto id = *ask_one<std::int64_t>(
      connection_,
      "INSERT INTO approval (request, step, round, place, team, address, trust, state, said, decided_by,"
      " instead_of, decided_at, comment, asked, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " RETURNING id",
      voice.request, voice.step, voice.round, voice.place, voice.team, voice.address, voice.trust, voice.state,
      voice.said, voice.decided_by, voice.instead_of, voice.decided_at, voice.comment, voice.asked_at, voice.until);
  for (const auto person : people) add_person(id, person);
  return id;
}

void Approvals::add_person(std::int64_t voice, domain::PersonId person) {
  run(connection_, "INSERT INTO approver (person, approval) VALUES (?, ?) ON CONFLICT DO NOTHING", person, voice);
}

void Approvals::remove_person(std::int64_t voice, domain::PersonId person) {
  run(connection_, "DELETE FROM approver WHERE approval = ? AND person = ?", voice, person);
}

std::vector<ApprovalVoice> Approvals::of_request(domain::RequestId request) {
  return ask<ApprovalVoice>(
      connection_, "SELECT " + voice_columns() + " FROM approval a WHERE a.request = ? ORDER BY a.id", request);
}

std::vector<ApprovalVoice> approvals_of_step(Connection& connection, domain::RequestId request, std::string_view step) {
  return ask<ApprovalVoice>(
      connection, "SELECT " + voice_columns() + " FROM approval a WHERE a.request = ? AND a.step = ? ORDER BY a.id",
      request, step);
}

std::optional<ApprovalVoice> Approvals::find(std::int64_t id) {
  return first(ask<ApprovalVoice>(connection_, "SELECT " + voice_columns() + " FROM approval a WHERE a.id = ?", id));
}

std::optional<ApprovalVoice> Approvals::by_token(std::string_view token_hash) {
  auto voice = first(ask<ApprovalVoice>(
      connection_,
      "SELECT " + voice_columns() + " FROM approval a JOIN approval_link l ON l.approval = a.id WHERE l.token_hash = ?",
      token_hash));
  if (voice) {
    voice->address =
        ask_one<std::string>(connection_, "SELECT address FROM approval_link WHERE token_hash = ?", token_hash)
            .value_or("");
  }
  return voice;
}

std::vector<domain::PersonId> Approvals::people_of(std::int64_t voice) {
  return ask<domain::PersonId>(connection_, "SELECT person FROM approver WHERE approval = ? ORDER BY person", voice);
}

bool Approvals::update(const ApprovalVoice& voice, std::int64_t expected) {
  return run(connection_,
             "UPDATE approval SET team = ?, address = ?, state = ?, said = ?, decided_by = ?, instead_of = ?, "
             "decided_at = ?,"
             " comment = ?, asked = ?, until = ? WHERE id = ? AND state = ?",
             voice.team, voice.address, voice.state, voice.said, voice.decided_by, voice.instead_of, voice.decided_at,
             voice.comment, voice.asked_at, voice.until, voice.id, expected) == 1;
}

void Approvals::add_link(std::int64_t voice, std::string_view token_hash, std::string_view address) {
  run(connection_, "INSERT INTO approval_link (token_hash, approval, address) VALUES (?, ?, ?)", token_hash, voice,
      address);
}

void Approvals::close(std::int64_t voice) {
  run(connection_, "UPDATE approval SET state = 2 WHERE id = ?", voice);
  run(connection_, "DELETE FROM approver WHERE approval = ?", voice);
}

std::vector<ApprovalVoice> Approvals::asked_of(const std::vector<domain::PersonId>& people,
                                               const std::vector<std::string>& teams, std::size_t limit) {
  std::vector<ApprovalVoice> all;
  const auto add = [&](std::vector<ApprovalVoice> rows) {
    for (auto& row : rows) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.id == row.id; });
      if (!known) all.push_back(std::move(row));
    }
  };
  const auto most = static_cast<std::int64_t>(limit);
  for (const auto person : people) {
    add(ask<ApprovalVoice>(connection_,
                           "SELECT " + voice_columns() +
                               " FROM approver p JOIN approval a ON a.id = p.approval"
                               " WHERE p.person = ? AND a.state = 1 ORDER BY a.asked, a.id LIMIT ?",
                           person, most));
  }
  for (const std::string& team : teams) {
    add(ask<ApprovalVoice>(connection_,
                           "SELECT " + voice_columns() +
                               " FROM approval a WHERE a.team = ? AND a.state = 1 AND a.team <> ''"
                               " ORDER BY a.asked, a.id LIMIT ?",
                           team, most));
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return std::tie(a.asked_at, a.id) < std::tie(b.asked_at, b.id); });
  if (all.size() > limit) all.resize(limit);
  return all;
}

void TeamSteps::put(const TeamStep& step) {
  run(connection_,
      "INSERT INTO team_step (request, step, team, since) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (request, step) DO UPDATE SET team = excluded.team, since = excluded.since",
      step.request, step.step, step.team, step.since);
}

void TeamSteps::remove(domain::RequestId request, std::string_view step) {
  run(connection_, "DELETE FROM team_step WHERE request = ? AND step = ?", request, step);
}

std::vector<TeamStep> TeamSteps::of_request(domain::RequestId request) {
  return ask<TeamStep>(connection_,
                       "SELECT " + names_of<TeamStep>() + " FROM team_step WHERE request = ? ORDER BY step", request);
}

std::vector<TeamStep> TeamSteps::of_teams(const std::vector<std::string>& teams, std::size_t limit) {
  std::vector<TeamStep> all;
  for (const std::string& team : teams) {
    auto rows = ask<TeamStep>(
        connection_,
        "SELECT " + names_of<TeamStep>() + " FROM team_step WHERE team = ? ORDER BY since, request LIMIT ?", team,
        static_cast<std::int64_t>(limit));
    all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.since, a.request, a.step) < std::tie(b.since, b.request, b.step);
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

void SubRequests::insert(const SubRequestLink& link) {
  run(connection_, "INSERT INTO sub_request (child, parent, step, round, blocking) VALUES (?, ?, ?, ?, ?)", link.child,
      link.parent, link.step, link.round, link.blocking);
}

std::optional<SubRequestLink> SubRequests::parent_of(domain::RequestId child) {
  auto rows = ask<SubRequestLink>(connection_,
                                  "SELECT " + names_of<SubRequestLink>() + " FROM sub_request WHERE child = ?", child);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<SubRequestLink> SubRequests::children_of(domain::RequestId parent) {
  return ask<SubRequestLink>(
      connection_, "SELECT " + names_of<SubRequestLink>() + " FROM sub_request WHERE parent = ? ORDER BY child",
      parent);
}

void StructureRoles::insert(std::string_view role, std::string_view structure, domain::PersonId person) {
  run(connection_, "INSERT INTO structure_role (role, structure, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", role,
      structure, person);
}

std::vector<domain::PersonId> StructureRoles::holders(std::string_view role, std::string_view structure) {
  return ask<domain::PersonId>(connection_,
                               "SELECT s.person FROM structure_role s JOIN person p ON p.id = s.person"
                               " WHERE s.role = ? AND s.structure = ? AND p.active = 1 ORDER BY s.person",
                               role, structure);
}

std::optional<AcceptedTrust> TrustAccepted::find(std::string_view service) {
  return ask_one<AcceptedTrust>(connection_, "SELECT person, at, stakes FROM trust_accepted WHERE service = ?",
                                service);
}

void TrustAccepted::accept(std::string_view service, const AcceptedTrust& accepted) {
  withdraw(service);
  run(connection_, "INSERT INTO trust_accepted (service, person, at, stakes) VALUES (?, ?, ?, ?)", service,
      accepted.person, accepted.at, accepted.stakes.dump());
}

void TrustAccepted::withdraw(std::string_view service) {
  run(connection_, "DELETE FROM trust_accepted WHERE service = ?", service);
}

}  // namespace guichet::storage
