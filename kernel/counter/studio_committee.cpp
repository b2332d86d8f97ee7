// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_committee.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::FieldError;
using domain::Result;
using storage::Choice;
using storage::DraftState;

constexpr std::size_t most_shown = 50;
constexpr std::size_t longest_reason = 1000;

Error wrong(std::vector<FieldError> fields) {
  return {ErrorKind::invalid, "error.form.check", {}, std::move(fields), ""};
}

std::optional<Error> refuse_keeping(const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::may_keep_committee(*asker.viewer, asker.now)) return studio_forbidden();
  return std::nullopt;
}

void sort_represented(std::vector<Represented>& list) {
  std::stable_sort(list.begin(), list.end(),
                   [](const Represented& a, const Represented& b) { return a.members == 0 && b.members != 0; });
}

Represented* find_in(std::vector<Represented>& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
  return found == list.end() ? nullptr : &*found;
}

Tally tally_of(const std::vector<storage::Vote>& votes, std::size_t members) {
  Tally tally;
  tally.members = members;
  for (const auto& vote : votes) {
    ++(vote.choice == Choice::in_favour ? tally.in_favour
       : vote.choice == Choice::against ? tally.against
                                        : tally.abstained);
  }
  return tally;
}

void audit(storage::Connection& connection, const Asker& asker, const char* action, const std::string& target) {
  storage::Audit(connection).append({asker.now, asker.id(), std::string("committee.") + action, target, "{}"});
}

}  // namespace

const std::vector<std::string>& committee_statuses() {
  static const std::vector<std::string> statuses{"student", "faculty", "researcher", "staff"};
  return statuses;
}

Result<CommitteeView> committee(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const auto& viewer = *asker.viewer;
  if (!identity::is_of_the_committee(viewer, asker.now) && !identity::may_draft_services(viewer, asker.now)) {
    return studio_forbidden();
  }
  CommitteeView view;
  view.may_keep = identity::may_keep_committee(viewer, asker.now);
  for (const domain::Place& place : counter.places.all()) {
    if (place.kind == domain::PlaceKind::campus) view.campuses.push_back({place.id, place.name, 0});
  }
  for (const auto& component : counter.components) {
    view.components.push_back({component.id, component.name.in(asker.language), 0});
  }
  for (const std::string& status : committee_statuses()) view.statuses.push_back({status, "", 0});
  storage::Reader reader = counter.database.read();
  auto members = storage::Committee(reader).members();
  std::vector<domain::PersonId> people;
  for (const auto& member : members) people.push_back(member.person);
  const auto names = names_of_people(reader, people);
  for (auto& member : members) {
    if (auto* const campus = find_in(view.campuses, member.campus)) ++campus->members;
    if (auto* const component = find_in(view.components, member.component)) ++component->members;
    if (auto* const status = find_in(view.statuses, member.status)) ++status->members;
    const auto name = names.find(member.person);
    view.members.push_back({std::move(member), name == names.end() ? std::string() : name->second});
  }
  sort_represented(view.campuses);
  sort_represented(view.components);
  sort_represented(view.statuses);
  return view;
}

Result<Done> add_member(const Counter& counter, const Asker& asker, const NewMember& member) {
  if (auto refused = refuse_keeping(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    std::vector<FieldError> fields;
    std::optional<domain::Person> person;
    if (is_name(member.login)) person = storage::People(connection).by_login(member.login);
    if (!person || !person->active) return wrong({{"person", "error.field.not-a-person"}});
    storage::CommitteeMember row{person->id, person->campus, person->component, member.status, asker.now, asker.id()};
    if (!member.campus.empty()) row.campus = member.campus;
    if (!member.component.empty()) row.component = member.component;
    if (row.status.empty()) {
      for (const std::string& status : committee_statuses()) {
        if (row.status.empty() && domain::has_affiliation(*person, status)) row.status = status;
      }
    }
    const auto& statuses = committee_statuses();
    if (std::find(statuses.begin(), statuses.end(), row.status) == statuses.end()) {
      fields.push_back({"status", "error.field.required"});
    }
    if (!member.campus.empty() && counter.places.find(member.campus) == nullptr) {
      fields.push_back({"campus", "error.field.not-an-option"});
    }
    if (!fields.empty()) return wrong(std::move(fields));
    storage::Committee(connection).save(row);
    audit(connection, asker, "add", "person:" + std::to_string(person->id));
    return Done{};
  });
}

Result<Done> remove_member(const Counter& counter, const Asker& asker, domain::PersonId person) {
  if (auto refused = refuse_keeping(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    if (!storage::Committee(connection).remove(person)) {
      return Error{ErrorKind::not_found, "error.committee.no-member", {}, {}, ""};
    }
    audit(connection, asker, "remove", "person:" + std::to_string(person));
    return Done{};
  });
}

