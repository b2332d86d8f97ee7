// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/follow.hpp"

#include "kernel/counter/answer_lines.hpp"
#include "kernel/counter/approve.hpp"
#include "kernel/counter/audit_reading.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/follow_moves.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/timeline.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/accounts.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using domain::Move;
using identity::Part;

constexpr std::size_t messages_shown = 50;
constexpr std::size_t events_shown = 200;

using Names = std::vector<domain::Person>;

const domain::Person* named(const Names& people, domain::PersonId id) {
  const auto found = std::find_if(people.begin(), people.end(), [&](const auto& person) { return person.id == id; });
  return found == people.end() ? nullptr : &*found;
}

domain::Person only_name_of(const domain::Person& person) {
  domain::Person named;
  named.id = person.id;
  named.given_name = person.given_name;
  named.family_name = person.family_name;
  return named;
}

const domain::Form& form_of(const RequestView& view) {
  return view.pinned ? view.pinned->form : free_form();
}

/// What a machine said to the team (its input, its result, its log) stays with the team.
void leave_reasons_only(std::vector<storage::StepState>& steps) {
  for (auto& step : steps) {
    nlohmann::json kept = nlohmann::json::object();
    if (step.detail.contains("reason")) kept["reason"] = step.detail["reason"];
    step.detail = std::move(kept);
  }
}

AllowedMoves allowed_moves(const identity::Viewer& viewer, const RequestView& view, domain::Instant now) {
  const auto& request = view.request;
  const auto possible = [&](Move move) { return domain::after(request, move, now).ok(); };
  const bool handles = identity::may_handle(view.relation);
  const bool steers = identity::may_steer(view.relation);
  AllowedMoves moves;
  const bool from_team = handles && request.requester != viewer.person.id;
  moves.write = identity::may_write(view.relation, request) && request.status != domain::Status::closed &&
                (from_team || !domain::is_over(request.status) || request.status == domain::Status::resolved);
  moves.note = handles;
  moves.take_charge = handles && request.assignee != viewer.person.id && possible(Move::take_charge);
  moves.release = handles && request.assignee == viewer.person.id && possible(Move::release);
  moves.assign = handles && possible(Move::take_charge);
  moves.transfer = handles && !request.confidential && possible(Move::transfer);
  moves.wait = handles && possible(Move::wait_for_requester);
  moves.resolve = handles && possible(Move::resolve);
  moves.reopen = steers && possible(Move::reopen);
  moves.cancel = steers && possible(Move::cancel) &&
                 (!domain::is_over(request.status) || may_be_undone(view.pinned.get(), view.steps));
  moves.wrong_service =
      steers && !request.confidential && request.team != domain::triage_team && possible(Move::transfer);
  moves.watch = steers && !request.confidential;
  moves.move_service = steers && !request.confidential && possible(Move::transfer);
  return moves;
}

}  // namespace

