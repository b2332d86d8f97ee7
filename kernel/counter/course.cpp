// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/course.hpp"

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
  const auto snapshot = counter.registry.current();
  if (!service || trust_holds(connection, *snapshot, *service)) return service;
  const auto findings = trust_findings(*snapshot, *service);
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

storage::StepState* Course::kept(const std::string& step) {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const auto& each) { return each.step == step; });
  return row == rows_.end() ? nullptr : &*row;
}

std::int64_t Course::row_of(const std::string& step) {
  const auto* row = kept(step);
  return row == nullptr ? 0 : row->id;
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
  take_back(*known, std::move(result));
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

bool Course::keep() {
  if (!has_steps()) return false;
  storage::Requests requests(connection_);
  if (!abandoned_) {
    for (const std::string& id : run_.changed()) {
      const StepRun* run = run_.run_of(id);
      storage::StepState* row = kept(id);
      if (row == nullptr) continue;
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
