// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/workflow.hpp"

#include "kernel/domain/logic.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

bool is_over(const storage::StepState& step) {
  return step.state == "done" || step.state == "skipped";
}

/// The input of an automation, each name evaluated with what the request holds.
nlohmann::json input_of(const domain::Step& step, const nlohmann::json& data) {
  nlohmann::json input = nlohmann::json::object();
  if (!step.input.is_object()) return input;
  for (const auto& [name, rule] : step.input.items()) {
    const auto value = domain::evaluate(rule, data);
    input[name] = value ? *value : nlohmann::json();
  }
  return input;
}

void enqueue_automation(storage::Connection& connection, const domain::Request& request, const domain::Step& step,
                        std::int64_t row, const nlohmann::json& input, domain::Instant now) {
  storage::Job job;
  job.kind = "automation";
  job.request = request.id;
  job.run_at = now;
  job.payload = {{"step", step.id}, {"row", row}, {"automation", step.automation}, {"input", input}};
  storage::Jobs(connection).enqueue(job);
  storage::Events(connection).append({0, now, "step.started", request.id, 0, {{"step", step.id}}});
}

}  // namespace

bool plan_workflow(storage::Connection& connection, const domain::Service& service, const domain::Request& request,
                   const nlohmann::json& data, domain::Instant now) {
  storage::Requests requests(connection);
  bool left = false;
  for (const auto& step : service.workflow) {
    storage::StepState state;
    state.request = request.id;
    state.step = step.id;
    state.kind = step.kind;
    state.updated = now;
    const bool wanted = domain::holds(step.when, data);
    const bool begins = wanted && step.after.empty() && step.kind == "automation";
    state.state = !wanted ? "skipped" : begins ? "running" : "waiting";
    const nlohmann::json input = input_of(step, data);
    if (wanted && step.kind == "automation") state.detail = {{"input", input}};
    const auto row = requests.insert_step(state);
    if (!begins) continue;
    enqueue_automation(connection, request, step, row, input, now);
    left = true;
  }
  // A step behind one that is skipped need not wait.
  return continue_workflow(connection, service, request, now) || left;
}

bool continue_workflow(storage::Connection& connection, const domain::Service& service, const domain::Request& request,
                       domain::Instant now) {
  const bool some_wait = std::any_of(service.workflow.begin(), service.workflow.end(),
                                     [](const auto& step) { return !step.after.empty(); });
  if (!some_wait) return false;
  storage::Requests requests(connection);
  const auto states = requests.steps(request.id);
  const auto state_of = [&](const std::string& id) {
    return std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.step == id; });
  };
  bool left = false;
  for (const auto& step : service.workflow) {
    const auto state = state_of(step.id);
    if (state == states.end() || state->state != "waiting" || step.kind != "automation") continue;
    const bool ready = std::all_of(step.after.begin(), step.after.end(), [&](const auto& before) {
      const auto earlier = state_of(before);
      return earlier != states.end() && is_over(*earlier);
    });
    if (!ready || !requests.move_step(state->id, "waiting", "running", state->detail, now)) continue;
    enqueue_automation(connection, request, step, state->id, state->detail.value("input", nlohmann::json::object()),
                       now);
    left = true;
  }
  return left;
}

}  // namespace guichet::counter
