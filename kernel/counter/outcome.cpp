// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/assignment.hpp"
#include "kernel/counter/automation.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/plugin_files.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/tries.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/sign_in_limit.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using Kind = plugins::AutomationOutcome::Kind;

/// Everything an outcome changes, loaded once inside the transaction.
struct Settling {
  const Counter& counter;
  storage::Connection& connection;
  const storage::Job& job;
  const plugins::AutomationOutcome& outcome;
  domain::Request request;
  std::shared_ptr<const domain::Service> service;
  const domain::Step* step = nullptr;
  std::int64_t row = 0;
  domain::Language language = domain::Language::fr;
  domain::Instant now = 0;
  std::optional<Error> refused = std::nullopt;  ///< why what the plugin asked for may no longer be
};

Error changed_under_us() {
  return {ErrorKind::conflict, "error.request.changed", {}, {}, "automation outcome"};
}

std::optional<Error> save(Settling& settling) {
  settling.request.updated = settling.now;
  if (!storage::Requests(settling.connection).update(settling.request, settling.request.version))
    return changed_under_us();
  return std::nullopt;
}

void record(Settling& settling, const char* kind, nlohmann::json data) {
  storage::Events(settling.connection).append({0, settling.now, kind, settling.request.id, 0, std::move(data)});
}

/// An account that was opened again is open at our own door too.
void forget_wrong_passwords(Settling& settling) {
  if (settling.request.service != settling.counter.recovery_service || settling.request.service.empty()) return;
  const auto owner = storage::People(settling.connection).find(settling.request.requester);
  if (owner) identity::SignInLimit(settling.connection, owner->login, "").forget();
}

/// A person may have taken over what a machine answers late for.
bool is_with_somebody(domain::StepState state) {
  using enum domain::StepState;
  return state == running || state == handed_over || state == failed || state == unknown;
}

/// The request went back behind it while the machine was at work: another run of the step answers for it, or none.
bool is_of_an_earlier_round(const storage::Job& job, const domain::StepRun* run) {
  return run != nullptr && job.payload.value("round", run->round) != run->round;
}

/// The machine did it.
std::optional<Error> settle_done(Settling& settling) {
  nlohmann::json result = settling.outcome.result;
  const std::string plugin = settling.step != nullptr ? domain::plugin_of(settling.step->automation.id) : "";
  const bool was_over = domain::is_over(settling.request.status);
  const Committing committing{
      settling.counter, settling.connection, plugin,      &settling.request, settling.service.get(),
      result,           settling.language,   settling.now};
  for (const auto& effect : settling.outcome.effects) {
    if ((settling.refused = carry_out(committing, effect))) return settling.refused;
  }
  const std::string step_id = settling.job.payload.value("step", "");
  const Standing before(settling.request);
  // What its own calls resolved is told here; what the workflow's end resolves, by the workflow.
  if (!was_over && settling.request.status == domain::Status::resolved) {
    resume_promises(settling.counter, settling.connection, settling.request, settling.now);
    if (settling.request.taken_at == 0) settling.request.taken_at = settling.now;
    record(settling, "request.resolved", {{"by", "automation"}});
    write_to_requester(settling.connection, settling.request, "mail.resolved", "", settling.now);
  }
  Course course(settling.counter, settling.connection, settling.request, settling.service, settling.now);
  const bool undoes = settling.job.payload.value("undo", false);
  const auto* run = course.run().run_of(step_id);
  if (undoes) {
    course.undone(step_id);
  } else if (is_of_an_earlier_round(settling.job, run)) {
    course.ended_too_late(step_id, result);
  } else if (run != nullptr && is_with_somebody(run->state)) {
    course.finish(step_id, result);
  } else if (settling.request.status == domain::Status::cancelled ||
             settling.request.status == domain::Status::refused) {
    course.ended_too_late(step_id, result);
  }
  (void)course.keep();
  if (!was_over && settling.request.status == domain::Status::resolved) forget_wrong_passwords(settling);
  if (auto failure = save(settling)) return failure;
  keep_promises(settling.counter, settling.connection, settling.request, settling.now);
  count_change(settling.counter, settling.connection, before, settling.request, settling.now);
  settling.request.version += 1;
  if (!was_over) tell_parent(settling.counter, settling.connection, settling.request, settling.now, 0);
  if (!storage::Jobs(settling.connection).finish(settling.job.id)) return changed_under_us();
  return std::nullopt;
}

/// A person takes over: the team the step names, with the reason.
std::optional<Error> settle_with_a_person(Settling& settling, const char* state, const char* event) {
  const std::string step_id = settling.job.payload.value("step", "");
  Course course(settling.counter, settling.connection, settling.request, settling.service, settling.now);
  const bool undoes = settling.job.payload.value("undo", false);
  if (!undoes &&
      is_of_an_earlier_round(settling.job, course.run().run_of(step_id))) {  // nothing is left to be done by hand
    if (!storage::Jobs(settling.connection).finish(settling.job.id)) return changed_under_us();
    return std::nullopt;
  }
  if (!undoes) {
    course.hand_over(step_id, domain::step_state_of(state),
                     {{"reason", settling.outcome.reason}, {"detail", settling.outcome.detail}});
    if (settling.step != nullptr && !settling.step->automation.otherwise.empty() && settling.request.assignee == 0 &&
        !domain::is_over(settling.request.status)) {
      settling.request.team = settling.step->automation.otherwise;
    }
    (void)course.keep();
  }
  // What cannot be taken back by a machine is a person's, whatever became of the request.
  if (undoes || !domain::is_over(settling.request.status)) {
    storage::TeamSteps(settling.connection).put({settling.request.id, step_id, settling.request.team, settling.now});
  }
  record(settling, event, {{"step", step_id}, {"team", settling.request.team}, {"row", settling.row}});
  if (auto failure = save(settling)) return failure;
  settling.request.version += 1;
  assign_in_team(settling.counter, settling.connection, settling.request, settling.now);
  storage::Jobs jobs(settling.connection);
  if (std::string_view(state) == "unknown" || std::string_view(state) == "failed") {
    jobs.give_up(settling.job.id, state, settling.outcome.detail);
  } else if (!jobs.finish(settling.job.id)) {
    return changed_under_us();
  }
  return std::nullopt;
}

