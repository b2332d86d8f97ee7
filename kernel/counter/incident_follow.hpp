// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/storage/incidents.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What everybody knows of confirmed incidents: the agent's title and news, and nothing that a requester wrote.
namespace guichet::counter {

struct IncidentNotice {
  std::int64_t id = 0;
  std::string title;
  std::string place;  ///< place id or empty
  domain::Instant since = 0;
  std::string news;  ///< the latest; empty: none yet
  domain::Instant news_at = 0;
  bool followed = false;  ///< they follow it, or have a request in it
};
/// Those that concern this person: where they work, or that they follow or told of, wherever that is (signed out: those
/// that everyone may know); latest first, at most 5. One statement when one is confirmed and they are signed in.
[[nodiscard]] std::vector<IncidentNotice> incidents_for(const Counter& counter, const Asker& asker);
/// Those that these words tell of, among those this person may know; `service`: a form's, whose incidents are told
/// whatever the words say when they concern the person; may be empty.
[[nodiscard]] std::vector<IncidentNotice> incidents_told(const Counter& counter, const Asker& asker,
                                                         std::string_view words, const std::string& service = {});

/// One of them with all its news, latest first, and its answer once it is over. not_found unless they may know it, or
/// told of it themselves.
struct IncidentStory {
  IncidentNotice notice;
  std::vector<storage::IncidentNews> news;
  bool over = false;
  domain::Instant over_at = 0;
  std::string answer;
};
[[nodiscard]] domain::Result<IncidentStory> incident_story(const Counter& counter, const Asker& asker, std::int64_t id);

/// Told by letter when it is over, instead of a request of their own. Signed-in people.
domain::Result<domain::Done> follow_incident(const Counter& counter, const Asker& asker, std::int64_t id);
domain::Result<domain::Done> unfollow_incident(const Counter& counter, const Asker& asker, std::int64_t id);

}  // namespace guichet::counter
