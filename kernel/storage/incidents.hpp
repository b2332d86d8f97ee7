// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/incident.hpp"
#include "kernel/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// What a request is to its incident: the counter thinks it is of it; an agent says so; an agent says it is not; the
/// one answer was given to it.
enum class Belonging { proposed, linked, left_out, answered };
struct IncidentRequest {
  domain::RequestId request = 0;
  std::int64_t incident = 0;
  Belonging state = Belonging::proposed;
  domain::Instant changed = 0;
};

/// How many requests of an incident are in which state; those that were left out are not of it.
struct IncidentCounts {
  std::int64_t proposed = 0, linked = 0, answered = 0;
};

/// What the agents say while it is under way.
struct IncidentNews {
  std::int64_t id = 0;
  std::int64_t incident = 0;
  domain::PersonId author = 0;
  std::string body;
  domain::Instant created = 0;
};

/// An open request, as far as likeness is concerned.
struct LateRequest {
  domain::RequestId id = 0;
  std::string title, words, service, campus, contact;
  domain::PersonId requester = 0;
  nlohmann::json answers = nlohmann::json::object();
  domain::Instant created = 0;
};

/// Many requests with one cause. Made on the spot, as all repositories.
class Incidents {
 public:
  explicit Incidents(Connection& connection) : connection_(connection) {}

  std::int64_t insert(const domain::Incident& incident);  ///< incident.id is given by the database
  [[nodiscard]] std::optional<domain::Incident> find(std::int64_t id);
  /// Writes everything but id and created; sets version to expected + 1. False: somebody changed it meanwhile.
  [[nodiscard]] bool update(const domain::Incident& incident, std::int64_t expected_version);
  /// Proposed and confirmed ones of all teams, newest first.
  [[nodiscard]] std::vector<domain::Incident> under_way(std::size_t limit);
  /// Those of a team that began since then, whatever became of them, and those that are under way still.
  [[nodiscard]] std::vector<domain::Incident> of_team(std::string_view team, domain::Instant since, std::size_t limit);
  /// Those of these teams that are over, newest first.
  [[nodiscard]] std::vector<domain::Incident> over(const std::vector<std::string>& teams, std::size_t limit);

  /// False when the request belongs to an incident already. One that an incident answered and that was opened again
  /// since goes to the new one.
  bool add_request(std::int64_t incident, domain::RequestId request, Belonging state, domain::Instant now);
  /// Gives one that was left out to another incident. False when it was not.
  bool take_over(std::int64_t incident, domain::RequestId request, Belonging state, domain::Instant now);
  [[nodiscard]] std::optional<IncidentRequest> of_request(domain::RequestId request);
  /// Those of `ids` that belong to an incident. One statement.
  [[nodiscard]] std::vector<IncidentRequest> of_requests(const std::vector<domain::RequestId>& ids);
  /// Those that are of it, or are proposed to be: by state, then in the order they were sent.
  [[nodiscard]] std::vector<IncidentRequest> requests(std::int64_t incident, std::size_t skip, std::size_t limit);
  [[nodiscard]] IncidentCounts counts(std::int64_t incident);
  [[nodiscard]] std::vector<domain::RequestId> requests_in(std::int64_t incident, Belonging state, std::size_t limit);
  /// False when it is not `from` any more.
  bool move_request(domain::RequestId request, Belonging from, Belonging to, domain::Instant now);
  /// All that are proposed still, however many.
  void leave_out_proposed(std::int64_t incident, domain::Instant now);

  void add_news(const IncidentNews& news);
  [[nodiscard]] std::vector<IncidentNews> news(std::int64_t incident, std::size_t limit);  ///< latest first

  void follow(std::int64_t incident, domain::PersonId person, domain::Instant now);
  void unfollow(std::int64_t incident, domain::PersonId person);
  [[nodiscard]] std::int64_t followers(std::int64_t incident);
  /// Incidents under way that this person follows, or has a request in.
  [[nodiscard]] std::vector<std::int64_t> followed_by(domain::PersonId person);
  [[nodiscard]] std::vector<domain::PersonId> followers_to_tell(std::int64_t incident, std::size_t limit);
  void mark_told(std::int64_t incident, domain::PersonId person);
  /// Whether a request of this person got its answer.
  [[nodiscard]] bool answered(std::int64_t incident, domain::PersonId person);

  /// Open requests that were sent to a team since then, none of them confidential or of an incident (answered by one
  /// and opened again: of none); the latest `limit`, newest first.
  [[nodiscard]] std::vector<LateRequest> sent_lately(std::string_view team, domain::Instant since, std::size_t limit);
  /// The same of every team, as far as nobody has taken them: what the triage team may see.
  [[nodiscard]] std::vector<LateRequest> untaken_lately(domain::Instant since, std::size_t limit);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
