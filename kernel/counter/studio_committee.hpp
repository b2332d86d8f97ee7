// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/studio.hpp"

#include <optional>
#include <string>
#include <vector>

/// The users' committee: whom it represents, what is put to it, what it answers.
namespace guichet::counter {

struct MemberView {
  storage::CommitteeMember member;
  std::string name;
};
/// One campus, faculty or status of the university, and how many members speak for it.
struct Represented {
  std::string id, title;
  std::size_t members = 0;
};
struct CommitteeView {
  std::vector<MemberView> members;
  std::vector<Represented> campuses, components, statuses;  ///< all there are; those without a member first
  bool may_keep = false;
};
/// For members, for who drafts services, and for the service centre.
[[nodiscard]] domain::Result<CommitteeView> committee(const Counter& counter, const Asker& asker);
/// Statuses that a member may have: "student", "faculty", "researcher", "staff".
[[nodiscard]] const std::vector<std::string>& committee_statuses();

/// Somebody by sign-in name. Campus, faculty and status empty: as the directory has them. Error{invalid} with fields
/// "person", "campus", "component", "status"; forbidden. Audited.
struct NewMember {
  std::string login, campus, component, status;
};
domain::Result<domain::Done> add_member(const Counter& counter, const Asker& asker, const NewMember& member);
domain::Result<domain::Done> remove_member(const Counter& counter, const Asker& asker, domain::PersonId person);

struct Tally {
  std::size_t in_favour = 0, against = 0, abstained = 0;
  std::size_t members = 0;  ///< of the committee
};
struct Voice {
  std::string name;  ///< of the member
  storage::Choice choice{};
  std::string reason;
};
struct ConsultationView {
  storage::Consultation consultation;
  Tally tally;
  std::vector<Voice> voices;  ///< shown once it is over, and to who drafts the service
  std::optional<storage::Vote> own;
  bool may_vote = false;
  bool open = false;
};
/// The latest of a draft, for whoever may read it; nothing when there was none.
[[nodiscard]] domain::Result<std::optional<ConsultationView>> consultation_of(const Counter& counter,
                                                                              const Asker& asker, std::int64_t draft);
struct AskedConsultation {
  storage::Consultation consultation;  ///< without its definition
  std::string title;                   ///< of the service
  bool voted = false;
};
/// Those under way; for members of the committee.
[[nodiscard]] domain::Result<std::vector<AskedConsultation>> consultations(const Counter& counter, const Asker& asker);

/// Puts a draft to the committee until the end of a day ("2026-12-31"), as it is now. Error{invalid, "error.studio.
/// findings"} while something is wrong with it, or with a field "until", "question"; conflict; forbidden.
domain::Result<domain::Done> consult(const Counter& counter, const Asker& asker, std::int64_t draft,
                                     std::int64_t version, const std::string& until, const std::string& question);
/// Ends it, in time or before: the draft may be changed and published again.
domain::Result<domain::Done> end_consultation(const Counter& counter, const Asker& asker, std::int64_t draft,
                                              std::int64_t version);
/// Once more: the last one counts. conflict when it is over; forbidden for who is no member.
domain::Result<domain::Done> vote(const Counter& counter, const Asker& asker, std::int64_t consultation,
                                  storage::Choice choice, const std::string& reason);

/// What the committee said of a draft, as it is published with the version: {"in_favour", "against", "abstained",
/// "members", "until", "changed_since"}; empty when it was not asked. Names nobody.
[[nodiscard]] nlohmann::json outcome_of_draft(storage::Connection& connection, const storage::ServiceDraft& draft);

}  // namespace guichet::counter
