// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/people.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<domain::Place> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("parent", row.parent);
  column("kind", row.kind);
  column("name", row.name);
}

template <typename Visitor, Is<Component> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("name_fr", row.name.fr);
  column("name_en", row.name.en);
}

template <typename Visitor, Is<DirectoryAccount> Row>
void columns(Visitor& column, Row& row) {
  column("login", row.login);
  column("person", row.person);
  column("locked", row.locked);
  column("lock_reason", row.lock_reason);
  column("contact_mail", row.contact_mail);
}

// In the order they were inserted in, which is the order people know them in.
std::vector<domain::Place> University::places() {
  return ask<domain::Place>(connection_, "SELECT " + names_of<domain::Place>() + " FROM place ORDER BY position, id");
}

std::vector<Component> University::components() {
  return ask<Component>(connection_, "SELECT " + names_of<Component>() + " FROM component ORDER BY name_fr, id");
}

void University::insert_places(const std::vector<domain::Place>& places) {
  static const std::string sql =
      "INSERT INTO place (" + names_of<domain::Place>() + ", position) VALUES (" + places_of<domain::Place>() + ", ?)";
  auto position = ask_one<std::int64_t>(connection_, "SELECT COUNT(*) FROM place").value_or(0);
  for (const domain::Place& place : places) run(connection_, sql, place, position++);
}

void University::insert_components(const std::vector<Component>& components) {
  static const std::string sql =
      "INSERT INTO component (" + names_of<Component>() + ") VALUES (" + places_of<Component>() + ")";
  for (const Component& component : components) run(connection_, sql, component);
}

std::optional<DirectoryAccount> DirectoryAccounts::find(std::string_view login) {
  static const std::string sql = "SELECT " + names_of<DirectoryAccount>() + " FROM directory_account WHERE login = ?";
  return ask_one<DirectoryAccount>(connection_, sql, login);
}

void DirectoryAccounts::insert(const DirectoryAccount& account) {
  static const std::string sql = "INSERT INTO directory_account (" + names_of<DirectoryAccount>() + ") VALUES (" +
                                 places_of<DirectoryAccount>() + ")";
  run(connection_, sql, account);
}

void DirectoryAccounts::set_lock(std::string_view login, bool locked, std::string_view reason) {
  run(connection_, "UPDATE directory_account SET locked = ?, lock_reason = ? WHERE login = ?", locked, reason, login);
}

}  // namespace guichet::storage
