// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/incident_follow.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/counter/incident_watch.hpp"
#include "kernel/counter/incident_words.hpp"
#include "kernel/storage/events.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Incident;
using domain::IncidentState;
using domain::Result;

constexpr std::size_t most_notices = 5;
constexpr std::size_t news_shown = 50;

Error no_such_incident() {
  return {ErrorKind::not_found, "error.incident.unknown", {}, {}, ""};
}

const domain::Audience* audience_of(const plugins::Snapshot& snapshot, const Incident& incident) {
  const auto* service = incident.service.empty() ? nullptr : snapshot.service(incident.service);
  return service != nullptr ? &service->audience : nullptr;
}

IncidentNotice notice_of(const Incident& incident) {
  return {incident.id, incident.title, incident.place, incident.since, "", 0, false};
}

/// `wanted`: of an incident, its audience, and whether they follow it or sent one of its requests.
template <typename Wanted>
std::vector<IncidentNotice> notices(const Counter& counter, const Asker& asker, Wanted wanted) {
  std::vector<IncidentNotice> found;
  if (counter.incidents == nullptr) return found;
  const auto entries = counter.incidents->current();
  if (entries->empty()) return found;
  const bool any = std::any_of(entries->begin(), entries->end(), [](const BoardEntry& entry) {
    return entry.incident.state == IncidentState::confirmed;
  });
  if (!any) return found;
  std::vector<std::int64_t> followed;
  if (asker.viewer != nullptr) {
    storage::Reader reader = counter.database.read();
    followed = storage::Incidents(reader).followed_by(asker.id());
  }
  const auto snapshot = counter.registry.current();
  for (const auto& entry : *entries) {
    if (entry.incident.state != IncidentState::confirmed || found.size() >= most_notices) continue;
    const bool theirs = std::find(followed.begin(), followed.end(), entry.incident.id) != followed.end();
    if (!wanted(entry.incident, audience_of(*snapshot, entry.incident), theirs)) continue;
    found.push_back(notice_of(entry.incident));
    found.back().news = entry.news;
    found.back().news_at = entry.news_at;
    found.back().followed = theirs;
  }
  return found;
}

/// Whether somebody may know it, by its id. Within a read or a write.
std::optional<Incident> known(const Counter& counter, const Asker& asker, storage::Incidents& incidents,
                              std::int64_t id) {
  auto incident = incidents.find(id);
  if (!incident) return std::nullopt;
  if (incident->state != IncidentState::confirmed && incident->state != IncidentState::over) return std::nullopt;
  const auto snapshot = counter.registry.current();
  if (domain::may_know(*incident, audience_of(*snapshot, *incident), asker.person())) return incident;
  if (asker.viewer == nullptr) return std::nullopt;
  // Whoever told of it may know what became of it.
  const auto followed = incidents.followed_by(asker.id());
  const bool theirs = std::find(followed.begin(), followed.end(), id) != followed.end();
  return theirs || incidents.answered(id, asker.id()) ? incident : std::nullopt;
}

}  // namespace

std::vector<IncidentNotice> incidents_for(const Counter& counter, const Asker& asker) {
  return notices(counter, asker, [&](const Incident& incident, const domain::Audience* audience, bool theirs) {
    return theirs || domain::concerns(incident, audience, asker.person());
  });
}

std::vector<IncidentNotice> incidents_told(const Counter& counter, const Asker& asker, std::string_view words,
                                           const std::string& service) {
  const std::string home = asker.person() != nullptr ? asker.person()->campus : "";
  std::optional<Told> told;  // only when there is an incident to compare with
  return notices(counter, asker, [&](const Incident& incident, const domain::Audience* audience, bool theirs) {
    if (!theirs && !domain::may_know(incident, audience, asker.person())) return false;
    if (!service.empty() && incident.service == service &&
        (theirs || domain::concerns(incident, audience, asker.person()))) {
      return true;
    }
    if (!told) told = told_by(counter, matching::Synonyms(counter.registry.current()->synonyms), words, home);
    // Whoever is of it already need not say where.
    const std::string place = !told->place.empty() ? told->place : theirs ? incident.place : home;
    return tells_of(incident, roots_of_title(counter, incident), told->roots, place);
  });
}

Result<IncidentStory> incident_story(const Counter& counter, const Asker& asker, std::int64_t id) {
  storage::Reader reader = counter.database.read();
  storage::Incidents incidents(reader);
  const auto incident = known(counter, asker, incidents, id);
  if (!incident) return no_such_incident();
  IncidentStory story{notice_of(*incident), incidents.news(id, news_shown), false, incident->over_at, incident->answer};
  story.over = incident->state == IncidentState::over;
  if (!story.news.empty()) {
    story.notice.news = story.news.front().body;
    story.notice.news_at = story.news.front().created;
  }
  if (asker.viewer != nullptr && !story.over) {
    const auto followed = incidents.followed_by(asker.id());
    story.notice.followed = std::find(followed.begin(), followed.end(), id) != followed.end();
  }
  return story;
}

Result<Done> follow_incident(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Incidents incidents(connection);
    const auto incident = known(counter, asker, incidents, id);
    if (!incident) return no_such_incident();
    // It ended while they read: the page says how.
    if (incident->state != IncidentState::confirmed) return Done{};
    incidents.follow(id, asker.id(), asker.now);
    storage::Events(connection).append({0, asker.now, "follower.added", 0, asker.id(), {{"incident", id}}});
    return Done{};
  });
}

Result<Done> unfollow_incident(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Incidents incidents(connection);
    if (!known(counter, asker, incidents, id)) return no_such_incident();
    incidents.unfollow(id, asker.id());
    storage::Events(connection).append({0, asker.now, "follower.removed", 0, asker.id(), {{"incident", id}}});
    return Done{};
  });
}

}  // namespace guichet::counter
