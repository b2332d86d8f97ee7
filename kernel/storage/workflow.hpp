// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// One voice of an approval: somebody, or anybody of a few or of a team, who is asked.
struct ApprovalVoice {
  enum State : std::int64_t { later = 0, asked = 1, over = 2 };
  enum Said : std::int64_t { nothing = 0, yes = 1, no = 2 };
  std::int64_t id = 0;
  domain::RequestId request = 0;
  std::string step;
  std::int64_t round = 0;
  std::int64_t place = 0;  ///< order in which voices are asked
  std::string team;        ///< full id; empty: the persons in `approver`, or an address
  std::string address;     ///< of somebody without an account
  std::int64_t trust = 0;
  std::int64_t state = later;
  std::int64_t said = nothing;
  domain::PersonId decided_by = 0;
  domain::PersonId instead_of = 0;  ///< for whom they answered, when somebody was away
  domain::Instant decided_at = 0;
  std::string comment;
  domain::Instant asked_at = 0;
  domain::Instant until = 0;  ///< trust: the date to object before
};

class Approvals {
 public:
  explicit Approvals(Connection& connection) : connection_(connection) {}
  std::int64_t insert(const ApprovalVoice& voice, const std::vector<domain::PersonId>& people);
  void add_person(std::int64_t voice, domain::PersonId person);
  void remove_person(std::int64_t voice, domain::PersonId person);
  [[nodiscard]] std::vector<ApprovalVoice> of_request(domain::RequestId request);  ///< by id
  [[nodiscard]] std::optional<ApprovalVoice> find(std::int64_t id);
  /// The voice that a link is for, with the address that the link was sent to.
  [[nodiscard]] std::optional<ApprovalVoice> by_token(std::string_view token_hash);
  [[nodiscard]] std::vector<domain::PersonId> people_of(std::int64_t voice);
  /// False when it is no longer in state `expected`.
  [[nodiscard]] bool update(const ApprovalVoice& voice, std::int64_t expected);
  void add_link(std::int64_t voice, std::string_view token_hash, std::string_view address);
  /// Nobody is asked any more.
  void close(std::int64_t voice);
  /// What these people (one, and those they stand in for) and teams are asked now, oldest first.
  [[nodiscard]] std::vector<ApprovalVoice> asked_of(const std::vector<domain::PersonId>& people,
                                                    const std::vector<std::string>& teams, std::size_t limit);

 private:
  Connection& connection_;
};

/// A step that a team has in hand.
struct TeamStep {
  domain::RequestId request = 0;
  std::string step;
  std::string team;
  domain::Instant since = 0;
};
class TeamSteps {
 public:
  explicit TeamSteps(Connection& connection) : connection_(connection) {}
  void put(const TeamStep& step);
  void remove(domain::RequestId request, std::string_view step);
  [[nodiscard]] std::vector<TeamStep> of_request(domain::RequestId request);
  [[nodiscard]] std::vector<TeamStep> of_teams(const std::vector<std::string>& teams, std::size_t limit);

 private:
  Connection& connection_;
};

/// A request that a step of another one opened.
struct SubRequestLink {
  domain::RequestId child = 0;
  domain::RequestId parent = 0;
  std::string step;
  std::int64_t round = 0;
  std::int64_t blocking = 1;
};
class SubRequests {
 public:
  explicit SubRequests(Connection& connection) : connection_(connection) {}
  void insert(const SubRequestLink& link);
  [[nodiscard]] std::optional<SubRequestLink> parent_of(domain::RequestId child);
  [[nodiscard]] std::vector<SubRequestLink> children_of(domain::RequestId parent);

 private:
  Connection& connection_;
};

/// Who holds which role over which structure.
class StructureRoles {
 public:
  explicit StructureRoles(Connection& connection) : connection_(connection) {}
  void insert(std::string_view role, std::string_view structure, domain::PersonId person);
  /// Holders who are still active, by id.
  [[nodiscard]] std::vector<domain::PersonId> holders(std::string_view role, std::string_view structure);

 private:
  Connection& connection_;
};

/// An administrator accepted by name that a service works first where something is at stake.
struct AcceptedTrust {
  domain::PersonId person = 0;
  domain::Instant at = 0;
  nlohmann::json stakes = nlohmann::json::array();  ///< what was at stake then, as counter/trust names it
};

class TrustAccepted {
 public:
  explicit TrustAccepted(Connection& connection) : connection_(connection) {}
  [[nodiscard]] std::optional<AcceptedTrust> find(std::string_view service);
  /// In place of what was accepted of this service before.
  void accept(std::string_view service, const AcceptedTrust& accepted);
  void withdraw(std::string_view service);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
