// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/workflow_run.hpp"

#include "kernel/domain/logic.hpp"
#include "kernel/domain/steps_read.hpp"

#include <algorithm>
#include <array>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 11> state_names{"waiting",     "running", "done",    "skipped",
                                                       "handed-over", "failed",  "unknown", "refused",
                                                       "withdrawn",   "undoing", "undone"};
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// Somebody or something has it, and it may still come to a good end.
bool is_under_way(StepState state) {
  return state == StepState::running || state == StepState::handed_over || state == StepState::failed ||
         state == StepState::unknown;
}

/// What is looked at when it would begin.
std::vector<const json*> rules_of(const Step& step) {
  std::vector<const json*> rules{&step.when};
  for (const Branch& branch : step.branches) rules.push_back(&branch.when);
  return rules;
}

bool is_work(StepKind kind) {
  return kind != StepKind::notify && kind != StepKind::decide;
}

}  // namespace

std::string_view name_of(StepState state) {
  return state_names[static_cast<std::size_t>(state)];
}

StepState step_state_of(std::string_view name) {
  const auto* const found = std::find(state_names.begin(), state_names.end(), name);
  return found == state_names.end() ? StepState::waiting : static_cast<StepState>(found - state_names.begin());
}

bool ends_at_once(const Step& step) {
  return step.kind == StepKind::notify || step.kind == StepKind::decide ||
         (step.kind == StepKind::request && !step.request.blocking);
}

WorkflowRun::WorkflowRun(const std::vector<Step>& workflow) : WorkflowRun(workflow, {}) {}

WorkflowRun::WorkflowRun(const std::vector<Step>& workflow, std::vector<StepRun> runs)
    : workflow_(&workflow),
      runs_(workflow.size()),
      changed_(workflow.size(), false),
      before_(workflow.size()),
      deciders_(workflow.size()) {
  for (std::size_t i = 0; i < workflow.size(); ++i) {
    by_id_.emplace(workflow[i].id, i);
    runs_[i].step = workflow[i].id;
  }
  for (std::size_t i = 0; i < workflow.size(); ++i) {
    for (const std::string& earlier : workflow[i].after) {
      if (const auto index = at(earlier); index != nowhere) before_[i].push_back(index);
    }
    for (const Branch& branch : workflow[i].branches) {
      for (const std::string& then : branch.then) {
        const auto index = at(then);
        if (index == nowhere) continue;
        auto& deciders = deciders_[index];
        if (std::find(deciders.begin(), deciders.end(), i) == deciders.end()) deciders.push_back(i);
      }
    }
  }
  for (StepRun& run : runs) {
    const auto index = at(run.step);
    if (index == nowhere) continue;
    ended_ = std::max(ended_, run.order);
    stopped_ = stopped_ || run.state == StepState::withdrawn || run.state == StepState::refused ||
               ((run.state == StepState::undoing || run.state == StepState::undone) && !run.again);
    runs_[index] = std::move(run);
  }
}

std::size_t WorkflowRun::at(const std::string& step) const {
  const auto found = by_id_.find(step);
  return found == by_id_.end() ? nowhere : found->second;
}

StepRun& WorkflowRun::touch(std::size_t step) {
  changed_[step] = true;
  return runs_[step];
}

bool WorkflowRun::is_satisfied(std::size_t step) const {
  const StepRun& run = runs_[step];
  if (run.state == StepState::done || run.state == StepState::skipped) return true;
  return run.state == StepState::running && (*workflow_)[step].kind == StepKind::approval &&
         (*workflow_)[step].approval.trust;
}

WorkflowRun::Readiness WorkflowRun::readiness(std::size_t step) const {
  for (const auto earlier : before_[step]) {
    if (!is_satisfied(earlier)) return Readiness::not_yet;
  }
  if (deciders_[step].empty()) return Readiness::ready;
  // Of several decisions that name it, one that chose it is enough; all must be over. One that was skipped chose
  // nothing.
  bool chosen = false;
  for (const auto decider : deciders_[step]) {
    const StepRun& run = runs_[decider];
    if (!is_satisfied(decider)) return Readiness::not_yet;
    if (run.state == StepState::skipped) continue;
    const json chosen_steps = run.result.value("then", json::array());
    chosen = chosen || std::find(chosen_steps.begin(), chosen_steps.end(), (*workflow_)[step].id) != chosen_steps.end();
  }
  return chosen ? Readiness::ready : Readiness::other_branch;
}

