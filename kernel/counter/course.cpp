// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/course.hpp"

#include "kernel/counter/calendars.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/trust.hpp"
#include "kernel/counter/voices_asked.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/steps_read.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/steps.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Act;
using domain::RunState;
using domain::Status;
using domain::Step;
using domain::StepKind;
using domain::StepRun;
using domain::StepState;
using nlohmann::json;

StepRun run_of(const storage::StepState& row) {
  StepRun run;
  run.step = row.step;
  run.state = domain::step_state_of(row.state);
  run.round = row.detail.value("round", 0);
  run.order = row.detail.value("order", 0);
  run.objectable = row.detail.value("objectable", false);
  run.again = row.detail.value("again", false);
  const auto result = row.detail.find("result");
  if (result != row.detail.end()) run.result = *result;
  return run;
}

std::vector<StepRun> runs_of(const std::vector<storage::StepState>& rows) {
  std::vector<StepRun> runs;
  for (const auto& row : rows) runs.push_back(run_of(row));
  return runs;
}

/// What a person who takes over reads stands beside the run's own facts.
json detail_of(const StepRun& run) {
  json detail{{"round", run.round}, {"order", run.order}};
  if (run.objectable) detail["objectable"] = true;
  if (run.again) detail["again"] = true;
  if (!run.result.empty()) detail["result"] = run.result;
  if (run.result.is_object()) {
    for (const char* key : {"reason", "detail"}) {
      if (run.result.contains(key)) detail[key] = run.result[key];
    }
  }
  return detail;
}

/// Something at stake is done before anybody agreed only where an administrator accepts that by name. Anywhere else
/// whoever is trusted first is asked first.
std::shared_ptr<const domain::Service> as_accepted(const Counter& counter, storage::Connection& connection,
                                                   std::shared_ptr<const domain::Service> service) {
  if (!service) return service;
  const auto findings = trust_findings(*counter.registry.current(), *service);
  if (findings.empty() || storage::TrustAccepted(connection).has(service->id)) return service;
  auto careful = std::make_shared<domain::Service>(*service);
  for (Step& step : careful->workflow) {
    if (std::any_of(findings.begin(), findings.end(), [&](const auto& finding) { return finding.step == step.id; }))
      step.approval.trust = false;
  }
  return careful;
}

const std::vector<Step>& steps_of(const std::shared_ptr<const domain::Service>& service) {
  static const std::vector<Step> none;
  return service ? service->workflow : none;
}

bool is_open(StepState state) {
  return state == StepState::waiting || state == StepState::running;
}

}  // namespace

Course::Course(const Counter& counter, storage::Connection& connection, domain::Request& request,
               std::shared_ptr<const domain::Service> service, domain::Instant now, domain::PersonId actor)
    : counter_(counter),
      connection_(connection),
      request_(request),
      service_(as_accepted(counter, connection, std::move(service))),
      now_(now),
      actor_(actor),
      requester_(storage::People(connection).find(request.requester)),
      rows_(steps_of(service_).empty() ? std::vector<storage::StepState>{}
                                       : storage::steps_of_course(connection, request.id)),
      run_(steps_of(service_), runs_of(rows_)) {}

std::int64_t Course::row_of(const std::string& step) const {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const auto& each) { return each.step == step; });
  return row == rows_.end() ? 0 : row->id;
}

std::int64_t Course::round_of(const std::string& step) const {
  const StepRun* run = run_.run_of(step);
  return run != nullptr ? run->round : 0;
}

json Course::facts() const {
  return {{"answers", request_.answers},
          {"requester", requester_ ? domain::variables_of(*requester_) : json::object()},
          {"request",
           {{"words", request_.title},
            {"reference", domain::reference_of(request_.id)},
            {"urgency", domain::name_of(request_.urgency)},
            {"campus", request_.campus}}}};
}

void Course::plan() {
  storage::Requests requests(connection_);
  for (const Step& step : steps_of(service_)) {
    storage::StepState row;
    row.request = request_.id;
    row.step = step.id;
    row.kind = domain::name_of(step.kind);
    row.state = "waiting";
    row.updated = now_;
    row.id = requests.insert_step(row);
    rows_.push_back(std::move(row));
  }
  carry_out(run_.advance(facts()));
}

