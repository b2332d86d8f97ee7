// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/audience.hpp"
#include "kernel/domain/person.hpp"
#include "kernel/domain/request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

/// proposed: the counter saw many alike; confirmed: an agent says so; refused: they say it is none; over: answered.
enum class IncidentState { proposed, confirmed, refused, over };

/// One cause that many people meet at the same time.
struct Incident {
  std::int64_t id = 0;
  std::string title;         ///< the agent's words; until one confirms, a suggestion of nobody's own words
  std::string team;          ///< in charge of its requests; the triage team: of what several teams were sent
  std::string service;       ///< full id when all came through one; may be empty
  std::string place;         ///< where it is: a place id, or empty: anywhere
  std::string component;     ///< whom it concerns; empty: everybody there
  bool open_to_all = false;  ///< people who are not signed in are told too
  IncidentState state = IncidentState::proposed;
  std::vector<std::string> roots;  ///< what the words told of it have in common; shown to nobody
  Instant since = 0;               ///< when the first was told
  Instant created = 0;
  PersonId decided_by = 0;  ///< who confirmed or refused it
  Instant decided_at = 0;
  PersonId ended_by = 0;
  Instant over_at = 0;
  std::string answer;  ///< the one that ends it
  std::int64_t version = 1;
};

/// One request, as far as likeness is concerned.
struct Telling {
  RequestId request = 0;
  std::string who;                 ///< tells requesters apart
  std::vector<std::string> roots;  ///< sorted, each once
  std::string place;               ///< place id; empty: unknown
  Instant at = 0;
};

/// So many different people make an incident of what they tell, told alike by at least so much.
inline constexpr std::size_t people_of_an_incident = 5;
inline constexpr double alike_enough = 0.55;

/// From 0 (nothing in common) to 1, of two sorted lists of roots: their cosine, a misspelt root being the other one.
/// Nothing is like no words at all.
[[nodiscard]] double likeness(const std::vector<std::string>& left, const std::vector<std::string>& right);
/// One place is, or holds, the other; or one of them is not known.
[[nodiscard]] bool places_meet(std::string_view left, std::string_view right);
/// On one campus, or one of them is not known.
[[nodiscard]] bool one_campus(std::string_view left, std::string_view right);

/// The places in `tellings` of the largest group told alike that holds `newest`: one of them, and all that are like it.
/// Empty when fewer than `people` different people tell it.
[[nodiscard]] std::vector<std::size_t> told_by_many(const std::vector<Telling>& tellings, std::size_t newest,
                                                    std::size_t people = people_of_an_incident);
/// The roots that at least half of them have, as most spell them; sorted.
[[nodiscard]] std::vector<std::string> common_roots(const std::vector<const Telling*>& tellings);
/// The smallest place that holds all of them, those unknown left out; empty: none does.
[[nodiscard]] std::string common_place(const std::vector<const Telling*>& tellings);

/// Whether a request may be of it: its team's own; those that nobody has taken yet, of every team, when the triage team
/// is in charge. Never a confidential one, nor one that is over.
[[nodiscard]] bool may_hold(const Incident& incident, const Request& request);

/// Whether somebody may be told of an incident, wherever they are. `audience` is that of its service, null:
/// none. A campus or component that is not known of them does not keep it from them.
[[nodiscard]] bool may_know(const Incident& incident, const Audience* audience, const Person* person);
/// Whether it is told to somebody without being asked: they may know, and are on its campus.
[[nodiscard]] bool concerns(const Incident& incident, const Audience* audience, const Person* person);
/// Whether words told at `place` (empty: where the person is) tell of this incident.
[[nodiscard]] bool tells_of(const Incident& incident, const std::vector<std::string>& roots, std::string_view place);

}  // namespace guichet::domain
