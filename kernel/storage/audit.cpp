// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<AuditEntry> Row>
void columns(Visitor& column, Row& row) {
  column("at", row.at);
  column("actor", row.actor);
  column("action", row.action);
  column("target", row.target);
  column("detail", row.detail);
}

void Audit::append(const AuditEntry& entry) {
  static const std::string sql =
      "INSERT INTO audit (" + names_of<AuditEntry>() + ") VALUES (" + places_of<AuditEntry>() + ")";
  run(connection_, sql, entry);
}

std::vector<AuditEntry> Audit::latest(std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<AuditEntry>() + " FROM audit ORDER BY id DESC LIMIT ?";
  return ask<AuditEntry>(connection_, sql, limit);
}

std::vector<AuditEntry> Audit::of_target(std::string_view target, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<AuditEntry>() + " FROM audit WHERE target = ? ORDER BY id DESC LIMIT ?";
  return ask<AuditEntry>(connection_, sql, target, limit);
}

std::vector<AuditEntry> Audit::of_target(std::string_view target, std::size_t limit, std::string_view flooding,
                                         std::size_t most_of_it) {
  static const std::string sql =
      "SELECT " + names_of<AuditEntry>() +
      " FROM audit WHERE target = ? AND (action <> ? OR id IN (SELECT id FROM audit WHERE target = ? AND action = ?"
      " ORDER BY id DESC LIMIT ?)) ORDER BY id DESC LIMIT ?";
  return ask<AuditEntry>(connection_, sql, target, flooding, target, flooding, most_of_it, limit);
}

}  // namespace guichet::storage
