// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/steps_now.hpp"

#include "kernel/storage/people.hpp"
#include "kernel/storage/workflow.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using storage::ApprovalVoice;

AskedNow& of_step(std::vector<AskedNow>& asked, const std::string& step) {
  for (auto& each : asked) {
    if (each.step == step) return each;
  }
  asked.push_back({step, {}, {}, 0});
  return asked.back();
}

std::vector<AskedNow> asked_now(storage::Connection& connection, domain::RequestId request) {
  std::vector<AskedNow> asked;
  storage::Approvals approvals(connection);
  storage::People people(connection);
  for (const auto& voice : approvals.of_request(request)) {
    if (voice.state != ApprovalVoice::asked) continue;
    AskedNow& step = of_step(asked, voice.step);
    if (voice.trust != 0) step.until = voice.until;
    if (!voice.team.empty()) step.teams.push_back(voice.team);
    if (!voice.address.empty()) step.people.push_back(voice.address);
    for (const auto& person : people.many(approvals.people_of(voice.id))) step.people.push_back(person.name());
  }
  return asked;
}

/// Its requester is told who is asked; who follows it learns the outcome.
bool may_know_who(const RequestView& view) {
  return view.relation == identity::Relation::requester ||
         identity::may_see(view.relation, identity::Part::approvals, view.request);
}

}  // namespace

StepsNow steps_now(const Counter& counter, const Asker& asker, const RequestView& view) {
  StepsNow now;
  const bool under_way = std::any_of(view.steps.begin(), view.steps.end(), [](const storage::StepState& step) {
    return step.state != "done" && step.state != "skipped" && step.state != "withdrawn" && step.state != "refused";
  });
  if (!under_way || asker.viewer == nullptr) return now;
  const bool has_approvals =
      view.pinned && std::any_of(view.pinned->workflow.begin(), view.pinned->workflow.end(),
                                 [](const auto& step) { return step.kind == domain::StepKind::approval; });
  storage::Reader reader = counter.database.read();
  if (has_approvals && may_know_who(view)) {
    now.asked = asked_now(reader, view.request.id);
  }
  if (!asker.viewer->is_agent()) return now;
  for (const auto& step : storage::TeamSteps(reader).of_request(view.request.id)) {
    const bool own =
        asker.viewer->in_team(view.request.team) || (!view.request.confidential && asker.viewer->in_team(step.team));
    if (own) now.in_hand.push_back({step.step, step.team});
  }
  return now;
}

}  // namespace guichet::counter
