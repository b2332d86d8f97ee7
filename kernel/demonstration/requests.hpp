// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/demonstration/draw.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/person.hpp"
#include "kernel/domain/place.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/matching/request_search.hpp"
#include "kernel/plugins/registry.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace guichet::demonstration {

/// What past requests are drawn from. All borrowed.
struct Sources {
  const plugins::Snapshot& snapshot;
  const domain::Calendar& calendar;
  const domain::Places& places;
  const std::vector<domain::Person>& people;
  const std::unordered_map<std::string, std::vector<domain::PersonId>>& members;  ///< by team
  const std::unordered_map<std::string, std::int64_t>& versions;                  ///< pinned, by service id
  domain::Instant now = 0;
};

/// One past request with what happened to it.
struct PastRequest {
  domain::Request request;
  std::vector<storage::Message> messages;
  std::vector<storage::Event> events;
  matching::SearchDocument document;
};

/// The `index`-th of `count`, oldest first over three years; the last few hundred are still open. No confidential
/// service.
[[nodiscard]] PastRequest past_request(const Sources& sources, std::int64_t index, std::int64_t count);

}  // namespace guichet::demonstration
