// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/database.hpp"

#include <string>
#include <vector>

namespace guichet::storage {

/// What somebody said they needed, and where it was solved. Never of a confidential request.
struct PastNeed {
  domain::RequestId id = 0;
  std::string title;
  std::string words;                               ///< of a free request
  nlohmann::json said = nlohmann::json::object();  ///< its answers
  std::string service;                             ///< full id, or empty
  std::string team;
  domain::PersonId requester = 0;
  domain::Status status = domain::Status::received;
  domain::Instant created = 0;
  std::int64_t answers = 0;  ///< messages to all that are not the requester's own
  bool stepped = false;      ///< it had steps: an automation, a task
};

/// What was written to a request after it was sent: a message, or a note between agents.
struct SaidLater {
  domain::RequestId request = 0;
  std::string body;
};

/// Reads the request table for those who look after the words. Works within a read; throws soci::soci_error.
class PastNeeds {
 public:
  explicit PastNeeds(Connection& connection) : connection_(connection) {}
  /// Whether its requester sent an earlier one the same day that is where this one is, cancelled ones left out: many of
  /// one person say no more than one. Looks no further back than a few thousand requests.
  [[nodiscard]] bool is_repeated(const domain::Request& request);
  /// Resolved or closed, the latest first. Reads no more than a few times `limit` rows.
  [[nodiscard]] std::vector<PastNeed> solved(std::size_t limit);
  /// Free requests and those that went to another team first, open or not, the latest first.
  [[nodiscard]] std::vector<PastNeed> unmet(std::size_t limit);
  /// What was said of these requests later, by whomever and to whomever. One statement; reads as much as there is.
  [[nodiscard]] std::vector<SaidLater> said_later(const std::vector<domain::RequestId>& requests);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