Result<std::optional<ConsultationView>> consultation_of(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  const auto draft = storage::ServiceDrafts(reader).find(id);
  if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
  storage::Committee committee(reader);
  auto latest = committee.latest_of(id);
  if (!latest) return std::optional<ConsultationView>();
  ConsultationView view;
  view.open = latest->is_open(asker.now);
  const auto votes = committee.votes(latest->id);
  view.tally = tally_of(votes, committee.members().size());
  view.may_vote = view.open && identity::is_of_the_committee(*asker.viewer, asker.now);
  // While it is under way nobody is swayed by how the others voted.
  const bool sees_voices = !view.open || rights_on(asker, *draft).write;
  std::vector<domain::PersonId> people;
  for (const auto& vote : votes) people.push_back(vote.person);
  const auto names = names_of_people(reader, people);
  for (const auto& vote : votes) {
    if (vote.person == asker.id()) view.own = vote;
    if (!sees_voices) continue;
    const auto name = names.find(vote.person);
    view.voices.push_back({name == names.end() ? std::string() : name->second, vote.choice, vote.reason});
  }
  view.consultation = std::move(*latest);
  return std::optional<ConsultationView>(std::move(view));
}

Result<std::vector<AskedConsultation>> consultations(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::is_of_the_committee(*asker.viewer, asker.now)) return studio_forbidden();
  storage::Reader reader = counter.database.read();
  storage::Committee committee(reader);
  std::vector<AskedConsultation> asked;
  for (auto& consultation : committee.under_way(most_shown)) {
    if (!consultation.is_open(asker.now)) continue;
    const auto draft = storage::ServiceDrafts(reader).find(consultation.draft);
    if (!draft || draft->state != DraftState::consultation) continue;
    const auto votes = committee.votes(consultation.id);
    const bool voted =
        std::any_of(votes.begin(), votes.end(), [&](const auto& vote) { return vote.person == asker.id(); });
    asked.push_back({std::move(consultation), draft->title, voted});
  }
  return asked;
}

Result<Done> consult(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                     const std::string& until, const std::string& question) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const auto begin = domain::start_of_day(until, counter.calendar.zone);
  const auto end = begin ? std::optional(domain::next_time_of_day(*begin, 0, {}, counter.calendar.zone)) : std::nullopt;
  if (!end || *end <= asker.now || *end > asker.now + 120 * domain::day) {
    return wrong({{"until", "error.committee.until"}});
  }
  if (!is_text(question) || characters_of(question) > longest_reason) {
    return wrong({{"question", "error.field.too-long", {{"max", longest_reason}}}});
  }
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    auto draft = storage::ServiceDrafts(connection).find(id);
    if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
    if (!rights_on(asker, *draft).write) return studio_forbidden();
    if (draft->state != DraftState::draft || draft->version != version) {
      return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    }
    const auto findings = findings_of(*snapshot, draft->department, draft->definition,
                                      trust_accepted(connection, *snapshot, draft->service, draft->definition));
    const auto bad = std::count_if(findings.begin(), findings.end(), [](const auto& one) { return !one.warning; });
    if (bad > 0) return Error{ErrorKind::invalid, "error.studio.findings", {{"number", bad}}, {}, ""};
    storage::Committee(connection).open({0, id, draft->definition, question, asker.id(), asker.now, *end, 0});
    draft->state = DraftState::consultation;
    draft->updated = asker.now;
    if (!storage::ServiceDrafts(connection).update(*draft, version)) {
      return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    }
    audit(connection, asker, "consult", "draft:" + std::to_string(id));
    return Done{};
  });
}

Result<Done> end_consultation(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    auto draft = storage::ServiceDrafts(connection).find(id);
    if (!draft || !rights_on(asker, *draft).read) return no_such_draft();
    if (!rights_on(asker, *draft).write) return studio_forbidden();
    storage::Committee committee(connection);
    const auto latest = committee.latest_of(id);
    if (draft->state != DraftState::consultation || draft->version != version || !latest) {
      return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    }
    (void)committee.close(latest->id, asker.now);
    draft->state = DraftState::draft;
    draft->updated = asker.now;
    if (!storage::ServiceDrafts(connection).update(*draft, version)) {
      return Error{ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
    }
    audit(connection, asker, "end", "draft:" + std::to_string(id));
    return Done{};
  });
}

Result<Done> vote(const Counter& counter, const Asker& asker, std::int64_t id, Choice choice,
                  const std::string& reason) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::is_of_the_committee(*asker.viewer, asker.now)) return studio_forbidden();
  if (!is_text(reason) || characters_of(reason) > longest_reason) {
    return wrong({{"reason", "error.field.too-long", {{"max", longest_reason}}}});
  }
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Committee committee(connection);
    const auto consultation = committee.find(id);
    if (!consultation) return no_such_draft();
    if (!consultation->is_open(asker.now)) return Error{ErrorKind::conflict, "error.committee.over", {}, {}, ""};
    committee.vote({id, asker.id(), choice, reason, asker.now});
    return Done{};
  });
}

nlohmann::json outcome_of_draft(storage::Connection& connection, const storage::ServiceDraft& draft) {
  storage::Committee committee(connection);
  const auto latest = committee.latest_of(draft.id);
  if (!latest) return nlohmann::json::object();
  const Tally tally = tally_of(committee.votes(latest->id), committee.members().size());
  return {{"in_favour", tally.in_favour}, {"against", tally.against},
          {"abstained", tally.abstained}, {"members", tally.members},
          {"until", latest->until},       {"changed_since", latest->definition != draft.definition}};
}

}  // namespace guichet::counter
