// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/move.hpp"

#include "kernel/counter/assignment.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/move_plan.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/submit.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/carry.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/request_moves.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Request;
using domain::Result;
using Refused = std::optional<Error>;

// Whoever sorts ends it: what goes round and round is nobody's to learn from.
constexpr std::size_t most_moves = 20;

Refused moved_too_often(storage::RequestMoves& moves, const Asker& asker, domain::RequestId request) {
  if (moves.of_request(request, most_moves).size() < most_moves || asker.viewer->in_team(domain::triage_team)) {
    return std::nullopt;
  }
  return Error{ErrorKind::conflict, "error.move.too-many", {{"most", most_moves}}, {}, ""};
}

/// What is kept of the answers before a move: those that it takes away or changes; null: one that it brings.
domain::Answers what_changes(const domain::Answers& before, const domain::Answers& after) {
  domain::Answers changes = nlohmann::json::object();
  for (const auto& [id, value] : before.items()) {
    if (!after.contains(id) || after[id] != value) changes[id] = value;
  }
  for (const auto& [id, value] : after.items()) {
    if (!before.contains(id)) changes[id] = nullptr;
  }
  return changes;
}

void put_back(domain::Answers& answers, const domain::Answers& changes) {
  for (const auto& [id, value] : changes.items()) {
    if (value.is_null()) {
      answers.erase(id);
    } else {
      answers[id] = value;
    }
  }
}

/// What a machine is doing for the old service cannot be called back.
Refused automation_runs(storage::Requests& requests, domain::RequestId request) {
  const auto steps = requests.steps(request);
  const bool runs = std::any_of(steps.begin(), steps.end(), [](const auto& step) {
    // Neither can a part that another department has begun.
    const bool called = step.kind == "automation" || step.kind == "request";
    return step.state == "undoing" ||
           (called && (step.state == "running" || (step.kind == "request" && step.state == "done")));
  });
  if (!runs) return std::nullopt;
  return Error{ErrorKind::conflict, "error.move.automation-running", {}, {}, ""};
}

/// `after`: the answers it has once it is moved.
storage::RequestMove standing_of(const Request& request, const Asker& asker, const domain::Answers& after) {
  storage::RequestMove move;
  move.request = request.id;
  move.version = request.version;
  move.at = asker.now;
  move.actor = asker.id();
  move.service = request.service;
  move.service_version = request.service_version;
  move.team = request.team;
  move.assignee = request.assignee;
  move.status = request.status;
  move.urgency = request.urgency;
  move.campus = request.campus;
  move.taken_at = request.taken_at;
  move.due_take_charge = request.due_take_charge;
  move.due_resolve = request.due_resolve;
  move.waiting_since = request.waiting_since;
  move.bounces = request.bounces;
  move.route_why = request.route_why;
  move.answers = what_changes(request.answers, after);
  return move;
}

void stand_again(Request& request, const storage::RequestMove& move) {
  request.service = move.service;
  request.service_version = move.service_version;
  request.team = move.team;
  request.assignee = move.assignee;
  request.status = move.status;
  request.urgency = move.urgency;
  request.campus = move.campus;
  request.taken_at = move.taken_at;
  request.due_take_charge = move.due_take_charge;
  request.due_resolve = move.due_resolve;
  request.waiting_since = move.waiting_since;
  request.bounces = move.bounces;
  request.route_why = move.route_why;
  put_back(request.answers, move.answers);
}

/// Ids, for those who learn from it; of what became confidential, not even those.
nlohmann::json event_data(const Request& before, const Request& after) {
  nlohmann::json data{{"from", before.team}, {"team", after.team}};
  if (after.confidential) return data;
  data["service_from"] = before.service;
  data["service"] = after.service;
  return data;
}

/// A team that keeps it keeps what it had begun; another one has seen nothing yet.
void hand_over(const Request& before, Request& request, domain::Instant now) {
  if (before.team == request.team) {
    request.assignee = before.assignee;
    request.taken_at = before.taken_at;
  } else {
    request.assignee = 0;
    request.taken_at = 0;
  }
  request.status = request.assignee != 0 ? domain::Status::in_progress : domain::Status::received;
  request.updated = now;
  if (is_bounce(before.team, request.team) && !request.confidential) request.bounces += 1;
}

