// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/facts.hpp"
#include "kernel/counter/incidents.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/access.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::IncidentState;
using domain::Result;

constexpr std::size_t news_listed = 50;
constexpr std::size_t over_shown = 20;

/// What this person may read of an incident's requests: what went to another team since, or was taken there, is theirs.
bool may_read(const identity::Viewer& viewer, const storage::RequestRow& row) {
  if (row.confidential) return false;
  const bool untaken = row.assignee == 0 && row.status == domain::Status::received;
  return viewer.in_team(row.team) || (untaken && viewer.in_team(domain::triage_team));
}

}  // namespace

Result<IncidentList> incidents_of_teams(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!asker.viewer->is_agent()) return Error{ErrorKind::forbidden, "error.desk.agents-only", {}, {}, ""};
  IncidentList list;
  list.snapshot = counter.registry.current();
  if (counter.incidents != nullptr) {
    for (const auto& entry : *counter.incidents->current()) {
      if (identity::may_lead_incident(*asker.viewer, entry.incident.team)) list.under_way.push_back(entry);
    }
  }
  std::stable_sort(list.under_way.begin(), list.under_way.end(),
                   [](const auto& left, const auto& right) { return left.incident.state < right.incident.state; });
  storage::Reader reader = counter.database.read();
  list.over = storage::Incidents(reader).over(asker.viewer->team_ids(), over_shown);
  return list;
}

std::size_t proposed_incidents(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr || counter.incidents == nullptr) return 0;
  const auto entries = counter.incidents->current();
  return static_cast<std::size_t>(std::count_if(entries->begin(), entries->end(), [&](const BoardEntry& entry) {
    return entry.incident.state == IncidentState::proposed &&
           identity::may_lead_incident(*asker.viewer, entry.incident.team);
  }));
}

Result<IncidentView> read_incident(const Counter& counter, const Asker& asker, std::int64_t id, std::size_t page) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  storage::Incidents incidents(reader);
  auto incident = incidents.find(id);
  if (!incident || !identity::may_lead_incident(*asker.viewer, incident->team))
    return Error{ErrorKind::not_found, "error.incident.unknown", {}, {}, ""};
  IncidentView view;
  view.snapshot = counter.registry.current();
  view.incident = std::move(*incident);
  view.news = incidents.news(id, news_listed);
  view.followers = incidents.followers(id);
  view.counts = incidents.counts(id);
  const auto all = static_cast<std::size_t>(view.counts.proposed + view.counts.linked + view.counts.answered);
  view.pages = std::max<std::size_t>(1, (all + incident_requests_a_page - 1) / incident_requests_a_page);
  view.page = std::clamp<std::size_t>(page, 1, view.pages);
  const auto members = incidents.requests(id, (view.page - 1) * incident_requests_a_page, incident_requests_a_page);
  std::vector<domain::RequestId> ids;
  for (const auto& member : members) ids.push_back(member.request);
  const auto rows = storage::Requests(reader).rows(ids);
  for (const auto& member : members) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.id == member.request; });
    if (row == rows.end() || !may_read(*asker.viewer, *row)) {
      ++view.elsewhere;
    } else {
      view.members.push_back({*row, member.state});
    }
  }
  return view;
}

}  // namespace guichet::counter