/// The request ended before its automation ran.
std::optional<Error> settle_as_skipped(Settling& settling) {
  (void)storage::Requests(settling.connection)
      .move_step(settling.row, "running", "skipped", nlohmann::json::object(), settling.now);
  if (!storage::Jobs(settling.connection).finish(settling.job.id)) return changed_under_us();
  return std::nullopt;
}

std::optional<Error> settle_by_another_try(Settling& settling, domain::Instant at, std::int32_t most) {
  if (try_again(settling.connection, settling.job, at, settling.now, settling.outcome.detail, most))
    return std::nullopt;
  return settle_with_a_person(settling, "failed", "step.failed");
}

std::optional<Error> settle(Settling& settling, bool idempotent) {
  storage::Jobs jobs(settling.connection);
  const bool undoes = settling.job.payload.value("undo", false);
  if (!undoes && settling.outcome.kind == Kind::unavailable && domain::is_over(settling.request.status)) {
    return settle_as_skipped(settling);
  }
  switch (settling.outcome.kind) {
    case Kind::done:
      return settle_done(settling);
    case Kind::hand_over:
      return settle_with_a_person(settling, "handed-over", "step.handed-over");
    case Kind::failed:
      return settle_with_a_person(settling, "failed", "step.failed");
    case Kind::unavailable:  // it never reached the plugin: it waits, it does not vanish
      jobs.retry(settling.job.id, after_back_off(settling.job.attempts, settling.now), settling.outcome.detail);
      return std::nullopt;
    case Kind::retry:
      return settle_by_another_try(settling, settling.outcome.retry_at.value_or(0),
                                   settling.job.payload.value("most", most_tries));
    case Kind::unknown:
      if (!idempotent) return settle_with_a_person(settling, "unknown", "step.unknown");
      return settle_by_another_try(settling, after_back_off(tries_of(settling.job) + 1, settling.now),
                                   most_interruptions);
  }
  return std::nullopt;
}

}  // namespace

Result<Done> apply_outcome(const Counter& counter, const storage::Job& job, const plugins::AutomationOutcome& given,
                           domain::Instant now) {
  plugins::AutomationOutcome outcome = given;
  // Of an outcome that is not carried out, nothing is kept.
  const auto failure = outcome.kind == Kind::done ? store_written_files(counter, outcome.effects) : std::nullopt;
  if (failure) {
    if (failure->kind != ErrorKind::invalid) return *failure;
    outcome = {};
    outcome.kind = Kind::failed;
    outcome.detail = "a file that it wrote cannot be kept: " + failure->message;
  }
  const auto snapshot = counter.registry.current();
  const auto* automation = snapshot->automation(job.payload.value("automation", ""));
  std::optional<Error> refused;
  const bool idempotent = automation != nullptr && automation->idempotent;
  auto written = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    const auto current = storage::Jobs(connection).find(job.id);
    // Settled already, or taken for lost and running again: that run answers for it.
    if (!current || current->state != "running" || current->attempts != job.attempts) return Done{};
    auto request = storage::Requests(connection).find(job.request);
    if (!request) return Error{ErrorKind::not_found, "error.request.unknown", {}, {}, "job without a request"};
    Settling settling{counter, connection,           job, outcome, std::move(*request), nullptr, nullptr,
                      0,       domain::Language::fr, now};
    settling.service = counter.pinned.find(connection, settling.request.service_version);
    settling.row = job.payload.value("row", std::int64_t{0});
    if (settling.service) settling.step = domain::find_step(settling.service->workflow, job.payload.value("step", ""));
    if (const auto person = storage::People(connection).find(settling.request.requester)) {
      settling.language = person->language;
    }
    if (auto failure = settle(settling, idempotent)) {
      refused = settling.refused;
      return *failure;
    }
    return Done{};
  });
  if (!written && refused) {
    plugins::AutomationOutcome undone;
    undone.reason = outcome.reason;
    if (is_too_late(*refused)) {
      // What it asked of us was undone whole; what it did outside it may do again, or a person has to look.
      undone.kind = Kind::unknown;
      undone.detail = "a value that it keeps was changed by another run meanwhile";
    } else {
      // It was done, perhaps outside too, and what it asked of us was undone whole: not to be run again, but looked at.
      undone.kind = Kind::failed;
      undone.detail = "what it asked for is no longer allowed: " + written.error().message;
    }
    return apply_outcome(counter, job, undone, now);
  }
  if (written && counter.wake_jobs) counter.wake_jobs();
  return written;
}

}  // namespace guichet::counter
