// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/workflow.hpp"

#include "kernel/counter/course.hpp"
#include "kernel/counter/pinned.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::StepKind;
using domain::StepState;

Course course_of(const Counter& counter, storage::Connection& connection, domain::Request& request, domain::Instant now,
                 domain::PersonId actor = 0) {
  return {counter, connection, request, counter.pinned.find(connection, request.service_version), now, actor};
}

}  // namespace

bool plan_workflow(const Counter& counter, storage::Connection& connection,
                   const std::shared_ptr<const domain::Service>& service, domain::Request& request,
                   domain::Instant now) {
  if (!service || service->workflow.empty()) return false;
  const domain::Status before = request.status;
  Course course(counter, connection, request, service, now);
  course.plan();
  const bool left = course.keep();
  if (request.status != before && storage::Requests(connection).update(request, request.version)) ++request.version;
  return left;
}

void follow_end(const Counter& counter, storage::Connection& connection, domain::Request& request, domain::Instant now,
                domain::PersonId actor) {
  if (request.service_version == 0) return;
  Course course = course_of(counter, connection, request, now, actor);
  if (!course.has_steps()) return;
  if (request.status == domain::Status::resolved) {
    course.abandon();
  } else {
    course.stop();
  }
  (void)course.keep();
}

void follow_answer(const Counter& counter, storage::Connection& connection, domain::Request& request,
                   domain::Instant now, domain::PersonId actor) {
  if (request.service_version == 0) return;
  Course course = course_of(counter, connection, request, now, actor);
  if (!course.has_steps()) return;
  for (const auto& run : std::vector<domain::StepRun>(course.run().runs())) {
    const auto* step = course.run().step(run.step);
    if (step->kind == StepKind::wait && !step->wait.question.empty() && run.state == StepState::running)
      course.finish(run.step, {{"answered", true}});
  }
  (void)course.keep();
}

std::optional<Error> steps_open(const Counter& counter, storage::Connection& connection, domain::Request& request,
                                domain::Instant now) {
  if (request.service_version == 0) return std::nullopt;
  const Course course = course_of(counter, connection, request, now);
  if (!course.has_steps() || course.run().is_stopped()) return std::nullopt;
  const auto open = course.open_steps();
  if (open.empty()) return std::nullopt;
  return Error{domain::ErrorKind::conflict, "error.request.steps-open", {{"number", open.size()}}, {}, open.front()};
}

bool may_be_objected_to(const Counter& counter, storage::Connection& connection, domain::Request& request,
                        domain::Instant now) {
  if (request.service_version == 0) return false;
  const Course course = course_of(counter, connection, request, now);
  return course.has_steps() && course.run().objectable();
}

bool may_be_undone(const domain::Service* service, const std::vector<storage::StepState>& steps) {
  if (service == nullptr) return false;
  return std::any_of(steps.begin(), steps.end(), [&](const storage::StepState& state) {
    const auto* step = domain::find_step(service->workflow, state.step);
    return state.state == "done" && step != nullptr && !step->automation.undo.empty();
  });
}

void withdraw_workflow(storage::Connection& connection, domain::RequestId request) {
  storage::Approvals approvals(connection);
  for (const auto& voice : approvals.of_request(request)) {
    if (voice.state != storage::ApprovalVoice::over) approvals.close(voice.id);
  }
  storage::TeamSteps steps(connection);
  for (const auto& step : steps.of_request(request)) steps.remove(request, step.step);
}

void resume_workflow(const Counter& counter, storage::Connection& connection, domain::Request& request,
                     domain::Instant now) {
  Course course = course_of(counter, connection, request, now);
  if (!course.has_steps()) return;
  course.ask_again();
  (void)course.keep();
}

}  // namespace guichet::counter
