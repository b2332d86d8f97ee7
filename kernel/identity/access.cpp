// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/identity/access.hpp"

#include "kernel/domain/routing.hpp"

#include <algorithm>
#include <array>

namespace guichet::identity {
namespace {

using enum Extent;

/// answers and files, messages, internal notes, approvals, search and lists, live updates.
using Row = std::array<Extent, 6>;
struct Rows {
  Row open;
  Row confidential;
};
constexpr Row nothing{none, none, none, none, none, none};

// A confidential request is its own team's and its requester's. Nobody else knows that it exists, except that a parent
// request says "a part is under way".
Rows rows_of(Relation relation) {
  switch (relation) {
    case Relation::requester:
      return {{full, full, none, outcome, full, full}, {full, full, none, outcome, full, full}};
    case Relation::watcher:
      return {{full, full, none, outcome, full, full}, nothing};
    case Relation::approver:
      return {{own_part, own_part, none, own_part, own_part, own_part}, nothing};
    case Relation::team:
      return {{full, full, full, full, full, full}, {full, full, full, full, full, full}};
    case Relation::triage:
      return {{full, full, full, full, full, full}, nothing};
    case Relation::part_team:
      return {{own_part, own_part, own_part, own_part, own_part, own_part}, nothing};
    case Relation::parent_team:
      return {{outcome, outcome, none, none, outcome, state_only}, {state_only, none, none, none, none, none}};
    case Relation::administrator:
      return {{none, none, none, none, counts, none}, nothing};
    case Relation::administrator_with_reason:
      return {{full, full, full, outcome, counts, none}, nothing};
    case Relation::plugin_owner:
      return {{full, own_part, none, own_part, none, own_part}, {full, own_part, none, own_part, none, own_part}};
    case Relation::none:
      break;
  }
  return {nothing, nothing};
}

std::string_view department_of(std::string_view team) {
  return team.substr(0, team.find('/'));
}

bool is_valid(const storage::Right& right, domain::Instant now) {
  return right.until == 0 || right.until > now;
}

/// The right "author", over everything, a team or a department. A team's department is what its id begins with.
bool is_author(const Viewer& viewer, const ArticleOwner& owner, domain::Instant now) {
  const std::string department = owner.team.empty() ? owner.plugin : std::string(department_of(owner.team));
  return std::any_of(viewer.rights.begin(), viewer.rights.end(), [&](const storage::Right& right) {
    if (right.name != "author" || !is_valid(right, now)) return false;
    return right.scope.empty() || right.scope == "department:" + department ||
           (!owner.team.empty() && right.scope == "team:" + owner.team);
  });
}

bool among(const std::vector<domain::PersonId>& ids, domain::PersonId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

Extent extent_of(Relation relation, Part part, bool confidential) {
  const Rows rows = rows_of(relation);
  return (confidential ? rows.confidential : rows.open).at(static_cast<std::size_t>(part));
}

Relation relation_of(const Viewer& viewer, const RequestFacts& facts) {
  const domain::Request& request = *facts.request;
  if (viewer.in_team(request.team)) return Relation::team;
  if (request.requester != 0 && request.requester == viewer.person.id) return Relation::requester;
  if (among(facts.beneficiaries, viewer.person.id)) return Relation::requester;
  const bool untaken = request.assignee == 0 && request.status == domain::Status::received;
  if (untaken && !request.confidential && viewer.in_team(domain::triage_team)) return Relation::triage;
  if (among(facts.watchers, viewer.person.id)) return Relation::watcher;
  if (among(facts.approvers, viewer.person.id)) return Relation::approver;
  return Relation::none;
}

bool may_see(Relation relation, Part part, const domain::Request& request) {
  return extent_of(relation, part, request.confidential) == full;
}

bool may_handle(Relation relation) {
  return relation == Relation::team || relation == Relation::triage;
}

bool may_write(Relation relation, const domain::Request& request) {
  return may_see(relation, Part::messages, request) && relation != Relation::administrator_with_reason;
}

bool may_steer(Relation relation) {
  return relation == Relation::requester || may_handle(relation);
}

bool may_lead_incident(const Viewer& viewer, std::string_view team) {
  return viewer.in_team(team) || viewer.leads(domain::triage_team);
}

bool may_administer_modules(const Viewer& viewer, domain::Instant now) {
  return viewer.has("module-admin", now);
}

bool may_see_quality(const Viewer& viewer, domain::Instant now) {
  return viewer.has("centre-admin", now);
}

bool may_take_back(const Viewer& viewer, domain::PersonId actor, domain::Instant moved, domain::Instant now) {
  constexpr domain::Instant a_moment = 15 * domain::minute;
  return actor != 0 && actor == viewer.person.id && now - moved <= a_moment;
}

bool may_administer_centre(const Viewer& viewer, domain::Instant now) {
  return viewer.has("centre-admin", now);
}

bool may_keep_words(const Viewer& viewer, std::string_view department, domain::Instant now) {
  if (department.empty()) return may_administer_centre(viewer, now);
  if (may_administer_centre(viewer, now) || viewer.has("author", now)) return true;
  const std::string scope = "department:" + std::string(department);
  const bool writes = std::any_of(viewer.rights.begin(), viewer.rights.end(), [&](const auto& right) {
    return right.name == "author" && right.scope == scope && (right.until == 0 || right.until > now);
  });
  const std::string teams = std::string(department) + "/";
  return writes || std::any_of(viewer.teams.begin(), viewer.teams.end(), [&teams](const auto& membership) {
           return membership.lead && membership.team.starts_with(teams);
         });
}

bool may_see_unmet_needs(const Viewer& viewer, domain::Instant now) {
  return may_administer_centre(viewer, now) ||
         std::any_of(viewer.rights.begin(), viewer.rights.end(), [now](const auto& right) {
           return right.name == "author" && (right.until == 0 || right.until > now);
         });
}

bool may_draft_service(const Viewer& viewer, std::string_view department, domain::Instant now) {
  return !department.empty() && may_keep_words(viewer, department, now);
}

bool may_draft_services(const Viewer& viewer, domain::Instant now) {
  const bool leads = std::any_of(viewer.teams.begin(), viewer.teams.end(), [](const auto& membership) {
    return membership.lead && membership.team != domain::triage_team;
  });
  const bool writes = std::any_of(viewer.rights.begin(), viewer.rights.end(), [now](const storage::Right& right) {
    return right.name == "author" && is_valid(right, now) &&
           (right.scope.empty() || right.scope.starts_with("department:"));
  });
  return leads || writes || may_administer_centre(viewer, now);
}

bool may_publish_service(const Viewer& viewer, std::string_view department, domain::Instant now) {
  if (department.empty()) return false;
  return may_administer_centre(viewer, now) ||
         std::any_of(viewer.teams.begin(), viewer.teams.end(), [&](const auto& membership) {
           return membership.lead && department_of(membership.team) == department;
         });
}

bool is_of_the_committee(const Viewer& viewer, domain::Instant now) {
  return viewer.has("committee", now);
}

bool may_keep_committee(const Viewer& viewer, domain::Instant now) {
  return may_administer_centre(viewer, now);
}

bool may_keep_progress(const Viewer& viewer, domain::Instant now) {
  return may_administer_centre(viewer, now);
}

bool may_write_all_articles(const Viewer& viewer, domain::Instant now) {
  return viewer.has("centre-admin", now);
}

bool may_write_articles(const Viewer& viewer, domain::Instant now) {
  if (viewer.is_agent() || may_write_all_articles(viewer, now)) return true;
  return std::any_of(viewer.rights.begin(), viewer.rights.end(),
                     [&](const storage::Right& right) { return right.name == "author" && is_valid(right, now); });
}

bool may_write_article(const Viewer& viewer, const ArticleOwner& owner, domain::Instant now) {
  const bool in_charge =
      owner.team.empty()
          ? std::any_of(viewer.teams.begin(), viewer.teams.end(),
                        [&](const storage::Membership& each) { return department_of(each.team) == owner.plugin; })
          : viewer.in_team(owner.team);
  return in_charge || may_write_all_articles(viewer, now) || is_author(viewer, owner, now);
}

bool may_publish_article(const Viewer& viewer, const ArticleOwner& owner, domain::Instant now) {
  const bool leads = owner.team.empty() ? std::any_of(viewer.teams.begin(), viewer.teams.end(),
                                                      [&](const storage::Membership& each) {
                                                        return each.lead && department_of(each.team) == owner.plugin;
                                                      })
                                        : viewer.leads(owner.team);
  return leads || may_write_all_articles(viewer, now) || is_author(viewer, owner, now);
}

std::vector<std::string> search_readers(const Viewer& viewer) {
  std::vector<std::string> readers{"person:" + std::to_string(viewer.person.id)};
  for (const auto& membership : viewer.teams) readers.push_back("team:" + membership.team);
  return readers;
}

}  // namespace guichet::identity