void Course::finish(const std::string& step, json result) {
  storage::TeamSteps(connection_).remove(request_.id, step);
  const domain::Acts acts = run_.finish(step, std::move(result), facts());
  // What ended is told before what it begins.
  const StepRun* run = run_.run_of(step);
  if (run != nullptr && run->state == StepState::done) {
    record("step.done", step);
    told_done_ = step;
  }
  carry_out(acts);
}

void Course::hand_over(const std::string& step, StepState state, json detail) {
  run_.hand_over(step, state, std::move(detail));
}

void Course::refuse(const std::string& step, json result) {
  carry_out(run_.refuse(step, std::move(result), facts()));
}

void Course::send_back(const std::string& step, const std::string& to) {
  carry_out(run_.send_back(step, to, facts()));
}

void Course::trust_confirmed(const std::string& step) {
  run_.trust_confirmed(step);
}

void Course::undone(const std::string& step) {
  carry_out(run_.undone(step, facts()));
}

void Course::ended_too_late(const std::string& step, json result) {
  const Step* known = run_.step(step);
  if (known == nullptr || known->automation.undo.empty()) return;
  json input = input_of(known->automation.input);
  input["result"] = std::move(result);
  storage::Job job;
  job.kind = "automation";
  job.request = request_.id;
  job.run_at = now_;
  job.payload = {
      {"step", step}, {"row", row_of(step)}, {"automation", known->automation.undo}, {"input", input}, {"undo", true}};
  storage::Jobs(connection_).enqueue(job);
  jobs_left_ = true;
}

void Course::stop() {
  carry_out(run_.stop());
}

void Course::ask_again() {
  std::vector<StepRun> runs = run_.runs();
  for (StepRun& run : runs) {
    const StepKind kind = run_.step(run.step)->kind;
    const bool asked = kind == StepKind::approval || kind == StepKind::task || kind == StepKind::wait;
    if (!asked || run.state != StepState::running) continue;
    run.state = StepState::waiting;
    ++run.round;
  }
  run_ = domain::WorkflowRun(service_->workflow, std::move(runs));
  carry_out(run_.advance(facts()));
}

void Course::begin_again(const std::string& step) {
  carry_out(run_.again(step, facts()));
}

void Course::abandon() {
  abandoned_ = true;
  for (const StepRun& run : run_.runs()) {
    const Step* step = run_.step(run.step);
    // Work that waits for nobody's objection any more still may be objected to until its date.
    if (run.objectable || (run.state != StepState::running && !is_open(run.state))) continue;
    if (run.state == StepState::running) withdraw(*step);
    const auto row = row_of(run.step);
    json detail = detail_of(run);
    (void)storage::Requests(connection_).move_step(row, domain::name_of(run.state), "skipped", detail, now_);
  }
}

std::vector<std::string> Course::open_steps() const {
  std::vector<std::string> open;
  for (const StepRun& run : run_.runs()) {
    const Step* step = run_.step(run.step);
    const bool asks = step->kind == StepKind::approval && !step->approval.trust;
    const bool works = step->kind == StepKind::request && step->request.blocking;
    if ((asks && is_open(run.state)) || (works && run.state == StepState::running)) open.push_back(run.step);
  }
  return open;
}

void Course::carry_out(const domain::Acts& acts) {
  for (const Act& act : acts) {
    const Step* step = run_.step(act.step);
    if (step == nullptr) continue;
    if (act.kind == Act::Kind::begin) begin(*step);
    if (act.kind == Act::Kind::withdraw) withdraw(*step);
    if (act.kind == Act::Kind::undo) undo(*step);
  }
}

void Course::record(const char* kind, const std::string& step, json data) {
  data["step"] = step;
  storage::Events(connection_).append({0, now_, kind, request_.id, actor_, std::move(data)});
}

