// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/plugins/releases.hpp"
#include "kernel/storage/committee.hpp"
#include "kernel/storage/studio.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The studio: a department and the service centre write a service together, see what it would do, and publish it.
namespace guichet::counter {

/// What somebody may do with a draft.
struct DraftRights {
  bool read = false, write = false, publish = false;
};

/// Something that keeps a draft from being published, or that somebody should look at.
struct StudioFinding {
  enum class Place { service, question, step };
  Place place = Place::service;
  std::size_t index = 0;    ///< of the question or the step
  std::string name;         ///< its title, or its id
  domain::Explanation why;  ///< a proof's, "workflow.problem.cycle"; the key is empty when `text` says it
  std::string text;         ///< the checker's own sentence, in English
  bool warning = false;     ///< does not keep it from being published
};
/// What is wrong with a definition, the worst first. Pure but for the snapshot. `trust_accepted`: an administrator
/// accepted by name that it trusts first where something is at stake (trust.hpp).
[[nodiscard]] std::vector<StudioFinding> findings_of(const plugins::Snapshot& snapshot, const std::string& department,
                                                     const nlohmann::json& definition, bool trust_accepted);

struct DraftRow {
  storage::ServiceDraft draft;  ///< without its definition
  std::string department;       ///< its name
  std::string editor;
};
struct StudioList {
  plugins::SnapshotPtr snapshot;
  std::vector<DraftRow> drafts;
  std::vector<const plugins::PluginInfo*> departments;  ///< this person may draft for
  std::vector<const domain::Service*> services;         ///< that they may begin a new version of
  bool of_the_committee = false, keeps_committee = false;
  bool drafts_services = false;  ///< false: of the committee only
};
/// forbidden for who may neither draft nor is of the committee.
[[nodiscard]] domain::Result<StudioList> studio(const Counter& counter, const Asker& asker);

struct NewDraft {
  std::string department;
  domain::LocalText title;
  std::string theme, team;
  std::string copy_of;       ///< full id of a service; empty: an empty one
  bool new_version = false;  ///< of `copy_of` itself: same id
};
/// Answers the draft's id. conflict, "error.studio.under-way" with {"draft"}, when one of that service is being
/// written. Error{invalid} with fields "department", "title", "team", "copy".
domain::Result<std::int64_t> begin_draft(const Counter& counter, const Asker& asker, const NewDraft& begin);

/// A comment and who wrote it.
struct CommentView {
  std::string author;
  std::string body;
  domain::Instant at = 0;
};
struct DraftView {
  plugins::SnapshotPtr snapshot;
  storage::ServiceDraft draft;
  DraftRights rights;
  std::vector<StudioFinding> findings;
  std::optional<domain::Service> service;  ///< nothing while it cannot be read
  std::vector<CommentView> comments;
  std::optional<storage::Consultation> consultation;  ///< the latest
  std::string author, editor;
};
/// not_found for whoever may not read it. A member of the committee reads what was put to them.
[[nodiscard]] domain::Result<DraftView> read_draft(const Counter& counter, const Asker& asker, std::int64_t id);

/// Within nothing: changes the definition. Answers what is wrong with what was typed.
using DraftEdit = std::function<domain::Result<domain::Done>(nlohmann::json& definition)>;
/// Reads it, lets `edit` change it, writes it. conflict when it was changed since `version`, or is put to the
/// committee; forbidden; not_found; what `edit` says; too_many beyond 256 KB.
domain::Result<domain::Done> edit_draft(const Counter& counter, const Asker& asker, std::int64_t id,
                                        std::int64_t version, const DraftEdit& edit);
domain::Result<domain::Done> abandon_draft(const Counter& counter, const Asker& asker, std::int64_t id,
                                           std::int64_t version);
/// Whoever may read it. Error{invalid} with a field "comment".
domain::Result<domain::Done> comment_on_draft(const Counter& counter, const Asker& asker, std::int64_t id,
                                              const std::string& body);

/// Offers it to everybody from the next look of each node on; answers its number. Error{invalid, "error.studio.
/// findings"} while something is wrong with it; conflict while the committee has it; forbidden.
domain::Result<std::int64_t> publish_draft(const Counter& counter, const Asker& asker, std::int64_t id,
                                           std::int64_t version, const std::string& note);

/// As an author's file, and back. not_found; Error{invalid} with a field "yaml" whose message has {"line", "why"}.
[[nodiscard]] domain::Result<std::string> draft_as_yaml(const Counter& counter, const Asker& asker, std::int64_t id);
domain::Result<domain::Done> take_yaml(const Counter& counter, const Asker& asker, std::int64_t id,
                                       std::int64_t version, const std::string& yaml);

// Used by the other parts of the studio.
[[nodiscard]] domain::Error studio_forbidden();
[[nodiscard]] domain::Error no_such_draft();
[[nodiscard]] DraftRights rights_on(const Asker& asker, const storage::ServiceDraft& draft);
/// Names by person id, read in one go.
[[nodiscard]] std::map<domain::PersonId, std::string> names_of_people(storage::Connection& connection,
                                                                      std::vector<domain::PersonId> ids);
/// Within a write: what is answered for, and what tells every node. Events carry ids only.
void tell_of_service(storage::Connection& connection, const Asker& asker, const char* action,
                     const std::string& service, const nlohmann::json& detail, bool offered_anew);
/// The latest published versions, as a snapshot is laid over with them.
[[nodiscard]] std::vector<plugins::PortalService> portal_services(storage::Connection& connection);

}  // namespace guichet::counter
