// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/progress.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using domain::Status;

Stop stop_of(const storage::StepState& step) {
  Stop stop;
  stop.step = step.step;
  stop.state = step.state;
  stop.done = step.state == "done" || step.state == "skipped" || step.state == "handed-over";
  stop.failed = step.state == "failed" || step.state == "unknown";
  return stop;
}

bool needs_people(const domain::Request& request, const std::vector<storage::StepState>& steps) {
  if (steps.empty() || request.assignee != 0) return true;
  return std::any_of(steps.begin(), steps.end(), [](const storage::StepState& step) {
    return step.state == "failed" || step.state == "unknown" || step.state == "handed-over";
  });
}

Stop end_of(const domain::Request& request, bool over) {
  Stop stop;
  stop.status = over ? request.status : Status::resolved;
  stop.done = over;
  return stop;
}

}  // namespace

std::vector<Stop> way_of(const domain::Request& request, const std::vector<storage::StepState>& steps) {
  const bool over = domain::is_over(request.status);
  std::vector<Stop> way(1);
  way.front().done = over || !steps.empty() || request.status != Status::received;
  for (const storage::StepState& step : steps) way.push_back(stop_of(step));
  const bool given_up = request.status == Status::cancelled || request.status == Status::refused;
  if (!given_up && needs_people(request, steps)) {
    Stop people;
    people.status = Status::in_progress;
    people.done = over;
    way.push_back(people);
  }
  way.push_back(end_of(request, over));
  if (over) return way;
  const auto current =
      std::find_if(way.begin(), way.end(), [](const Stop& stop) { return !stop.done && !stop.failed; });
  if (current != way.end()) current->current = true;
  return way;
}

}  // namespace guichet::web::pages