void WorkflowRun::end(std::size_t step, StepState state, json result) {
  StepRun& run = touch(step);
  run.state = state;
  run.result = std::move(result);
  run.order = ++ended_;
}

void WorkflowRun::begin(std::size_t index, const json& data, Acts& acts) {
  const Step& step = (*workflow_)[index];
  touch(index).state = StepState::running;
  if (step.kind == StepKind::decide) {
    json then = json::array();
    for (const Branch& branch : step.branches) {
      if (!holds(branch.when, data)) continue;
      then = branch.then;
      break;
    }
    end(index, StepState::done, {{"then", std::move(then)}});
    return;
  }
  runs_[index].objectable = step.kind == StepKind::approval && step.approval.trust;
  acts.push_back({Act::Kind::begin, step.id});
  if (ends_at_once(step)) end(index, StepState::done, json::object());
}

Acts WorkflowRun::advance(const json& facts) {
  Acts acts;
  if (stopped_) return acts;
  json data = facts.is_object() ? facts : json::object();
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t i = 0; i < workflow_->size(); ++i) {
      if (runs_[i].state != StepState::waiting) continue;
      const Readiness ready = readiness(i);
      if (ready == Readiness::not_yet) continue;
      moved = true;
      data["steps"] = results_for(*this, rules_of((*workflow_)[i]));
      if (ready == Readiness::other_branch || !holds((*workflow_)[i].when, data)) {
        touch(i).state = StepState::skipped;
      } else {
        begin(i, data, acts);
      }
    }
  }
  return acts;
}

Acts WorkflowRun::finish(const std::string& step, json result, const json& facts) {
  const auto index = at(step);
  if (index == nowhere || !is_under_way(runs_[index].state)) return {};
  runs_[index].objectable = false;
  end(index, StepState::done, std::move(result));
  return advance(facts);
}

void WorkflowRun::hand_over(const std::string& step, StepState state, json detail) {
  const auto index = at(step);
  if (index == nowhere || runs_[index].state != StepState::running) return;
  StepRun& run = touch(index);
  run.state = state;
  run.result = std::move(detail);
}

Acts WorkflowRun::again(const std::string& step, const json& facts) {
  const auto index = at(step);
  if (index == nowhere || stopped_ || !is_under_way(runs_[index].state) || runs_[index].state == StepState::running)
    return {};
  StepRun& run = touch(index);
  run.state = StepState::waiting;
  run.result = json::object();
  ++run.round;
  return advance(facts);
}

void WorkflowRun::trust_confirmed(const std::string& step) {
  const auto index = at(step);
  if (index == nowhere || runs_[index].state != StepState::running || !runs_[index].objectable) return;
  StepRun& run = touch(index);
  run.objectable = false;
  end(index, StepState::done, {{"decision", "not-objected"}});
}

std::vector<std::size_t> WorkflowRun::behind(std::size_t step) const {
  std::vector<bool> found(workflow_->size(), false);
  found[step] = true;
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t i = 0; i < workflow_->size(); ++i) {
      if (found[i]) continue;
      const auto is_found = [&](std::size_t earlier) { return found[earlier]; };
      if (!std::any_of(before_[i].begin(), before_[i].end(), is_found) &&
          !std::any_of(deciders_[i].begin(), deciders_[i].end(), is_found))
        continue;
      found[i] = moved = true;
    }
  }
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < workflow_->size(); ++i) {
    if (found[i]) all.push_back(i);
  }
  return all;
}

// What had an end is undone, what has none is withdrawn; what waited waits on, or will never begin.
void WorkflowRun::take_back(std::size_t index, bool again, Acts& acts) {
  const Step& step = (*workflow_)[index];
  StepRun& run = touch(index);
  const bool undoes = step.kind == StepKind::automation && !step.automation.undo.empty();
  if (is_under_way(run.state)) {
    acts.push_back({Act::Kind::withdraw, step.id});
    run.state = again ? StepState::waiting : StepState::withdrawn;
  } else if (run.state == StepState::done && undoes) {
    acts.push_back({Act::Kind::undo, step.id});
    run.state = StepState::undoing;
    run.again = again;
  } else if (run.state == StepState::undoing) {
    run.again = run.again && again;
  } else if (again) {
    run.state = StepState::waiting;
  } else if (run.state == StepState::waiting) {
    run.state = StepState::withdrawn;
  }
  run.objectable = false;
  if (again) {
    ++run.round;
    if (run.state == StepState::waiting) run.result = json::object(), run.order = 0;
  }
}

