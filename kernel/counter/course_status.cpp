// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of a request make of its status.
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/storage/events.hpp"

#include <algorithm>

namespace guichet::counter {

using domain::RunState;
using domain::Status;
using domain::Step;
using domain::StepKind;
using domain::StepRun;
using domain::StepState;
using nlohmann::json;

void Course::derive_status() {
  if (domain::is_over(request_.status) && request_.status != Status::resolved) return;
  if (run_.is_stopped()) {
    const bool refused = std::any_of(run_.runs().begin(), run_.runs().end(),
                                     [](const StepRun& run) { return run.state == StepState::refused; });
    if (!refused) return;
    resume_promises(counter_, connection_, request_, now_);
    request_.status = Status::refused;
    request_.closed_at = now_;
    request_.resolved_at = 0;
    storage::Events(connection_).append({0, now_, "request.refused", request_.id, actor_, json::object()});
    write_to_requester(connection_, request_, "mail.refused", "", now_);
    jobs_left_ = true;
    return;
  }
  if (domain::is_over(request_.status)) return;
  if (run_.state() == RunState::ended) {
    resume_promises(counter_, connection_, request_, now_);
    request_.status = Status::resolved;
    request_.resolved_at = now_;
    if (request_.taken_at == 0) request_.taken_at = now_;
    storage::Events(connection_).append({0, now_, "request.resolved", request_.id, 0, {{"by", "workflow"}}});
    write_to_requester(connection_, request_, "mail.resolved", "", now_);
    jobs_left_ = true;
    return;
  }
  bool asks = false, works = false, waits_for_requester = false;
  for (const StepRun& run : run_.runs()) {
    const Step* step = run_.step(run.step);
    const bool with_somebody =
        run.state == StepState::handed_over || run.state == StepState::failed || run.state == StepState::unknown;
    if (run.state != StepState::running && !with_somebody) continue;
    if (step->kind == StepKind::approval) {
      asks = asks || !step->approval.trust;
    } else if (step->kind == StepKind::wait && !step->wait.question.empty()) {
      waits_for_requester = true;
    } else {
      works = true;
    }
  }
  const Status before = request_.status;
  if (waits_for_requester && !works) {
    if (request_.waiting_since == 0) request_.waiting_since = now_;
    request_.status = Status::awaiting_you;
  } else if (asks && !works) {
    request_.status = Status::awaiting_approval;
  } else if (before == Status::awaiting_approval || (before == Status::awaiting_you && works)) {
    request_.status = request_.assignee != 0 || works ? Status::in_progress : Status::received;
  }
  if (before == Status::awaiting_you && request_.status != Status::awaiting_you)
    resume_promises(counter_, connection_, request_, now_);
}

}  // namespace guichet::counter
