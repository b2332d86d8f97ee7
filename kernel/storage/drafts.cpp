// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/digest.hpp"
#include "kernel/storage/query.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Draft> Row>
void columns(Visitor& column, Row& row) {
  column("person", row.person);
  column("service", row.service);
  column("title", row.title);
  column("answers", row.answers);
  column("updated", row.updated);
}

void Drafts::save(const Draft& draft) {
  static const std::string sql =
      "INSERT INTO draft (" + names_of<Draft>() + ") VALUES (" + places_of<Draft>() +
      ") ON CONFLICT (person, service) DO UPDATE SET title = excluded.title, answers = excluded.answers,"
      " updated = excluded.updated";
  run(connection_, sql, draft);
}

std::optional<Draft> Drafts::find(domain::PersonId person, std::string_view service) {
  static const std::string sql = "SELECT " + names_of<Draft>() + " FROM draft WHERE person = ? AND service = ?";
  return ask_one<Draft>(connection_, sql, person, service);
}

std::vector<Draft> Drafts::of(domain::PersonId person) {
  static const std::string sql =
      "SELECT " + names_of<Draft>() + " FROM draft WHERE person = ? ORDER BY updated DESC, service";
  return ask<Draft>(connection_, sql, person);
}

void Drafts::remove(domain::PersonId person, std::string_view service) {
  run(connection_, "DELETE FROM draft WHERE person = ? AND service = ?", person, service);
}

std::int64_t ServiceVersions::pin(std::string_view service, const nlohmann::json& definition, domain::Instant now) {
  const std::string text = stored(definition);
  const std::string digest = sha256_of(text);
  static const std::string known = "SELECT id FROM service_version WHERE service = ? AND digest = ?";
  if (const auto id = ask_one<std::int64_t>(connection_, known, service, digest)) return *id;
  run(connection_,
      "INSERT INTO service_version (service, digest, definition, created) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (service, digest) DO NOTHING",
      service, digest, text, now);
  return *ask_one<std::int64_t>(connection_, known, service, digest);
}

std::optional<nlohmann::json> ServiceVersions::find(std::int64_t id) {
  return ask_one<nlohmann::json>(connection_, "SELECT definition FROM service_version WHERE id = ?", id);
}

}  // namespace guichet::storage