void WorkflowRun::rewind(std::size_t to, std::size_t from, json result, Acts& acts) {
  std::vector<std::size_t> steps = behind(to);
  if (std::find(steps.begin(), steps.end(), from) == steps.end()) steps.push_back(from);
  std::stable_sort(steps.begin(), steps.end(), [&](auto a, auto b) { return runs_[a].order > runs_[b].order; });
  for (const auto step : steps) take_back(step, true, acts);
  // Why it came back is what the earlier step's next round may read.
  if (runs_[from].state == StepState::waiting) runs_[from].result = std::move(result);
}

Acts WorkflowRun::refuse(const std::string& step, json result, const json& facts) {
  const auto index = at(step);
  if (index == nowhere || !is_under_way(runs_[index].state) || stopped_) return {};
  const auto to = at((*workflow_)[index].approval.return_to);
  if ((*workflow_)[index].kind == StepKind::approval && to != nowhere && !(*workflow_)[index].approval.trust) {
    Acts acts{{Act::Kind::withdraw, step}};
    touch(index).state = StepState::refused;
    rewind(to, index, std::move(result), acts);
    const Acts next = advance(facts);
    acts.insert(acts.end(), next.begin(), next.end());
    return acts;
  }
  end(index, StepState::refused, std::move(result));
  runs_[index].objectable = false;
  Acts acts{{Act::Kind::withdraw, step}};
  const Acts rest = stop();
  acts.insert(acts.end(), rest.begin(), rest.end());
  return acts;
}

Acts WorkflowRun::send_back(const std::string& step, const std::string& to, const json& facts) {
  const auto index = at(step);
  const auto target = at(to);
  if (index == nowhere || target == nowhere || stopped_ || !is_under_way(runs_[index].state)) return {};
  const auto& declared = (*workflow_)[index].returns;
  if (std::find(declared.begin(), declared.end(), to) == declared.end()) return {};
  Acts acts;
  rewind(target, index, json::object(), acts);
  const Acts next = advance(facts);
  acts.insert(acts.end(), next.begin(), next.end());
  return acts;
}

Acts WorkflowRun::undone(const std::string& step, const json& facts) {
  const auto index = at(step);
  if (index == nowhere || runs_[index].state != StepState::undoing) return {};
  StepRun& run = touch(index);
  if (!run.again || stopped_) {
    run.state = StepState::undone;
    run.again = false;
    return {};
  }
  run.again = false;
  run.state = StepState::waiting;
  run.result = json::object();
  run.order = 0;
  return advance(facts);
}

Acts WorkflowRun::stop() {
  Acts acts;
  if (stopped_) return acts;
  stopped_ = true;
  std::vector<std::size_t> steps;
  for (std::size_t i = 0; i < workflow_->size(); ++i) steps.push_back(i);
  std::stable_sort(steps.begin(), steps.end(), [&](auto a, auto b) { return runs_[a].order > runs_[b].order; });
  for (const auto step : steps) {
    if (runs_[step].state != StepState::refused) take_back(step, false, acts);
  }
  return acts;
}

RunState WorkflowRun::state() const {
  if (stopped_) return RunState::stopped;
  bool worked = false;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (!is_satisfied(i)) return RunState::open;
    worked = worked || (runs_[i].state != StepState::skipped && is_work((*workflow_)[i].kind));
  }
  return worked ? RunState::ended : RunState::idle;
}

bool WorkflowRun::objectable() const {
  return std::any_of(runs_.begin(), runs_.end(), [](const StepRun& run) { return run.objectable; });
}

const StepRun* WorkflowRun::run_of(const std::string& step) const {
  const auto index = at(step);
  return index == nowhere ? nullptr : &runs_[index];
}

const Step* WorkflowRun::step(const std::string& id) const {
  const auto index = at(id);
  return index == nowhere ? nullptr : &(*workflow_)[index];
}

std::vector<std::string> WorkflowRun::changed() const {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (changed_[i]) ids.push_back(runs_[i].step);
  }
  return ids;
}

json WorkflowRun::results() const {
  json results = json::object();
  for (const StepRun& run : runs_) {
    if (!run.result.empty()) results[run.step] = run.result;
  }
  return results;
}

}  // namespace guichet::domain
