// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_try.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/domain/condition.hpp"
#include "kernel/domain/workflow_run.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;
using domain::StepKind;
using nlohmann::json;

std::string name_of_voice(const domain::Voice& voice) {
  using Kind = domain::Voice::Kind;
  switch (voice.kind) {
    case Kind::requester:
      return "requester";
    case Kind::manager:
      return "manager";
    case Kind::person:
    case Kind::team:
      return voice.id;
    case Kind::role:
      return "role:" + voice.id;
    case Kind::expression:
    case Kind::address:
      break;
  }
  return "rule";
}

/// Everybody agrees and every machine succeeds.
void run_to_its_end(const domain::Service& service, const json& facts, Outcome& outcome) {
  if (service.workflow.empty()) return;
  domain::WorkflowRun run(service.workflow);
  domain::Acts acts = run.advance(facts);
  const std::size_t most = service.workflow.size() + 1;  // nobody sends anything back
  while (!acts.empty() && outcome.steps.size() < most) {
    const domain::Act act = acts.front();
    acts.erase(acts.begin());
    if (act.kind != domain::Act::Kind::begin) continue;
    const domain::Step* const step = run.step(act.step);
    if (step == nullptr) continue;
    const std::string name = step->title.empty() ? step->id : step->title.fr;
    outcome.steps.push_back(name);
    json result = json::object();
    if (step->kind == StepKind::approval) {
      AskedApproval asked{name, step->approval.trust, {}};
      for (const domain::Voice& voice : step->approval.by) asked.asked.push_back(name_of_voice(voice));
      outcome.approvals.push_back(std::move(asked));
      result["decision"] = "approved";
    }
    const domain::StepRun* const state = run.run_of(act.step);
    if (state != nullptr && state->state == domain::StepState::running) {
      for (auto& next : run.finish(act.step, std::move(result), facts)) acts.push_back(std::move(next));
    }
  }
}

}  // namespace

Outcome outcome_of(const domain::Service& service, const domain::Teams& teams, const domain::Places& places,
                   const domain::Person* person, const domain::Answers& answers, const std::string& words) {
  Outcome outcome;
  const domain::RoutingInput input{person, &answers, &places, words};
  const auto decision = domain::route(&service, {}, std::nullopt, 1.0, teams, input);
  outcome.team = decision.team;
  outcome.why = decision.why;
  json facts = domain::condition_variables(person, &answers, words);
  outcome.urgency = domain::urgency_for(service.urgency, facts);
  facts["request"]["urgency"] = domain::name_of(outcome.urgency);
  facts["request"]["team"] = outcome.team;
  run_to_its_end(service, facts, outcome);
  return outcome;
}

Result<Trial> try_draft(const Counter& counter, const Asker& asker, std::int64_t id, const KindOfPerson& kind,
                        const std::string& title, const domain::Typed& typed) {
  auto view = read_draft(counter, asker, id);
  if (!view) return view.error();
  // What was put to the committee is what its members try, whatever was written since.
  auto definition = view->draft.definition;
  if (!view->rights.write && view->consultation) definition = view->consultation->definition;
  auto service = domain::service_from_json(definition, view->draft.department);
  if (!service) return Error{ErrorKind::invalid, "error.studio.unreadable", {}, {}, ""};
  domain::Person person;
  person.id = -1;  // nobody's
  person.login = "somebody";
  if (!kind.affiliation.empty()) person.affiliation = {kind.affiliation};
  person.campus = kind.campus;
  person.component = kind.component;

  Trial trial;
  auto shown = std::make_shared<const domain::Service>(std::move(*service));
  trial.state.snapshot = view->snapshot;
  trial.state.filled = std::shared_ptr<const domain::Form>(shown, &shown->form);
  trial.state.form = trial.state.filled.get();
  trial.state.title = title;
  const domain::FormContext context = form_context(counter, &person, asker.now);
  trial.state.answers = domain::read_answers(shown->form, typed);
  const domain::Answers prefilled = domain::prefilled(shown->form, context);
  for (const auto& [field, value] : prefilled.items()) {
    if (!trial.state.answers.contains(field)) trial.state.answers[field] = value;
  }
  for (const domain::Field& field : shown->form.fields) {
    if (!field.source.empty()) trial.state.without_options.push_back(field.id);
  }
  trial.state.shown = domain::shown_fields(shown->form, trial.state.answers, context);
  trial.offered = shown->audience.includes(&person);
  trial.answered = !typed.empty();
  if (trial.answered) {
    const auto checked = domain::check_answers(shown->form, trial.state.answers, context);
    if (!checked) trial.state.errors = checked.error().fields;
    trial.complete = checked.ok();
    trial.outcome = outcome_of(*shown, view->snapshot->teams, counter.places, &person,
                               checked ? *checked : trial.state.answers, title);
  }
  return trial;
}

}  // namespace guichet::counter
