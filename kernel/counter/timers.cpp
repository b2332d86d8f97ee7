// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/course.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/voices_asked.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/steps.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::Result;
using domain::StepState;
using storage::ApprovalVoice;

void remind(const Counter& counter, storage::Connection& connection, const domain::Request& request,
            const domain::Step& step, domain::Instant now) {
  storage::Approvals approvals(connection);
  for (auto& voice : storage::approvals_of_step(connection, request.id, step.id)) {
    if (voice.state != ApprovalVoice::asked) continue;
    const auto people = storage::People(connection).many(approvals.people_of(voice.id));
    const bool somebody = std::any_of(people.begin(), people.end(), [](const auto& each) { return each.active; });
    if (!somebody && voice.team.empty() && voice.address.empty()) {  // they left the university meanwhile
      voice.team = team_for(counter, request, nullptr, step.approval.otherwise, {});
      (void)approvals.update(voice, ApprovalVoice::asked);
    }
    write_of_approval(counter, connection, request, {approvals.people_of(voice.id), voice.team, voice.address},
                      voice.id, "mail.approval-reminder", now);
  }
  storage::Events(connection).append({0, now, "approval.reminded", request.id, 0, {{"step", step.id}}});
}

/// Whoever it goes up to may answer for each of those who have not.
void escalate(const Counter& counter, storage::Connection& connection, const domain::Request& request,
              const domain::Step& step, const nlohmann::json& facts, domain::Instant now) {
  if (!step.approval.escalate_to) return;
  storage::Approvals approvals(connection);
  const auto higher =
      asked_voices(counter, connection, request, *step.approval.escalate_to, step.approval.otherwise, facts);
  for (auto& voice : storage::approvals_of_step(connection, request.id, step.id)) {
    if (voice.state != ApprovalVoice::asked) continue;
    for (const auto& asked : higher) {
      for (const auto person : asked.people) approvals.add_person(voice.id, person);
      if (voice.team.empty() && !asked.team.empty()) {
        voice.team = asked.team;
        (void)approvals.update(voice, ApprovalVoice::asked);
      }
      write_of_approval(counter, connection, request, asked, voice.id, "mail.approval", now);
    }
  }
  storage::Events(connection).append({0, now, "approval.escalated", request.id, 0, {{"step", step.id}}});
}

}  // namespace

Result<Done> run_timer(const Counter& counter, const storage::Job& job, domain::Instant now) {
  auto ran = counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Jobs jobs(connection);
    const auto current = jobs.find(job.id);
    if (!current || current->state != "running" || current->attempts != job.attempts) return Done{};
    storage::Requests requests(connection);
    auto request = requests.find(job.request);
    const std::string id = job.payload.value("step", "");
    const std::string what = job.payload.value("what", "");
    if (request) {
      const auto expected = request->version;
      const Standing before(*request);
      const bool was_over = domain::is_over(request->status);
      Course course(counter, connection, *request, counter.pinned.find(connection, request->service_version), now);
      const auto* run = course.run().run_of(id);
      // Of another round, or of what was answered meanwhile.
      const bool current_round = run != nullptr && run->round == job.payload.value("round", 0);
      if (current_round && run->state == StepState::running) {
        const auto* step = course.run().step(id);
        if (what == "wait") course.finish(id, {{"waited", true}});
        if (what == "remind") {
          remind(counter, connection, *request, *step, now);
          course.remind_later(id);
        }
        if (what == "escalate") {
          auto facts = course.facts();
          facts["steps"] = course.run().results();
          escalate(counter, connection, *request, *step, facts, now);
        }
        if (what == "objection") {
          storage::Approvals approvals(connection);
          for (const auto& voice : storage::approvals_of_step(connection, request->id, id)) {
            if (voice.state != ApprovalVoice::over) approvals.close(voice.id);
          }
          course.trust_confirmed(id);
        }
        (void)course.keep();
        const bool changes = what == "wait" || what == "objection";
        if (changes) {
          request->updated = now;
          if (!requests.update(*request, expected))
            return Error{domain::ErrorKind::conflict, "error.request.changed", {}, {}, "timer"};
          request->version = expected + 1;
          keep_promises(counter, connection, *request, now);
          count_change(counter, connection, before, *request, now);
          if (!was_over) tell_parent(counter, connection, *request, now, 0);
        }
      }
    }
    if (!jobs.remove_running(job.id))
      return Error{domain::ErrorKind::conflict, "error.request.changed", {}, {}, "timer"};
    return Done{};
  });
  if (ran && counter.wake_jobs) counter.wake_jobs();
  return ran;
}

}  // namespace guichet::counter
