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

/// What somebody may have answered to the questions of a service, those that are shown to them.
[[nodiscard]] domain::Answers answers_of(const domain::Service& service, const domain::Person& person,
                                         const Sources& sources, Draw& draw);
/// The team that its answers lead to, why, and what is promised from `at` on. No service: those who sort.
void send_to_team(domain::Request& request, const domain::Service* service, const domain::Person& person,
                  const Sources& sources, domain::Instant at);
/// What is found of it by a search, once all else is written.
void describe(PastRequest& past, const domain::Person& person);

/// The `index`-th of `count`, oldest first over three years; the last few hundred are still open. No confidential
/// service.
[[nodiscard]] PastRequest past_request(const Sources& sources, std::int64_t index, std::int64_t count);

}  // namespace guichet::demonstration
