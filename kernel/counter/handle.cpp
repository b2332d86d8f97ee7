// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/handle.hpp"

#include "kernel/counter/assignment.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Move;
using domain::Request;
using domain::Result;
using identity::may_handle;
using identity::may_steer;
using Refused = std::optional<Error>;
using storage::MessageKind;

const Refused fine = std::nullopt;

/// Moves the request to another team, the last one's hands off it.
void hand_to(ChangeInProgress& change, const std::string& team) {
  change.event.data = {{"from", change.request.team}, {"team", team}};
  if (!change.request.service.empty() && !change.request.confidential) {
    change.event.data["service_from"] = change.request.service;
  }
  if (is_bounce(change.request.team, team)) change.request.bounces += 1;
  change.request.team = team;
  change.request.assignee = 0;
}

/// And given out there, as that team wants.
void give_to(const Counter& counter, const Asker& asker, ChangeInProgress& change, const std::string& team) {
  hand_to(change, team);
  change.afterwards = [&counter, &change, now = asker.now] {
    assign_in_team(counter, change.connection, change.request, now);
  };
}

}  // namespace

Result<Request> take_charge(const Counter& counter, const Asker& asker, const Change& change) {
  return change_request(counter, asker, change, may_handle, Move::take_charge, "request.taken",
                        [&](ChangeInProgress& now) -> Refused {
                          // Triage takes what nobody has: the request comes to it, and stays where it can be seen.
                          if (!asker.viewer->in_team(now.request.team)) hand_to(now, domain::triage_team);
                          now.request.assignee = asker.id();
                          if (now.request.taken_at == 0) now.request.taken_at = asker.now;
                          return fine;
                        });
}

Result<Request> release(const Counter& counter, const Asker& asker, const Change& change) {
  return change_request(counter, asker, change, may_handle, Move::release, "request.released",
                        [&](ChangeInProgress& now) -> Refused {
                          if (now.request.assignee != asker.id()) {
                            return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
                          }
                          now.request.assignee = 0;
                          return fine;
                        });
}

Result<Request> assign(const Counter& counter, const Asker& asker, const Change& change, std::string_view login) {
  return change_request(
      counter, asker, change, may_handle, Move::take_charge, "request.assigned", [&](ChangeInProgress& now) -> Refused {
        const auto person = is_name(login) ? storage::People(now.connection).by_login(login) : std::nullopt;
        const auto members = storage::Accounts(now.connection).members_of(now.request.team);
        if (!person || !person->active || std::find(members.begin(), members.end(), person->id) == members.end()) {
          return Error{ErrorKind::invalid, "error.assign.not-in-team", {}, {{"login", "error.assign.not-in-team"}}, ""};
        }
        now.request.assignee = person->id;
        if (now.request.taken_at == 0) now.request.taken_at = asker.now;
        now.event.data = {{"to", person->id}};
        return fine;
      });
}

Result<Request> transfer(const Counter& counter, const Asker& asker, const Change& change, const std::string& team,
                         const std::string& note) {
  if (auto wrong = check_text(note, "note", false)) return *wrong;
  const auto snapshot = counter.registry.current();
  const auto* target = snapshot->team(team);
  if (target == nullptr || target->group) {
    return Error{ErrorKind::invalid, "error.transfer.no-such-team", {}, {{"team", "error.transfer.no-such-team"}}, ""};
  }
  return change_request(
      counter, asker, change, may_handle, Move::transfer, "request.transferred", [&](ChangeInProgress& now) -> Refused {
        if (now.request.confidential) return confidential_stays();
        if (now.request.team == team) {
          return Error{ErrorKind::invalid, "error.transfer.same-team", {}, {{"team", "error.transfer.same-team"}}, ""};
        }
        give_to(counter, asker, now, team);
        say(now, asker, note, MessageKind::internal);
        return fine;
      });
}

Result<Request> wait_for_requester(const Counter& counter, const Asker& asker, const Change& change,
                                   const std::string& question) {
  if (auto wrong = check_text(question, "question", true)) return *wrong;
  return change_request(counter, asker, change, may_handle, Move::wait_for_requester, "request.waiting",
                        [&](ChangeInProgress& now) -> Refused {
                          // Asked once more: what stood still since the first question still does.
                          if (now.request.waiting_since == 0) now.request.waiting_since = asker.now;
                          if (now.request.assignee == 0) now.request.assignee = asker.id();
                          if (now.request.taken_at == 0) now.request.taken_at = asker.now;
                          say(now, asker, question, MessageKind::to_all);
                          write_to_requester(now.connection, now.request, "mail.waiting", question, asker.now);
                          return fine;
                        });
}

Result<Request> resolve(const Counter& counter, const Asker& asker, const Change& change, const std::string& answer) {
  if (auto wrong = check_text(answer, "answer", true)) return *wrong;
  return change_request(counter, asker, change, may_handle, Move::resolve, "request.resolved",
                        [&](ChangeInProgress& now) -> Refused {
                          now.request.resolved_at = asker.now;
                          if (now.request.assignee == 0) now.request.assignee = asker.id();
                          if (now.request.taken_at == 0) now.request.taken_at = asker.now;
                          say(now, asker, answer, MessageKind::to_all);
                          write_to_requester(now.connection, now.request, "mail.resolved", answer, asker.now);
                          return fine;
                        });
}

Result<Request> reopen(const Counter& counter, const Asker& asker, const Change& change, const std::string& reason) {
  if (auto wrong = check_text(reason, "reason", true)) return *wrong;
  return change_request(counter, asker, change, may_steer, Move::reopen, "request.reopened",
                        [&](ChangeInProgress& now) -> Refused {
                          now.request.resolved_at = now.request.closed_at = 0;
                          say(now, asker, reason, MessageKind::to_all);
                          return fine;
                        });
}

Result<Request> cancel(const Counter& counter, const Asker& asker, const Change& change, const std::string& reason) {
  if (auto wrong = check_text(reason, "reason", false)) return *wrong;
  return change_request(counter, asker, change, may_steer, Move::cancel, "request.cancelled",
                        [&](ChangeInProgress& now) -> Refused {
                          if (now.request.resolved_at != 0) {
                            const auto pinned = counter.pinned.find(now.connection, now.request.service_version);
                            if (!may_be_undone(pinned.get(), now.requests.steps(now.request.id)))
                              return Error{domain::ErrorKind::conflict, "error.request.nothing-to-undo", {}, {}, ""};
                          }
                          now.request.closed_at = asker.now;
                          say(now, asker, reason, MessageKind::to_all);
                          return fine;
                        });
}

Result<Request> wrong_service(const Counter& counter, const Asker& asker, const Change& change,
                              const std::string& reason) {
  if (auto wrong = check_text(reason, "reason", false)) return *wrong;
  return change_request(counter, asker, change, may_steer, Move::transfer, "request.wrong-service",
                        [&](ChangeInProgress& now) -> Refused {
                          if (now.request.confidential) return confidential_stays();
                          if (now.request.team == domain::triage_team) {
                            return Error{ErrorKind::conflict, "error.request.already-sorted", {}, {}, ""};
                          }
                          give_to(counter, asker, now, domain::triage_team);
                          now.request.route_why = {"route.wrong-service", nlohmann::json::object(), {}};
                          say(now, asker, reason, MessageKind::to_all);
                          return fine;
                        });
}

}  // namespace guichet::counter
