// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/domain/time.hpp"
#include "kernel/storage/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// How a team gives out the requests that arrive. Stored as integers: new ones go at the end.
enum class Way { by_hand, in_turn, least_loaded };

struct TeamWay {
  Way way = Way::by_hand;
  domain::PersonId turn = 0;  ///< whom it last gave something; 0: nobody yet
};

/// Somebody who could be given a request.
struct Candidate {
  domain::PersonId person = 0;
  std::int64_t open = 0;  ///< open requests they have
};

/// Made on the spot from a connection; throws soci::soci_error.
class TeamWays {
 public:
  explicit TeamWays(Connection& connection) : connection_(connection) {}
  [[nodiscard]] TeamWay find(std::string_view team);
  /// Within a write: nobody else gives out anything of this team until it is over, on whatever node.
  [[nodiscard]] TeamWay take(std::string_view team);
  void set_way(std::string_view team, Way way);
  void set_turn(std::string_view team, domain::PersonId person);
  /// Members of the team who are at the university and not away at `now`, by id, with what they have of open requests.
  [[nodiscard]] std::vector<Candidate> present(std::string_view team, domain::Instant now);

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
