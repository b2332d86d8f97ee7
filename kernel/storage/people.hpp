// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

struct Component {
  std::string id;
  domain::LocalText name;
};

/// People of the university, as the directory gives them.
class People {
 public:
  explicit People(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<domain::Person> find(domain::PersonId id);
  [[nodiscard]] std::optional<domain::Person> by_login(std::string_view login);
  [[nodiscard]] std::optional<domain::Person> by_mail(std::string_view mail);
  /// One statement for all; order of `ids` not kept, unknown ones left out. At most 200 ids.
  [[nodiscard]] std::vector<domain::Person> many(const std::vector<domain::PersonId>& ids);
  /// As many(), and those with one of these sign-in names. One statement for all; at most 200 of each.
  [[nodiscard]] std::vector<domain::Person> named(const std::vector<domain::PersonId>& ids,
                                                  const std::vector<std::string>& logins);
  /// Active people whose login, family or given name begins with each word; folded accents; by family name.
  [[nodiscard]] std::vector<domain::Person> search(std::string_view words, std::size_t limit);
  /// Whether this folded word is somebody's name or sign-in name.
  [[nodiscard]] bool knows_word(const std::string& word);
  domain::PersonId insert(const domain::Person& person);        ///< id 0: given by the database
  void insert_many(const std::vector<domain::Person>& people);  ///< bulk; ids set by the caller

 private:
  Connection& connection_;
};

/// Campuses, buildings, rooms, and the faculties.
class University {
 public:
  explicit University(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<domain::Place> places();
  [[nodiscard]] std::vector<Component> components();
  void insert_places(const std::vector<domain::Place>& places);
  void insert_components(const std::vector<Component>& components);

 private:
  Connection& connection_;
};

/// The demonstration directory's account table; a connector to LDAP replaces it.
struct DirectoryAccount {
  std::string login;
  domain::PersonId person = 0;
  bool locked = false;
  std::string lock_reason;   ///< "failed-attempts", "security", "left"; empty when open
  std::string contact_mail;  ///< personal address where its owner can prove themselves; may be empty
};
class DirectoryAccounts {
 public:
  explicit DirectoryAccounts(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<DirectoryAccount> find(std::string_view login);
  void insert(const DirectoryAccount& account);
  void set_lock(std::string_view login, bool locked, std::string_view reason);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