domain::Result<RequestView> read_request(const Counter& counter, const Asker& asker, domain::RequestId id,
                                         std::int64_t messages_before) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  auto found = requests.find(id);
  if (!found) return no_such_request();

  RequestView view;
  view.participants = requests.participants(id);
  view.relation = relation_to(asker.viewer, *found, view.participants);
  if (!identity::may_see(view.relation, Part::answers, *found)) return no_such_request();
  view.snapshot = counter.registry.current();
  view.request = std::move(*found);
  view.reference = domain::reference_of(id);
  view.pinned = counter.pinned.find(reader, view.request.service_version);
  if (const auto* team = view.snapshot->team(view.request.team)) view.team_title = team->title;

  const bool notes = identity::may_see(view.relation, Part::internal_notes, view.request);
  const auto files = requests.attachments(id);
  auto messages = requests.messages(id, notes, messages_before, messages_shown + 1);
  view.earlier_messages = messages.size() > messages_shown;
  if (view.earlier_messages) messages.erase(messages.begin());
  for (auto& message : messages) {
    MessageView shown{std::move(message), {}, false};
    shown.by_viewer = shown.message.author == asker.id();
    for (const auto& file : files) {
      if (file.message == shown.message.id) shown.files.push_back(file);
    }
    view.messages.push_back(std::move(shown));
  }
  if (view.pinned && !view.pinned->workflow.empty()) {
    view.steps = requests.steps(id);
    if (!notes) leave_reasons_only(view.steps);
  }
  const auto events = storage::Events(reader).of_request(id, events_shown);

  std::set<domain::PersonId> ids{view.request.requester, view.request.opened_by, view.request.assignee};
  for (const auto& event : events) ids.insert({event.actor, assigned_to(event)});
  ids.erase(0);
  read_moves(counter, reader, events, view);
  std::vector<std::string> logins = logins_in(form_of(view), view.request.answers);
  for (const auto& earlier : view.earlier) {
    const auto more = logins_in(earlier.pinned ? earlier.pinned->form : free_form(), earlier.answers);
    logins.insert(logins.end(), more.begin(), more.end());
  }
  const Names people = storage::People(reader).named({ids.begin(), ids.end()}, logins);
  view.requester_name = name_among(people, view.request.requester);
  view.opened_by_name = name_among(people, view.request.opened_by);
  view.assignee_name = name_among(people, view.request.assignee);
  if (const auto* requester = named(people, view.request.requester)) {
    view.requester = notes ? *requester : only_name_of(*requester);
  }
  view.answers = answer_lines(counter, form_of(view), view.request.answers, people, files);
  for (auto& earlier : view.earlier) {
    const auto& form = earlier.pinned ? earlier.pinned->form : free_form();
    earlier.lines = answer_lines(counter, form, earlier.answers, people, files);
  }
  view.timeline = timeline(*view.snapshot, events, people, notes);
  view.allowed = allowed_moves(*asker.viewer, view, asker.now);
  weigh_moves(counter, asker, named(people, view.request.requester), view);
  if (view.request.confidential) {
    if (const auto audited = audit_reading(counter, asker.id(), id, asker.now); !audited) return audited.error();
  }
  return view;
}

domain::Result<MyRequests> my_requests(const Counter& counter, const Asker& asker, bool over,
                                       const storage::Cursor& from, std::size_t limit) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  return MyRequests{counter.registry.current(),
                    storage::Requests(reader).of_person(asker.id(), over, from, std::min<std::size_t>(limit, 100))};
}

domain::Result<FileToServe> attachment(const Counter& counter, const Asker& asker, std::int64_t id) {
  const domain::Error unknown{domain::ErrorKind::not_found, "error.file.unknown", {}, {}, ""};
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  storage::Requests requests(reader);
  auto file = requests.attachment(id);
  if (!file) return unknown;
  if (file->request == 0) {
    if (file->uploaded_by != asker.id()) return unknown;
  } else {
    const auto request = requests.find(file->request);
    if (!request) return unknown;
    const auto relation = relation_to(asker.viewer, *request, requests.participants(file->request));
    const auto part = file->internal ? Part::internal_notes : Part::answers;
    // Whoever is asked to agree to something reads what came with its answers.
    const bool decides = !file->internal && file->message == 0 && is_asked(counter, reader, asker, *request);
    if (!decides && !identity::may_see(relation, part, *request)) return unknown;
    if (request->confidential) {
      if (const auto audited = audit_reading(counter, asker.id(), request->id, asker.now); !audited)
        return audited.error();
    }
  }
  std::string path = counter.files.path_of(file->sha256);
  if (path.empty()) return domain::Error{domain::ErrorKind::internal, "error.file.lost", {}, {}, file->sha256};
  return FileToServe{std::move(*file), std::move(path)};
}

bool may_hear(const Counter& counter, storage::Connection& connection, const identity::Viewer& viewer,
              const storage::Event& event) {
  (void)counter;
  if (event.request == 0) return false;
  storage::Requests requests(connection);
  const auto request = requests.find(event.request);
  if (!request) return false;
  const auto relation = relation_to(&viewer, *request, requests.participants(event.request));
  if (is_internal(event) && !identity::may_see(relation, Part::internal_notes, *request)) return false;
  return identity::may_see(relation, Part::live, *request);
}

}  // namespace guichet::counter
