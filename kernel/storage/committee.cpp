// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/committee.hpp"

#include "kernel/storage/accounts.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {
namespace {
constexpr const char* committee_right = "committee";
}

template <typename Visitor, Is<CommitteeMember> Row>
void columns(Visitor& column, Row& row) {
  column("person", row.person);
  column("campus", row.campus);
  column("component", row.component);
  column("status", row.status);
  column("since", row.since);
  column("added_by", row.added_by);
}

template <typename Visitor, Is<Consultation> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("draft", row.draft);
  column("definition", row.definition);
  column("question", row.question);
  column("opened_by", row.opened_by);
  column("opened", row.opened);
  column("until", row.until);
  column("closed", row.closed);
}

template <typename Visitor, Is<Vote> Row>
void columns(Visitor& column, Row& row) {
  column("consultation", row.consultation);
  column("person", row.person);
  column("choice", row.choice);
  column("reason", row.reason);
  column("at", row.at);
}

std::vector<CommitteeMember> Committee::members() {
  static const std::string sql =
      "SELECT " + names_of<CommitteeMember>() + " FROM committee_member ORDER BY status, campus, person";
  return ask<CommitteeMember>(connection_, sql);
}

std::optional<CommitteeMember> Committee::member(domain::PersonId person) {
  static const std::string sql = "SELECT " + names_of<CommitteeMember>() + " FROM committee_member WHERE person = ?";
  return ask_one<CommitteeMember>(connection_, sql, person);
}

void Committee::save(const CommitteeMember& member) {
  run(connection_,
      "INSERT INTO committee_member (person, campus, component, status, since, added_by) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (person) DO UPDATE SET campus = excluded.campus, component = excluded.component,"
      " status = excluded.status, added_by = excluded.added_by",
      member.person, member.campus, member.component, member.status, member.since, member.added_by);
  Accounts(connection_).grant(member.person, {committee_right, "", 0});
}

bool Committee::remove(domain::PersonId person) {
  run(connection_, "DELETE FROM granted WHERE person = ? AND name = ?", person, committee_right);
  return run(connection_, "DELETE FROM committee_member WHERE person = ?", person) == 1;
}

std::int64_t Committee::open(const Consultation& consultation) {
  return ask_one<std::int64_t>(
             connection_,
             "INSERT INTO consultation (draft, definition, question, opened_by, opened, until, closed)"
             " VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING id",
             consultation.draft, consultation.definition, consultation.question, consultation.opened_by,
             consultation.opened, consultation.until)
      .value_or(0);
}

std::optional<Consultation> Committee::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Consultation>() + " FROM consultation WHERE id = ?";
  return ask_one<Consultation>(connection_, sql, id);
}

std::optional<Consultation> Committee::latest_of(std::int64_t draft) {
  static const std::string sql =
      "SELECT " + names_of<Consultation>() + " FROM consultation WHERE draft = ? ORDER BY id DESC LIMIT 1";
  return ask_one<Consultation>(connection_, sql, draft);
}

std::vector<Consultation> Committee::under_way(std::size_t limit) {
  return ask<Consultation>(connection_,
                           "SELECT id, draft, '{}' AS definition, question, opened_by, opened, until, closed"
                           " FROM consultation WHERE closed = 0 ORDER BY until LIMIT ?",
                           limit);
}

bool Committee::close(std::int64_t id, domain::Instant now) {
  return run(connection_, "UPDATE consultation SET closed = ? WHERE id = ? AND closed = 0", now, id) == 1;
}

void Committee::vote(const Vote& vote) {
  run(connection_,
      "INSERT INTO vote (consultation, person, choice, reason, at) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (consultation, person) DO UPDATE SET choice = excluded.choice, reason = excluded.reason,"
      " at = excluded.at",
      vote.consultation, vote.person, vote.choice, vote.reason, vote.at);
}

std::vector<Vote> Committee::votes(std::int64_t consultation) {
  static const std::string sql = "SELECT " + names_of<Vote>() + " FROM vote WHERE consultation = ? ORDER BY at, person";
  return ask<Vote>(connection_, sql, consultation);
}

}  // namespace guichet::storage
