// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/storage/requests.hpp"
#include "web/pages/visit.hpp"

#include <string>

namespace guichet::web::pages {

/// How a request fares, in words and in a tone: active, waiting, late, done.
struct RequestWords {
  std::string status;
  std::string tone;
  std::string next;       ///< what happens next, one sentence
  std::string due;        ///< the commitment that counts now, for the team; may be empty
  std::string time_left;  ///< the same in two words, for a list; empty while the clock stands still
  bool late = false;
};

/// What lists and pages know of a request when they say how it fares.
struct RequestFacts {
  domain::Status status = domain::Status::received;
  std::string team;      ///< title
  std::string assignee;  ///< name, or empty
  domain::Instant due_take_charge = 0, due_resolve = 0, taken_at = 0;
  bool trusted = false;  ///< what is done may still be objected to
  bool wanted = false;   ///< something was made, and may be given back
};

[[nodiscard]] RequestWords words_for_requester(const Visit& visit, const RequestFacts& request);
/// The same in a few words, for a list.
[[nodiscard]] RequestWords short_words(const Visit& visit, const RequestFacts& request);
[[nodiscard]] RequestWords words_for_team(const Visit& visit, const RequestFacts& request);

/// A card of parts/request-card.
[[nodiscard]] View request_card(const Visit& visit, const storage::RequestRow& row);
/// The title of a team or service that may no longer exist.
[[nodiscard]] std::string team_title(const plugins::Snapshot& snapshot, const std::string& id,
                                     domain::Language language);
[[nodiscard]] std::string service_title(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& id);

}  // namespace guichet::web::pages
