// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/request_steps.hpp"

#include "kernel/counter/steps_now.hpp"
#include "web/pages/progress.hpp"
#include "web/pages/request_view.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/step_view.hpp"

namespace guichet::web::pages {
namespace {

std::string stop_title(const Visit& visit, const counter::RequestView& request, const Stop& stop) {
  if (stop.folded != 0) {
    const char* const key = stop.done ? "step.folded-done" : "step.folded-next";
    return visit.texts().text(key, {{"count", stop.folded}});
  }
  if (stop.step.empty()) return visit.texts().text("status." + std::string(domain::name_of(stop.status)));
  return step_title(visit, *request.snapshot, request.pinned.get(), stop.step);
}

/// Who is asked, by name; the first of them when they are many.
std::string with_whom(const Visit& visit, const counter::RequestView& request, const counter::AskedNow& asked) {
  std::vector<std::string> names = asked.people;
  for (const std::string& team : asked.teams) names.push_back(team_title(*request.snapshot, team, visit.language()));
  if (names.empty()) return visit.texts().text("step.running");
  if (asked.until != 0) return visit.texts().text("step.objectable", {{"until", visit.moments().shown(asked.until)}});
  const bool many = names.size() > 2;
  std::string who = names.front();
  if (names.size() == 2) who += ", " + names.back();
  return visit.texts().text(many ? "step.with-and-more" : "step.with", {{"who", who}});
}

std::string stop_state(const Visit& visit, const counter::RequestView& request, const counter::StepsNow& now,
                       const Stop& stop) {
  if (stop.step.empty()) return {};
  if (stop.state == "running") {
    for (const counter::AskedNow& asked : now.asked) {
      if (asked.step == stop.step) return with_whom(visit, request, asked);
    }
  }
  return visit.texts().text("step." + stop.state);
}

}  // namespace

void add_steps(View& data, const Visit& visit, const counter::RequestView& request) {
  const counter::StepsNow now = counter::steps_now(visit.counter(), visit.asker(), request);
  std::vector<View> steps;
  const auto* workflow = request.pinned ? &request.pinned->workflow : nullptr;
  for (const Stop& stop : way_of(request.request, request.steps, workflow)) {
    steps.push_back(View()
                        .text("step_title", stop_title(visit, request, stop))
                        .text("state_text", stop_state(visit, request, now, stop))
                        .flag("done", stop.done)
                        .flag("current", stop.current)
                        .flag("failed", stop.failed));
  }
  data.flag("has_steps", !steps.empty()).list("steps", std::move(steps));
  std::vector<View> work;
  for (const counter::InHand& step : now.in_hand) {
    work.push_back(View()
                       .text("work_url", step_url(request.reference, step.step))
                       .text("work_title", step_title(visit, *request.snapshot, request.pinned.get(), step.step))
                       .text("work_team", team_title(*request.snapshot, step.team, visit.language())));
  }
  const bool for_team = identity::may_handle(request.relation);
  data.flag("has_work", !work.empty())
      .list("work", std::move(work))
      .maybe("course_url",
             for_team && !request.steps.empty() ? "/demandes/" + request.reference + "/parcours" : std::string());
}

void add_parts(View& data, const Visit& visit, const plugins::Snapshot& snapshot, const counter::Parts& parts) {
  std::vector<View> rows;
  for (const counter::Part& part : parts.rows) {
    const std::string name =
        part.service.empty() ? visit.texts().text("request.free") : part.service.in(visit.language());
    rows.push_back(View()
                       .flag("part_hidden", part.hidden)
                       .maybe("part_url", part.readable ? "/demandes/" + part.reference : std::string())
                       .text("part_title", name)
                       .text("part_team", team_title(snapshot, part.team, visit.language()))
                       .text("part_status", visit.texts().text("status." + std::string(domain::name_of(part.status))))
                       .text("part_tone", domain::is_over(part.status)                  ? "done"
                                          : part.status == domain::Status::awaiting_you ? "waiting"
                                                                                        : "active"));
  }
  data.flag("has_parts", !rows.empty()).list("parts", std::move(rows));
  const bool has_parent = parts.parent.has_value();
  data.maybe("parent_url", has_parent ? "/demandes/" + parts.parent->reference : std::string())
      .text("parent_name",
            has_parent ? parts.parent->reference + " " + parts.parent->service.in(visit.language()) : std::string());
}

}  // namespace guichet::web::pages