const domain::Person* owner_of(const Movable& movable) {
  return movable.owner ? &*movable.owner : nullptr;
}

/// Whether a question waits for its answer.
bool still_asks(const FormState& state) {
  return std::any_of(state.errors.begin(), state.errors.end(), [](const auto& error) { return !error.field.empty(); });
}

void wait_for_answers(storage::Connection& connection, Request& request, domain::Instant now) {
  request.status = domain::Status::awaiting_you;
  request.waiting_since = now;
  write_to_requester(connection, request, "mail.questions", "", now);
}

}  // namespace

Result<Request> move_to_service(const Counter& counter, const Asker& asker, const MoveToService& move) {
  if (auto wrong = check_text(move.reason, "reason", false)) return *wrong;
  auto movable = find_movable(counter, asker, move.change.request);
  if (!movable) return movable.error();
  if (movable->request.confidential) return confidential_stays();
  auto state = state_of_service(counter, *movable, move.service);
  if (!state) return state.error();
  const bool for_team = identity::may_handle(movable->relation);
  auto kept = domain::carried_over(form_before(*movable), movable->request.answers, state->service->form);
  plan_answers(counter, asker, *movable, std::move(kept), move.typed, *state);
  // An agent may not know; whoever asks does.
  if (!for_team && !state->errors.empty()) {
    return Error{ErrorKind::invalid, "error.move.questions", {}, state->errors, ""};
  }
  const domain::Service& service = *state->service;
  const domain::Language language = movable->owner ? movable->owner->language : asker.language;
  keep_labels(*state, language, state->answers);

  auto moved = change_request(
      counter, asker, move.change, identity::may_steer, domain::Move::transfer, "request.moved",
      [&](ChangeInProgress& now) -> Refused {
        // What was planned was read before: the version says that it still is so.
        const Request& before = movable->request;
        if (before.version != move.change.version) {
          return Error{ErrorKind::conflict, "error.request.older-page", {{"by", ""}, {"what", ""}}, {}, ""};
        }
        if (auto runs = automation_runs(now.requests, before.id)) return runs;
        storage::RequestMoves moves(now.connection);
        if (auto often = moved_too_often(moves, asker, before.id)) return often;
        auto standing = standing_of(before, asker, state->answers);
        standing.steps = moves.take_steps(before.id);
        withdraw_workflow(now.connection, before.id);
        moves.insert(standing);

        Request& request = now.request;
        request.answers = state->answers;
        Counter inside = counter;
        inside.within = &now.connection;
        direct(inside, {asker.viewer, language, asker.now}, *state, owner_of(*movable), request);
        request.service_version =
            counter.pinned.pin(now.connection, service, *state->snapshot->definition(service.id), asker.now);
        hand_over(before, request, asker.now);
        std::vector<std::int64_t> uploads;
        for (const auto& upload : state->uploads) uploads.push_back(upload.id);
        if (!uploads.empty()) now.requests.claim_attachments(uploads, asker.id(), request.id, 0);
        // Somebody who left only an address cannot open their request: nobody waits for them here.
        if (still_asks(*state) && movable->owner) wait_for_answers(now.connection, request, asker.now);
        say(now, asker, move.reason, storage::MessageKind::to_all);
        now.event.data = event_data(before, request);
        // Only those who answer such requests know where one belongs.
        if (for_team && !request.confidential) now.event.data["by_team"] = true;
        const bool plans = !still_asks(*state);
        now.afterwards = [&, plans] {
          if (plans)
            (void)plan_workflow(counter, now.connection, {state->snapshot, state->service}, request, asker.now);
          assign_in_team(counter, now.connection, request, asker.now);
          keep_promises(counter, now.connection, request, asker.now);
        };
        return std::nullopt;
      });
  if (moved) counter.pinned.remember(moved->service_version, service);
  return moved;
}

