// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/request.hpp"
#include "kernel/identity/viewer.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Who may see and do what: the one place where it is decided. Every use case asks here. When in doubt: no.
namespace guichet::identity {

/// What somebody is to a request. The strongest one counts: team before requester before watcher...
enum class Relation {
  none,       ///< stranger, or an agent of another team
  requester,  ///< owns it, or it was made for them
  watcher,
  approver,       ///< named by a step
  team,           ///< in the team in charge, or its lead
  triage,         ///< in the triage team, and nobody has taken it yet
  part_team,      ///< in the team of a sub-request
  parent_team,    ///< in the team of the parent request
  administrator,  ///< of the service centre, without a reason given
  administrator_with_reason,
  plugin_owner,  ///< the plugin of its service, with the capability granted
};

/// The columns of the table.
enum class Part { answers, messages, internal_notes, approvals, listing, live };

/// How much of it, from nothing to everything. `counts`: how many there are; `state_only`: that it is under way;
/// `outcome`: who decides and what was decided; `own_part`: what was mapped to them or what they wrote.
enum class Extent { none, counts, state_only, outcome, own_part, full };

[[nodiscard]] Extent extent_of(Relation relation, Part part, bool confidential);

/// What a use case knows of the request when it asks. `beneficiaries` and `watchers` are person ids.
struct RequestFacts {
  const domain::Request* request = nullptr;
  std::vector<domain::PersonId> beneficiaries, watchers, approvers;
};
[[nodiscard]] Relation relation_of(const Viewer& viewer, const RequestFacts& facts);

[[nodiscard]] bool may_see(Relation relation, Part part, const domain::Request& request);
/// Change it as an agent does: take, transfer, note, resolve.
[[nodiscard]] bool may_handle(Relation relation);
/// Write to it: requester, beneficiaries, watchers who may see messages, team.
[[nodiscard]] bool may_write(Relation relation, const domain::Request& request);
/// Cancel, reopen, say it is the wrong service, add watchers: its owner or the team.
[[nodiscard]] bool may_steer(Relation relation);
/// Say that many requests of a team are one incident, tell about it and end it: the team, and who leads the triage.
[[nodiscard]] bool may_lead_incident(const Viewer& viewer, std::string_view team);
/// Enable, disable and look at modules.
[[nodiscard]] bool may_administer_modules(const Viewer& viewer, domain::Instant now);

/// Look at the figures of the service centre.
[[nodiscard]] bool may_see_quality(const Viewer& viewer, domain::Instant now);
/// Take back a move of a request they made themselves a moment ago, though it left their sight with it.
[[nodiscard]] bool may_take_back(const Viewer& viewer, domain::PersonId actor, domain::Instant moved,
                                 domain::Instant now);
/// Keep the words and the confidential channels of the whole university, and see what people did not find.
[[nodiscard]] bool may_administer_centre(const Viewer& viewer, domain::Instant now);
/// Keep the words of one department's services ("it"): those who write for it, and who lead one of its teams.
[[nodiscard]] bool may_keep_words(const Viewer& viewer, std::string_view department, domain::Instant now);
/// See, without a name and within what at least five people said, what people looked for and did not find: the service
/// centre, and whoever writes for some department.
[[nodiscard]] bool may_see_unmet_needs(const Viewer& viewer, domain::Instant now);
// The studio, where services are drafted.
/// Drafts services of this department: those who write for it, who lead one of its teams, and the service centre.
[[nodiscard]] bool may_draft_service(const Viewer& viewer, std::string_view department, domain::Instant now);
/// Drafts services of some department or other.
[[nodiscard]] bool may_draft_services(const Viewer& viewer, domain::Instant now);
/// Publishes what is offered to everybody: who leads a team of the department, and the service centre.
[[nodiscard]] bool may_publish_service(const Viewer& viewer, std::string_view department, domain::Instant now);
/// Tries, discusses and votes on drafts that are put to the users' committee; sees no others.
[[nodiscard]] bool is_of_the_committee(const Viewer& viewer, domain::Instant now);
/// Says who sits in the users' committee, and how far each department has come: the service centre.
[[nodiscard]] bool may_keep_committee(const Viewer& viewer, domain::Instant now);
[[nodiscard]] bool may_keep_progress(const Viewer& viewer, domain::Instant now);
// The documentation base. An article belongs to a team; one without an owner belongs to the teams of its plugin.
struct ArticleOwner {
  std::string team;    ///< full id, or empty
  std::string plugin;  ///< whose article it is: "it", "base"
};
/// Writes drafts of some article or other.
[[nodiscard]] bool may_write_articles(const Viewer& viewer, domain::Instant now);
/// Reads and writes drafts of this one, and reads what its readers said: agents of its team, authors of its department,
/// administrators of the service centre.
[[nodiscard]] bool may_write_article(const Viewer& viewer, const ArticleOwner& owner, domain::Instant now);
/// Publishes, withdraws and removes it: leads of its team, authors of its department, administrators of the service
/// centre. The other agents of its team ask for it.
[[nodiscard]] bool may_publish_article(const Viewer& viewer, const ArticleOwner& owner, domain::Instant now);
/// Writes and publishes whatever the team: administrators of the service centre.
[[nodiscard]] bool may_write_all_articles(const Viewer& viewer, domain::Instant now);

/// `readers` of the search index for this viewer: "person:42", "team:it/network".
[[nodiscard]] std::vector<std::string> search_readers(const Viewer& viewer);

}  // namespace guichet::identity
