// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The users' committee: who sits in it, what it is asked, what it answers. Works within a read or write of the
/// database; throws soci::soci_error.
namespace guichet::storage {

/// Somebody of the committee, and whom they speak for.
struct CommitteeMember {
  domain::PersonId person = 0;
  std::string campus;     ///< place id, or empty
  std::string component;  ///< faculty or school, or empty
  std::string status;     ///< "student", "faculty", "researcher", "staff"
  domain::Instant since = 0;
  domain::PersonId added_by = 0;
};

/// A draft put to the committee until a date.
struct Consultation {
  std::int64_t id = 0;
  std::int64_t draft = 0;
  nlohmann::json definition = nlohmann::json::object();  ///< as it was put to them
  std::string question;                                  ///< what its authors would like to know; may be empty
  domain::PersonId opened_by = 0;
  domain::Instant opened = 0;
  domain::Instant until = 0;
  domain::Instant closed = 0;  ///< 0: under way

  [[nodiscard]] bool is_open(domain::Instant now) const { return closed == 0 && now < until; }
};

enum class Choice { in_favour, against, abstains };
struct Vote {
  std::int64_t consultation = 0;
  domain::PersonId person = 0;
  Choice choice = Choice::abstains;
  std::string reason;  ///< may be empty
  domain::Instant at = 0;
};

class Committee {
 public:
  explicit Committee(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::vector<CommitteeMember> members();  ///< by status, campus, person
  [[nodiscard]] std::optional<CommitteeMember> member(domain::PersonId person);
  /// New, or somebody who is there already. Gives them the right "committee"; `remove` takes it away.
  void save(const CommitteeMember& member);
  [[nodiscard]] bool remove(domain::PersonId person);

  std::int64_t open(const Consultation& consultation);
  [[nodiscard]] std::optional<Consultation> find(std::int64_t id);
  [[nodiscard]] std::optional<Consultation> latest_of(std::int64_t draft);
  /// Those under way, the one that ends first before the others; definitions are left empty.
  [[nodiscard]] std::vector<Consultation> under_way(std::size_t limit);
  [[nodiscard]] bool close(std::int64_t id, domain::Instant now);  ///< false when it was closed

  void vote(const Vote& vote);                                       ///< once more: the last one counts
  [[nodiscard]] std::vector<Vote> votes(std::int64_t consultation);  ///< by time

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
