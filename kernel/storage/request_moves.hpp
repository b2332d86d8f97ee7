// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/requests.hpp"

#include <optional>
#include <vector>

namespace guichet::storage {

/// How a request stood before it was moved to another service.
struct RequestMove {
  domain::RequestId request = 0;
  std::int64_t version = 0;  ///< of the request before the move; after it, one more
  domain::Instant at = 0;
  domain::PersonId actor = 0;
  std::string service;  ///< empty: it was a free request
  std::int64_t service_version = 0;
  std::string team;
  domain::PersonId assignee = 0;
  domain::Status status = domain::Status::received;
  domain::Urgency urgency = domain::Urgency::normal;
  std::string campus;
  domain::Instant taken_at = 0, due_take_charge = 0, due_resolve = 0, waiting_since = 0;
  std::int32_t bounces = 0;
  domain::Explanation route_why;
  domain::Answers answers = nlohmann::json::object();  ///< those that the move changed; null: one that it brought
  nlohmann::json steps = nlohmann::json::array();      ///< as take_steps gave them
};

/// Lives within a read or a write.
class RequestMoves {
 public:
  explicit RequestMoves(Connection& connection) : connection_(connection) {}
  void insert(const RequestMove& move);
  [[nodiscard]] std::vector<RequestMove> of_request(domain::RequestId request, std::size_t limit);  ///< latest first
  void remove(domain::RequestId request, std::int64_t version);
  /// Takes the steps of a workflow away from the request, to be kept with its move.
  [[nodiscard]] nlohmann::json take_steps(domain::RequestId request);
  /// Puts them back, each in the state it had.
  void put_steps(domain::RequestId request, const nlohmann::json& steps);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
