// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/query.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>
#include <limits>

namespace guichet::storage {

template <typename Visitor, Is<Attachment> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("request", row.request);
  column("message", row.message);
  column("field", row.field);
  column("uploaded_by", row.uploaded_by);
  column("name", row.name);
  column("media_type", row.media_type);
  column("size", row.size);
  column("sha256", row.sha256);
  column("internal", row.internal);
  column("created", row.created);
}

template <typename Visitor, Is<Message> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("request", row.request);
  column("author", row.author);
  column("author_name", row.author_name);
  column("plugin", row.plugin);
  column("kind", row.kind);
  column("body", row.body);
  column("created", row.created);
}

namespace {

const std::string insert_message_sql =
    "INSERT INTO message (request, author, plugin, kind, body, created) VALUES (?, ?, ?, ?, ?, ?)";
const std::string select_messages =
    "SELECT m.id, m.request, m.author, COALESCE(p.given_name || ' ' || p.family_name, ''), m.plugin, m.kind, m.body,"
    " m.created FROM message m LEFT JOIN person p ON p.id = m.author WHERE m.request = ? AND m.id < ?";

}  // namespace

std::int64_t Requests::insert_message(const Message& message) {
  static const std::string sql = insert_message_sql + " RETURNING id";
  return *ask_one<std::int64_t>(connection_, sql, message.request, message.author, message.plugin, message.kind,
                                message.body, message.created);
}

void Requests::insert_messages(const std::vector<Message>& messages) {
  for (const Message& message : messages) {
    run(connection_, insert_message_sql, message.request, message.author, message.plugin, message.kind, message.body,
        message.created);
  }
}

std::vector<Message> Requests::messages(domain::RequestId request, bool with_internal, std::int64_t before,
                                        std::size_t limit) {
  static const std::string end = " ORDER BY m.id DESC LIMIT ?";
  static const std::string all = select_messages + end;
  static const std::string public_ones = select_messages + " AND m.kind = 0" + end;
  const std::int64_t below = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
  std::vector<Message> latest = ask<Message>(connection_, with_internal ? all : public_ones, request, below, limit);
  std::reverse(latest.begin(), latest.end());
  return latest;
}

std::int64_t Requests::insert_attachment(const Attachment& attachment) {
  return *ask_one<std::int64_t>(
      connection_,
      "INSERT INTO attachment (request, message, field, uploaded_by, name, media_type, size, sha256, internal, created)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      attachment.request, attachment.message, attachment.field, attachment.uploaded_by, attachment.name,
      attachment.media_type, attachment.size, attachment.sha256, attachment.internal, attachment.created);
}

std::optional<Attachment> Requests::attachment(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Attachment>() + " FROM attachment WHERE id = ?";
  return ask_one<Attachment>(connection_, sql, id);
}

std::vector<Attachment> Requests::attachments(domain::RequestId request) {
  static const std::string sql =
      "SELECT " + names_of<Attachment>() + " FROM attachment WHERE request = ? AND request <> 0 ORDER BY id";
  return ask<Attachment>(connection_, sql, request);
}

std::vector<Attachment> Requests::attachments_of(const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return {};
  const std::vector<std::int64_t> wanted(ids.begin(), ids.begin() + std::min<std::ptrdiff_t>(std::ssize(ids), 200));
  const std::string sql = "SELECT " + names_of<Attachment>() + " FROM attachment WHERE " + is_in_ids(connection_, "id");
  return ask<Attachment>(connection_, sql, list_of(wanted));
}

std::int64_t Requests::waiting_uploads(domain::PersonId owner) {
  return ask_one<std::int64_t>(connection_, "SELECT COUNT(*) FROM attachment WHERE request = 0 AND uploaded_by = ?",
                               owner)
      .value_or(0);
}

void Requests::claim_attachments(const std::vector<std::int64_t>& ids, domain::PersonId owner,
                                 domain::RequestId request, std::int64_t message, bool internal) {
  if (ids.empty()) return;
  const std::string sql =
      "UPDATE attachment SET request = ?, message = ?, internal = ? WHERE request = 0 AND uploaded_by = ? AND " +
      is_in_ids(connection_, "id");
  run(connection_, sql, request, message, internal, owner, list_of(ids));
}

void Requests::remove_attachment(std::int64_t id) {
  run(connection_, "DELETE FROM attachment WHERE id = ?", id);
}

std::vector<std::string> Requests::files_named() {
  return ask<std::string>(connection_, "SELECT DISTINCT sha256 FROM attachment ORDER BY sha256");
}

std::vector<std::int64_t> Requests::uploads_left(domain::Instant before, std::size_t limit) {
  return ask<std::int64_t>(
      connection_, "SELECT id FROM attachment WHERE request = 0 AND created < ? ORDER BY id LIMIT ?", before, limit);
}

bool Requests::names_file(const std::string& sha256) {
  return !ask<std::int64_t>(connection_, "SELECT id FROM attachment WHERE sha256 = ? LIMIT 1", sha256).empty();
}

}  // namespace guichet::storage
