// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/counter/incident_board.hpp"
#include "kernel/domain/incident.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/incidents.hpp"
#include "kernel/storage/requests.hpp"

#include <string>
#include <vector>

/// What agents do with incidents: those of the team in charge, and who leads the triage. For others they do not exist.
/// `version`: of the page it was decided on; Error{conflict, "error.incident.changed"} when somebody else came first,
/// or when none is named.
namespace guichet::counter {

/// So many requests of one are on a page. What is decided is decided for all of them, those of the other pages too.
inline constexpr std::size_t incident_requests_a_page = 50;

/// Proposed and under way, and the latest that are over. forbidden for somebody who is in no team.
struct IncidentList {
  plugins::SnapshotPtr snapshot;
  std::vector<BoardEntry> under_way;  ///< proposed ones first
  std::vector<domain::Incident> over;
};
[[nodiscard]] domain::Result<IncidentList> incidents_of_teams(const Counter& counter, const Asker& asker);
/// How many proposals wait for this person. No SQL.
[[nodiscard]] std::size_t proposed_incidents(const Counter& counter, const Asker& asker);

struct IncidentMember {
  storage::RequestRow row;
  storage::Belonging state = storage::Belonging::proposed;
};
struct IncidentView {
  plugins::SnapshotPtr snapshot;
  domain::Incident incident;
  std::vector<IncidentMember> members;  ///< of the page: requests that are still of this person's teams
  std::size_t elsewhere = 0;            ///< of the page: those that went to other teams since
  storage::IncidentCounts counts;       ///< of all pages
  std::size_t page = 1;                 ///< from 1, the last one at most
  std::size_t pages = 1;
  std::vector<storage::IncidentNews> news;  ///< latest first
  std::int64_t followers = 0;
};
[[nodiscard]] domain::Result<IncidentView> read_incident(const Counter& counter, const Asker& asker, std::int64_t id,
                                                         std::size_t page = 1);

/// What an agent says of a proposal when they confirm it.
struct IncidentConfirmed {
  std::string title;      ///< what everybody will read
  std::string place;      ///< place id; empty: anywhere
  std::string component;  ///< empty: all
  bool open_to_all = false;
  std::vector<domain::RequestId> left_out;  ///< those that are not of it; all the others are
};
/// All that are proposed are of it, however many: a job takes those that are more than a page. FieldErrors: "title",
/// "place", "component".
domain::Result<domain::Done> confirm_incident(const Counter& counter, const Asker& asker, std::int64_t id,
                                              std::int64_t version, const IncidentConfirmed& confirmed);
/// Its requests go on by themselves, and nothing alike is proposed again for a while.
domain::Result<domain::Done> refuse_incident(const Counter& counter, const Asker& asker, std::int64_t id,
                                             std::int64_t version);
/// From one request, without waiting for many: a proposal of it and of those alike. Answers the incident, which is the
/// one it belongs to already when there is one that has not answered it.
[[nodiscard]] domain::Result<std::int64_t> open_incident(const Counter& counter, const Asker& asker,
                                                         domain::RequestId request);
/// Of a proposed or confirmed incident: these requests are not of it, and go on by themselves.
domain::Result<domain::Done> leave_out(const Counter& counter, const Asker& asker, std::int64_t id,
                                       const std::vector<domain::RequestId>& requests);
/// What everybody it concerns reads from now on. FieldError "news".
domain::Result<domain::Done> tell_news(const Counter& counter, const Asker& asker, std::int64_t id,
                                       const std::string& body);
/// One answer for all: each of its requests gets it and is resolved, each follower a letter. A job does it; this leaves
/// the job. FieldError "answer".
domain::Result<domain::Done> end_incident(const Counter& counter, const Asker& asker, std::int64_t id,
                                          std::int64_t version, const std::string& answer);

/// A part of what `end_incident` left, for the runner of jobs: some requests or letters in one write, each exactly
/// once. Answers whether there is more.
[[nodiscard]] domain::Result<bool> give_incident_answer(const Counter& counter, const storage::Job& job,
                                                        domain::Instant now);

}  // namespace guichet::counter
