// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/accounts.hpp"

#include "kernel/storage/person_columns.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Session> Row>
void columns(Visitor& column, Row& row) {
  column("token_hash", row.token_hash);
  column("person", row.person);
  column("csrf", row.csrf);
  column("created", row.created);
  column("expires", row.expires);
  column("last_seen", row.last_seen);
}

template <typename Visitor, Is<RecoveryCode> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("code_hash", row.code_hash);
  column("login", row.login);
  column("expires", row.expires);
  column("attempts", row.attempts);
  column("used", row.used);
}

template <typename Visitor, Is<Membership> Row>
void columns(Visitor& column, Row& row) {
  column("team", row.team);
  column("lead", row.lead);
}

template <typename Visitor, Is<Right> Row>
void columns(Visitor& column, Row& row) {
  column("name", row.name);
  column("scope", row.scope);
  column("until", row.until);
}

namespace {

// A signed-in person as one row: teams and rights come as JSON.
struct SignedInRow {
  Session session;
  domain::Person person;
  nlohmann::json teams, rights;
};

template <typename Visitor, Is<SignedInRow> Row>
void columns(Visitor& column, Row& row) {
  columns(column, row.session);
  columns(column, row.person);
  column("teams", row.teams);
  column("rights", row.rights);
}

const std::string& signed_in_sql(Dialect dialect) {
  static const std::string start = "SELECT " + names_of<Session>("s.") + ", " + names_of<domain::Person>("p.");
  static const std::string end =
      " FROM session s JOIN person p ON p.id = s.person WHERE s.token_hash = ? AND s.expires > ? AND p.active = 1";
  static const std::string sqlite =
      start +
      ", (SELECT json_group_array(json_array(m.team, m.lead)) FROM member m WHERE m.person = p.id)"
      ", (SELECT json_group_array(json_array(g.name, g.scope, g.until)) FROM granted g"
      " WHERE g.person = p.id AND (g.until = 0 OR g.until > ?))" +
      end;
  static const std::string postgresql =
      start +
      ", (SELECT CAST(COALESCE(json_agg(json_build_array(m.team, m.lead)), '[]') AS text) FROM member m"
      " WHERE m.person = p.id)"
      ", (SELECT CAST(COALESCE(json_agg(json_build_array(g.name, g.scope, g.until)), '[]') AS text) FROM granted g"
      " WHERE g.person = p.id AND (g.until = 0 OR g.until > ?))" +
      end;
  return dialect == Dialect::sqlite ? sqlite : postgresql;
}

}  // namespace

std::optional<std::string> Accounts::password_hash(domain::PersonId person) {
  return ask_one<std::string>(connection_, "SELECT hash FROM password WHERE person = ?", person);
}

void Accounts::set_password_hash(domain::PersonId person, std::string_view hash) {
  run(connection_,
      "INSERT INTO password (person, hash) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET hash = excluded.hash",
      person, hash);
}

void Accounts::insert_session(const Session& session) {
  static const std::string sql =
      "INSERT INTO session (" + names_of<Session>() + ") VALUES (" + places_of<Session>() + ")";
  run(connection_, sql, session);
}

std::optional<SignedIn> Accounts::signed_in(std::string_view token_hash, domain::Instant now) {
  std::optional<SignedInRow> row =
      ask_one<SignedInRow>(connection_, signed_in_sql(connection_.dialect()), now, token_hash, now);
  if (!row) return std::nullopt;
  SignedIn found{std::move(row->session), std::move(row->person), {}, {}};
  for (const nlohmann::json& team : row->teams) {
    found.teams.push_back({team[0].get<std::string>(), team[1].get<std::int64_t>() != 0});
  }
  for (const nlohmann::json& right : row->rights) {
    found.rights.push_back({right[0].get<std::string>(), right[1].get<std::string>(), right[2].get<std::int64_t>()});
  }
  return found;
}

void Accounts::touch_session(std::string_view token_hash, domain::Instant now, domain::Instant expires) {
  run(connection_, "UPDATE session SET last_seen = ?, expires = ? WHERE token_hash = ?", now, expires, token_hash);
}

void Accounts::remove_session(std::string_view token_hash) {
  run(connection_, "DELETE FROM session WHERE token_hash = ?", token_hash);
}

void Accounts::remove_sessions_of(domain::PersonId person) {
  run(connection_, "DELETE FROM session WHERE person = ?", person);
}

void Accounts::remove_expired(domain::Instant now) {
  run(connection_, "DELETE FROM session WHERE expires <= ?", now);
  run(connection_, "DELETE FROM recovery WHERE expires <= ?", now);
}

std::vector<Membership> Accounts::teams_of(domain::PersonId person) {
  return ask<Membership>(connection_, "SELECT team, lead FROM member WHERE person = ? ORDER BY team", person);
}

std::vector<domain::PersonId> Accounts::members_of(std::string_view team) {
  return ask<domain::PersonId>(connection_, "SELECT person FROM member WHERE team = ? ORDER BY person", team);
}

void Accounts::add_member(std::string_view team, domain::PersonId person, bool lead) {
  run(connection_,
      "INSERT INTO member (team, person, lead) VALUES (?, ?, ?)"
      " ON CONFLICT (team, person) DO UPDATE SET lead = excluded.lead",
      team, person, lead);
}

std::vector<Right> Accounts::rights_of(domain::PersonId person) {
  return ask<Right>(connection_, "SELECT name, scope, until FROM granted WHERE person = ? ORDER BY name, scope",
                    person);
}

void Accounts::grant(domain::PersonId person, const Right& right) {
  run(connection_,
      "INSERT INTO granted (person, name, scope, until) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (person, name, scope) DO UPDATE SET until = excluded.until",
      person, right);
}

void Accounts::insert_recovery(const RecoveryCode& code) {
  static const std::string sql =
      "INSERT INTO recovery (" + names_of<RecoveryCode>() + ") VALUES (" + places_of<RecoveryCode>() + ")";
  run(connection_, sql, code);
}

std::optional<RecoveryCode> Accounts::recovery(std::string_view id) {
  static const std::string sql = "SELECT " + names_of<RecoveryCode>() + " FROM recovery WHERE id = ?";
  return ask_one<RecoveryCode>(connection_, sql, id);
}

void Accounts::update_recovery(const RecoveryCode& code) {
  run(connection_, "UPDATE recovery SET code_hash = ?, login = ?, expires = ?, attempts = ?, used = ? WHERE id = ?",
      code.code_hash, code.login, code.expires, code.attempts, code.used, code.id);
}

std::int64_t Accounts::count_use(std::string_view key, domain::Instant now, std::int64_t window) {
  const domain::Instant began = window > 0 ? now - now % window : now;
  const auto uses = ask_one<std::int64_t>(
      connection_,
      "INSERT INTO use_count (key, began, ends, uses) VALUES (?, ?, ?, 1) ON CONFLICT (key) DO UPDATE SET"
      " uses = CASE WHEN use_count.began = excluded.began THEN use_count.uses + 1 ELSE 1 END,"
      " began = excluded.began, ends = excluded.ends RETURNING uses",
      key, began, began + window);
  // A new window: time to sweep those that are over.
  if (uses == 1) run(connection_, "DELETE FROM use_count WHERE ends <= ?", now);
  return uses.value_or(1);
}

void Accounts::clear_uses(std::string_view key) {
  run(connection_, "DELETE FROM use_count WHERE key = ?", key);
}

}  // namespace guichet::storage
