// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/studio.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<ServiceDraft> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("service", row.service);
  column("department", row.department);
  column("title", row.title);
  column("definition", row.definition);
  column("state", row.state);
  column("base", row.base);
  column("author", row.author);
  column("editor", row.editor);
  column("version", row.version);
  column("created", row.created);
  column("updated", row.updated);
}

template <typename Visitor, Is<ServiceRelease> Row>
void columns(Visitor& column, Row& row) {
  column("service", row.service);
  column("number", row.number);
  column("definition", row.definition);
  column("author", row.author);
  column("note", row.note);
  column("outcome", row.outcome);
  column("at", row.at);
}

template <typename Visitor, Is<DraftComment> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("draft", row.draft);
  column("author", row.author);
  column("body", row.body);
  column("at", row.at);
}

template <typename Visitor, Is<ReplayedRequest> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("team", row.team);
  column("requester", row.requester);
  column("contact", row.contact);
  column("urgency", row.urgency);
  column("service_version", row.service_version);
  column("answers", row.answers);
  column("created", row.created);
}

std::optional<std::int64_t> ServiceDrafts::insert(const ServiceDraft& draft) {
  return ask_one<std::int64_t>(connection_,
                               "INSERT INTO service_draft (service, department, title, definition, state, base, author,"
                               " editor, version, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                               " ON CONFLICT DO NOTHING RETURNING id",
                               draft.service, draft.department, draft.title, draft.definition, draft.state, draft.base,
                               draft.author, draft.editor, draft.version, draft.created, draft.updated);
}

std::optional<ServiceDraft> ServiceDrafts::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<ServiceDraft>() + " FROM service_draft WHERE id = ?";
  return ask_one<ServiceDraft>(connection_, sql, id);
}

std::optional<ServiceDraft> ServiceDrafts::under_way(std::string_view service) {
  static const std::string sql =
      "SELECT " + names_of<ServiceDraft>() + " FROM service_draft WHERE service = ? AND state < 2";
  return ask_one<ServiceDraft>(connection_, sql, service);
}

bool ServiceDrafts::update(const ServiceDraft& draft, std::int64_t expected_version) {
  return run(connection_,
             "UPDATE service_draft SET title = ?, definition = ?, state = ?, base = ?, editor = ?, updated = ?,"
             " version = version + 1 WHERE id = ? AND version = ?",
             draft.title, draft.definition, draft.state, draft.base, draft.editor, draft.updated, draft.id,
             expected_version) == 1;
}

std::vector<ServiceDraft> ServiceDrafts::list(const std::vector<std::string>& departments, std::size_t limit) {
  const std::string head =
      "SELECT id, service, department, title, '{}' AS definition, state, base, author, editor, version, created, "
      "updated"
      " FROM service_draft";
  const std::string tail = " ORDER BY CASE WHEN state < 2 THEN 0 ELSE 1 END, id DESC LIMIT ?";
  if (departments.empty()) return ask<ServiceDraft>(connection_, head + tail, limit);
  return ask<ServiceDraft>(connection_, head + " WHERE " + is_in_texts(connection_, "department") + tail,
                           list_of(departments), limit);
}

std::int64_t ServiceReleases::publish(const ServiceRelease& release) {
  return ask_one<std::int64_t>(connection_,
                               "INSERT INTO service_release (service, number, definition, author, note, outcome, at)"
                               " SELECT ?, COALESCE(MAX(number), 0) + 1, ?, CAST(? AS bigint), ?, ?, CAST(? AS bigint)"
                               " FROM service_release WHERE service = ? RETURNING number",
                               release.service, release.definition, release.author, release.note, release.outcome,
                               release.at, release.service)
      .value_or(0);
}

std::optional<ServiceRelease> ServiceReleases::find(std::string_view service, std::int64_t number) {
  static const std::string sql =
      "SELECT " + names_of<ServiceRelease>() + " FROM service_release WHERE service = ? AND number = ?";
  return ask_one<ServiceRelease>(connection_, sql, service, number);
}

std::vector<ServiceRelease> ServiceReleases::of(std::string_view service, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<ServiceRelease>() + " FROM service_release WHERE service = ? ORDER BY number DESC LIMIT ?";
  return ask<ServiceRelease>(connection_, sql, service, limit);
}

std::vector<ServiceRelease> ServiceReleases::latest() {
  static const std::string sql =
      "SELECT " + names_of<ServiceRelease>("latest.") +
      " FROM service_release latest WHERE NOT EXISTS (SELECT 1 FROM service_release later WHERE later.service ="
      " latest.service AND later.number > latest.number) ORDER BY latest.service";
  return ask<ServiceRelease>(connection_, sql);
}

std::int64_t DraftComments::add(const DraftComment& comment) {
  return ask_one<std::int64_t>(connection_,
                               "INSERT INTO draft_comment (draft, author, body, at) VALUES (?, ?, ?, ?) RETURNING id",
                               comment.draft, comment.author, comment.body, comment.at)
      .value_or(0);
}

std::vector<DraftComment> DraftComments::of(std::int64_t draft, std::size_t limit) {
  static const std::string latest =
      "SELECT " + names_of<DraftComment>() + " FROM draft_comment WHERE draft = ? ORDER BY id DESC LIMIT ?";
  auto comments = ask<DraftComment>(connection_, latest, draft, limit);
  return {comments.rbegin(), comments.rend()};
}

std::int64_t DraftComments::count(std::int64_t draft) {
  return ask_one<std::int64_t>(connection_, "SELECT COUNT(*) FROM draft_comment WHERE draft = ?", draft).value_or(0);
}

std::vector<ReplayedRequest> requests_to_replay(Connection& connection, std::string_view service,
                                                const std::vector<std::string>& teams, domain::Instant from,
                                                std::size_t limit) {
  if (teams.empty()) return {};
  const std::string sql =
      "SELECT " + names_of<ReplayedRequest>() +
      " FROM request WHERE service = ? AND service <> '' AND confidential = 0 AND created >= ? AND " +
      is_in_texts(connection, "team") + " ORDER BY created DESC LIMIT ?";
  return ask<ReplayedRequest>(connection, sql, service, from, list_of(teams), limit);
}

}  // namespace guichet::storage
