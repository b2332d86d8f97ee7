// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace guichet::storage {

/// Somebody is away: from `begins` (included) to `ends` (not included).
struct Absence {
  std::int64_t id = 0;
  domain::PersonId person = 0;
  domain::Instant begins = 0, ends = 0;
  domain::PersonId delegate = 0;  ///< who approves instead of them meanwhile; 0: nobody
  domain::PersonId author = 0;    ///< who said so
  domain::Instant said = 0;       ///< when
};

/// Whether `absence a` counts for its person at a moment, bound four times: of several at once the one said last does,
/// so a correction needs no removal.
inline constexpr const char* absence_counts_now =
    " a.begins <= ? AND a.ends > ? AND NOT EXISTS (SELECT 1 FROM absence later WHERE later.person = a.person"
    " AND later.begins <= ? AND later.ends > ? AND later.id > a.id)"
    " AND EXISTS (SELECT 1 FROM person away WHERE away.id = a.person AND away.active = 1)";

/// When people are away, and who stands in for them. Delegation is one step: who stands in for somebody does not stand
/// in for those that person stands in for. Made on the spot from a connection, within a read or a write; throws
/// soci::soci_error.
class Absences {
 public:
  explicit Absences(Connection& connection) : connection_(connection) {}
  std::int64_t add(const Absence& absence);  ///< id given by the database
  [[nodiscard]] std::optional<Absence> find(std::int64_t id);
  [[nodiscard]] bool remove(std::int64_t id);  ///< false when it was gone
  /// Those of these people that are not over at `now`, by beginning; the first `limit`. At most 200 people.
  [[nodiscard]] std::vector<Absence> of(const std::vector<domain::PersonId>& people, domain::Instant now,
                                        std::size_t limit);
  /// Everybody who is away at `now`, each once, sorted.
  [[nodiscard]] std::vector<domain::PersonId> away_at(domain::Instant now);
  /// Those of these people who are away at `now`, sorted. At most 200.
  [[nodiscard]] std::vector<domain::PersonId> away_among(const std::vector<domain::PersonId>& people,
                                                         domain::Instant now);
  /// Who stands in for this person at `now`, and is still at the university: 0 when they are not away or named nobody.
  /// Of several absences at once the one said last counts.
  [[nodiscard]] domain::PersonId delegate_of(domain::PersonId person, domain::Instant now);
  /// For whom this person stands in at `now`, each once, sorted: those whose delegate_of they are.
  [[nodiscard]] std::vector<domain::PersonId> standing_in_for(domain::PersonId person, domain::Instant now);
  /// Forgets those that were over before `before`.
  void remove_ended(domain::Instant before);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