void Course::later(const char* what, const Step& step, domain::Instant at) {
  storage::Job job;
  job.kind = "timer";
  job.request = request_.id;
  job.run_at = at;
  job.payload = {{"what", what}, {"step", step.id}, {"round", round_of(step.id)}};
  storage::Jobs(connection_).enqueue(job);
  jobs_left_ = true;
}

domain::Instant Course::after(const domain::Duration& duration) const {
  if (duration.on_clock) return now_ + duration.amount;
  Calendars calendars(counter_, connection_, now_);
  const auto& calendar = calendars.named(service_ ? service_->commitment.calendar : "university");
  return domain::due_after(now_, duration.amount, false, calendar);
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

void Course::begin_automation(const Step& step) {
  storage::Job job;
  job.kind = "automation";
  job.request = request_.id;
  job.run_at = now_;
  job.payload = {{"step", step.id},
                 {"row", row_of(step.id)},
                 {"automation", step.automation.id},
                 {"input", input_of(step.automation.input)}};
  if (step.automation.retry > 0) job.payload["most"] = step.automation.retry;
  storage::Jobs(connection_).enqueue(job);
  record("step.started", step.id);
  jobs_left_ = true;
}

/// Days and hours before a date are counted as those after it: two weeks of work are not ten nights.
domain::Instant Course::so_long_before(domain::Instant moment, const domain::Duration& duration) const {
  if (duration.amount <= 0 || duration.on_clock) return moment - duration.amount;
  Calendars calendars(counter_, connection_, now_);
  const auto& calendar = calendars.named(service_ ? service_->commitment.calendar : "university");
  constexpr domain::Instant day = 24 * 3'600'000LL;
  constexpr int longest = 800;  // days of the year to look back over
  for (int days = 1; days <= longest; ++days) {
    if (domain::due_after(moment - days * day, duration.amount, false, calendar) <= moment) return moment - days * day;
  }
  return moment - duration.amount;
}

void Course::begin_wait(const Step& step) {
  if (!step.wait.question.empty()) {
    storage::Message message;
    message.request = request_.id;
    message.plugin = service_->plugin;
    message.body = step.wait.question.in(requester_ ? requester_->language : domain::Language::fr);
    message.created = now_;
    const auto id = storage::Requests(connection_).insert_message(message);
    storage::Events(connection_)
        .append({0, now_, "message.added", request_.id, 0, {{"message", id}, {"internal", false}}});
    write_to_requester(connection_, request_, "mail.waiting", message.body, now_);
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
    at = moment ? std::max(now_, so_long_before(*moment, step.wait.before)) : now_;
  }
  later("wait", step, at);
  record("step.waits", step.id, {{"until", at}});
}

void Course::undo(const Step& step) {
  const StepRun* run = run_.run_of(step.id);
  json input = input_of(step.automation.input);
  input["result"] = run != nullptr ? run->result : json::object();
  storage::Job job;
  job.kind = "automation";
  job.request = request_.id;
  job.run_at = now_;
  job.payload = {{"step", step.id},
                 {"row", row_of(step.id)},
                 {"automation", step.automation.undo},
                 {"input", input},
                 {"undo", true}};
  storage::Jobs(connection_).enqueue(job);
  record("step.undoing", step.id);
  jobs_left_ = true;
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

bool Course::keep() {
  if (!has_steps()) return false;
  storage::Requests requests(connection_);
  if (!abandoned_) {
    for (const std::string& id : run_.changed()) {
      const StepRun* run = run_.run_of(id);
      const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const auto& each) { return each.step == id; });
      if (row == rows_.end()) continue;
      const std::string before = row->state;
      row->state = domain::name_of(run->state);
      row->detail = detail_of(*run);
      (void)requests.move_step(row->id, before, row->state, row->detail, now_);
      const bool done = before != row->state && run->state == StepState::done;
      if (done && id != told_done_) record("step.done", id);
      if (before != row->state && run->state == StepState::undone) record("step.undone", id);
    }
  }
  derive_status();
  return jobs_left_;
}

}  // namespace guichet::counter
