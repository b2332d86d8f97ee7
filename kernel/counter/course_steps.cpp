// SPDX-License-Identifier: GPL-3.0-or-later
// What a step does when it begins and when it is taken back: work for a team or a machine, and waiting.
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/voices_asked.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/steps_read.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/steps.hpp"

#include <algorithm>

namespace guichet::counter {

using domain::Status;
using domain::Step;
using domain::StepKind;
using domain::StepRun;
using nlohmann::json;

domain::Language Course::language() const {
  return requester_ ? requester_->language : domain::Language::fr;
}

domain::Instant Course::after(const domain::Duration& duration) const {
  Calendars calendars(counter_, connection_, now_);
  return domain::due_after(now_, duration.amount, duration.on_clock, calendar_in(calendars));
}

const domain::Calendar& Course::calendar_in(Calendars& calendars) const {
  return calendars.named(service_ ? service_->commitment.calendar : "university");
}

std::string Course::team_near(const std::string& team, const std::vector<std::string>& near) const {
  return team_for(counter_, request_, requester_ ? &*requester_ : nullptr, team, near);
}

json Course::input_of(const json& rules) const {
  json input = json::object();
  json data = facts();
  data["steps"] = domain::results_for(run_, {&rules});
  for (const auto& [name, rule] : rules.items()) {
    const auto value = domain::evaluate(rule, data);
    input[name] = value ? *value : json();
  }
  return input;
}

void Course::begin(const Step& step) {
  switch (step.kind) {
    case StepKind::approval:
      return begin_approval(step);
    case StepKind::task:
      return begin_task(step);
    case StepKind::automation:
      return begin_automation(step);
    case StepKind::request:
      return begin_sub_request(step);
    case StepKind::wait:
      return begin_wait(step);
    case StepKind::notify:
      return tell(step);
    case StepKind::decide:
      return;
  }
}

void Course::give_to_team(const std::string& step, const std::string& team) {
  storage::TeamSteps(connection_).put({request_.id, step, team, now_});
}

void Course::begin_task(const Step& step) {
  const std::string team = team_near(step.task.team, step.task.near);
  give_to_team(step.id, team);
  record("step.task", step.id, {{"team", team}});
}

void Course::call_machine(const Step& step, json input, bool undo) {
  storage::Job job;
  job.kind = "automation";
  job.request = request_.id;
  job.run_at = now_;
  job.payload = {{"step", step.id},
                 {"row", row_of(step.id)},
                 {"round", round_of(step.id)},
                 {"automation", undo ? step.automation.undo : step.automation.id},
                 {"input", std::move(input)}};
  if (undo) job.payload["undo"] = true;
  if (!undo && step.automation.retry > 0) job.payload["most"] = step.automation.retry;
  storage::Jobs(connection_).enqueue(job);
  jobs_left_ = true;
}

void Course::take_back(const Step& step, json result) {
  json input = input_of(step.automation.input);
  input["result"] = std::move(result);
  call_machine(step, std::move(input), true);
}

void Course::begin_automation(const Step& step) {
  call_machine(step, input_of(step.automation.input), false);
  record("step.started", step.id);
}

void Course::begin_wait(const Step& step) {
  if (!step.wait.question.empty()) {
    const std::string& question = step.wait.question.in(language());
    (void)say_for_department(connection_, service_->plugin, request_.id, question, false, now_);
    write_to_requester(connection_, request_, "mail.waiting", question, now_);
    jobs_left_ = true;
    return record("step.question", step.id);
  }
  domain::Instant at = 0;
  if (step.wait.length.amount > 0) {
    at = after(step.wait.length);
  } else {
    json data = facts();
    data["steps"] = domain::results_for(run_, {&step.wait.until});
    const auto date = domain::evaluate(step.wait.until, data);
    // A date that cannot be read holds nothing up.
    const auto moment = date && date->is_string()
                            ? domain::start_of_day(date->get<std::string>(), counter_.calendar.zone)
                            : std::nullopt;
    Calendars calendars(counter_, connection_, now_);
    const auto& before = step.wait.before;
    at = moment
             ? std::max(now_, domain::so_long_before(*moment, before.amount, before.on_clock, calendar_in(calendars)))
             : now_;
  }
  later("wait", step, at);
  record("step.waits", step.id, {{"until", at}});
}

void Course::undo(const Step& step) {
  const StepRun* run = run_.run_of(step.id);
  take_back(step, run != nullptr ? run->result : json::object());
  record("step.undoing", step.id);
}

void Course::withdraw(const Step& step) {
  storage::TeamSteps(connection_).remove(request_.id, step.id);
  if (step.kind == StepKind::approval) {
    storage::Approvals approvals(connection_);
    for (const auto& voice : storage::approvals_of_step(connection_, request_.id, step.id)) {
      if (voice.state != storage::ApprovalVoice::over) approvals.close(voice.id);
    }
  }
  if (step.kind != StepKind::request) return;
  storage::Requests requests(connection_);
  for (const auto& link : storage::SubRequests(connection_).children_of(request_.id)) {
    if (link.step != step.id || link.blocking == 0) continue;
    auto child = requests.find(link.child);
    if (!child || domain::is_over(child->status)) continue;
    const auto expected = child->version;
    const Standing before(*child);
    child->status = Status::cancelled;
    child->closed_at = child->updated = now_;
    Course course(counter_, connection_, *child, counter_.pinned.find(connection_, child->service_version), now_,
                  actor_);
    course.stop();
    jobs_left_ = course.keep() || jobs_left_;
    if (!requests.update(*child, expected)) continue;
    storage::Events(connection_).append({0, now_, "request.cancelled", child->id, actor_, {{"by", "parent"}}});
    keep_promises(counter_, connection_, *child, now_);
    count_change(counter_, connection_, before, *child, now_);
  }
}

}  // namespace guichet::counter
