// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/events.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Mail> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("recipient", row.to);
  column("kind", row.kind);
  column("parameters", row.parameters);
  column("language", row.language);
  column("request", row.request);
  column("created", row.created);
  column("sent", row.sent);
}

std::int64_t Mails::insert(const Mail& mail) {
  return *ask_one<std::int64_t>(connection_,
                                "INSERT INTO mail (recipient, kind, parameters, language, request, created, sent)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                                mail.to, mail.kind, mail.parameters, mail.language, mail.request, mail.created,
                                mail.sent);
}

std::optional<Mail> Mails::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Mail>() + " FROM mail WHERE id = ?";
  return ask_one<Mail>(connection_, sql, id);
}

void Mails::mark_sent(std::int64_t id, domain::Instant now, bool forget_parameters) {
  if (forget_parameters) {
    run(connection_, "UPDATE mail SET sent = ?, parameters = '{}' WHERE id = ?", now, id);
  } else {
    run(connection_, "UPDATE mail SET sent = ? WHERE id = ?", now, id);
  }
}

std::vector<Mail> Mails::latest(std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<Mail>() + " FROM mail ORDER BY id DESC LIMIT ?";
  return ask<Mail>(connection_, sql, limit);
}

std::vector<Mail> Mails::latest_to(std::string_view address, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<Mail>() + " FROM mail WHERE recipient = ? ORDER BY id DESC LIMIT ?";
  return ask<Mail>(connection_, sql, address, limit);
}

}  // namespace guichet::storage
