// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

struct Membership {
  std::string team;
  bool lead = false;
};
struct Right {
  std::string name;           ///< "module-admin", "centre-admin", "auditor", "author", "committee"
  std::string scope;          ///< "" everything, "team:it/network", "department:it"
  domain::Instant until = 0;  ///< 0: no end
};
struct Session {
  std::string token_hash;  ///< hex SHA-256 of the cookie's token; the token itself is never kept
  domain::PersonId person = 0;
  std::string csrf;  ///< token of its forms
  domain::Instant created = 0, expires = 0, last_seen = 0;
};
/// A session with all that a page needs to know of its owner, in one statement (teams and rights as JSON aggregates).
struct SignedIn {
  Session session;
  domain::Person person;
  std::vector<Membership> teams;
  std::vector<Right> rights;
};
/// One code sent to a contact address so that somebody who cannot sign in proves who they are.
struct RecoveryCode {
  std::string id;  ///< random, in the form
  std::string code_hash;
  std::string login;
  domain::Instant expires = 0;
  int attempts = 0;
  bool used = false;
};

/// Passwords (demonstration and local accounts), sessions, teams' members, rights.
class Accounts {
 public:
  explicit Accounts(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<std::string> password_hash(domain::PersonId person);
  void set_password_hash(domain::PersonId person, std::string_view hash);

  void insert_session(const Session& session);
  [[nodiscard]] std::optional<SignedIn> signed_in(std::string_view token_hash, domain::Instant now);
  void touch_session(std::string_view token_hash, domain::Instant now, domain::Instant expires);
  void remove_session(std::string_view token_hash);
  void remove_sessions_of(domain::PersonId person);
  void remove_expired(domain::Instant now);

  [[nodiscard]] std::vector<Membership> teams_of(domain::PersonId person);
  [[nodiscard]] std::vector<domain::PersonId> members_of(std::string_view team);
  void add_member(std::string_view team, domain::PersonId person, bool lead);
  [[nodiscard]] std::vector<Right> rights_of(domain::PersonId person);
  void grant(domain::PersonId person, const Right& right);

  void insert_recovery(const RecoveryCode& code);
  [[nodiscard]] std::optional<RecoveryCode> recovery(std::string_view id);
  void update_recovery(const RecoveryCode& code);

  /// Counts one more use of `key` in the window that holds `now` and answers the count. Old windows are swept.
  std::int64_t count_use(std::string_view key, domain::Instant now, std::int64_t window);
  /// Forgets what was counted for \p key, after a sign-in that succeeded.
  void clear_uses(std::string_view key);

 private:
  Connection& connection_;
};

/// Who did what that must be answerable for later.
struct AuditEntry {
  domain::Instant at = 0;
  domain::PersonId actor = 0;
  std::string action;  ///< "sign-in", "plugin.enable", "request.read-with-reason"
  std::string target;
  std::string detail;  ///< JSON, ids only
};
class Audit {
 public:
  explicit Audit(Connection& connection) : connection_(connection) {}
  void append(const AuditEntry& entry);
  [[nodiscard]] std::vector<AuditEntry> latest(std::size_t limit);
  [[nodiscard]] std::vector<AuditEntry> of_target(std::string_view target, std::size_t limit);  ///< newest first
  /// The same, of which at most so many are of one action: what comes in floods hides nothing else.
  [[nodiscard]] std::vector<AuditEntry> of_target(std::string_view target, std::size_t limit, std::string_view flooding,
                                                  std::size_t most_of_it);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