Result<Request> answer_missing(const Counter& counter, const Asker& asker, const Change& change,
                               const domain::Typed& typed) {
  auto movable = find_movable(counter, asker, change.request);
  if (!movable) return movable.error();
  if (!movable->pinned) return Error{ErrorKind::conflict, "error.move.nothing-asked", {}, {}, ""};
  FormState state;
  state.snapshot = counter.registry.current();
  state.service = movable->pinned.get();
  plan_answers(counter, asker, *movable, movable->request.answers, typed, state);
  if (!state.errors.empty()) return Error{ErrorKind::invalid, "error.move.questions", {}, state.errors, ""};
  if (state.shown.empty()) return Error{ErrorKind::conflict, "error.move.nothing-asked", {}, {}, ""};
  keep_labels(state, movable->owner ? movable->owner->language : asker.language, state.answers);

  return change_request(
      counter, asker, change, identity::may_steer, domain::Move::answer_received, "request.completed",
      [&](ChangeInProgress& now) -> Refused {
        if (movable->request.version != change.version) {
          return Error{ErrorKind::conflict, "error.request.older-page", {{"by", ""}, {"what", ""}}, {}, ""};
        }
        if (storage::RequestMoves(now.connection).of_request(change.request, 1).empty()) {
          return Error{ErrorKind::conflict, "error.move.nothing-asked", {}, {}, ""};
        }
        Request& request = now.request;
        request.answers = state.answers;
        if (request.assignee == 0 && request.taken_at == 0) {
          // Nobody has begun: it goes where its answers lead. No bounce, it was only not known before.
          const Request before = request;
          direct(counter, asker, state, owner_of(*movable), request);
          request.confidential = before.confidential;
          now.event.data = {{"from", before.team}, {"team", request.team}};
        }
        std::vector<std::int64_t> uploads;
        for (const auto& upload : state.uploads) uploads.push_back(upload.id);
        if (!uploads.empty()) now.requests.claim_attachments(uploads, asker.id(), request.id, 0);
        if (!now.requests.steps(request.id).empty()) return std::nullopt;
        now.afterwards = [&] { (void)plan_workflow(counter, now.connection, movable->pinned, request, asker.now); };
        return std::nullopt;
      });
}

std::optional<MoveToTakeBack> move_to_take_back(const Counter& counter, const Asker& asker, domain::RequestId id) {
  if (asker.viewer == nullptr) return std::nullopt;
  storage::Reader reader = counter.database.read();
  const auto moves = storage::RequestMoves(reader).of_request(id, 1);
  if (moves.empty() || !identity::may_take_back(*asker.viewer, moves[0].actor, moves[0].at, asker.now)) {
    return std::nullopt;
  }
  const auto request = storage::Requests(reader).find(id);
  if (!request || request->confidential || request->version != moves[0].version + 1) return std::nullopt;
  return MoveToTakeBack{id, request->version};
}

Result<Request> take_back_move(const Counter& counter, const Asker& asker, const Change& change) {
  if (asker.viewer == nullptr) return sign_in_needed();
  auto restored = counter.database.write([&](storage::Connection& connection) -> Result<Request> {
    storage::Requests requests(connection);
    storage::RequestMoves moves(connection);
    auto request = requests.find(change.request);
    const auto latest = moves.of_request(change.request, 1);
    if (!request || latest.empty()) return no_such_request();
    if (!identity::may_take_back(*asker.viewer, latest[0].actor, latest[0].at, asker.now)) return no_such_request();
    if (request->confidential) return confidential_stays();
    if (request->version != change.version || latest[0].version + 1 != request->version) {
      return Error{ErrorKind::conflict, "error.move.changed-since", {}, {}, ""};
    }
    if (auto runs = automation_runs(requests, change.request)) return *runs;
    const Request before = *request;
    stand_again(*request, latest[0]);
    request->updated = asker.now;
    (void)moves.take_steps(change.request);
    withdraw_workflow(connection, change.request);
    moves.put_steps(change.request, latest[0].steps);
    resume_workflow(counter, connection, *request, asker.now);
    moves.remove(change.request, latest[0].version);
    if (!requests.update(*request, change.version)) {
      return Error{ErrorKind::conflict, "error.move.changed-since", {}, {}, ""};
    }
    request->version = change.version + 1;
    storage::Events(connection)
        .append({0, asker.now, "request.moved-back", change.request, asker.id(), event_data(before, *request)});
    keep_promises(counter, connection, *request, asker.now);
    if (before.bounces > request->bounces) uncount_bounce(counter, connection, *request, asker.now);
    return *request;
  });
  if (restored && counter.wake_jobs) counter.wake_jobs();
  return restored;
}

}  // namespace guichet::counter
