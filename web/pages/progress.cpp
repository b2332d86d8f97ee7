// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/progress.hpp"

#include "kernel/domain/logic.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

namespace guichet::web::pages {
namespace {

using domain::Status;
using domain::StepKind;

constexpr std::size_t most_stops = 7;

std::optional<StepKind> kind_of(const std::vector<domain::Step>* workflow, const std::string& id) {
  const domain::Step* step = workflow == nullptr ? nullptr : domain::find_step(*workflow, id);
  return step == nullptr ? std::nullopt : std::optional(step->kind);
}

/// The answers alone decide it: what it says now it will say when its step could begin.
bool is_settled(const nlohmann::json& rule) {
  return rule.is_null() || domain::problems_of(rule, {"answers"}).empty();
}

/// Steps that the answers leave out already, though nothing has skipped them yet.
std::set<std::string> left_out(const domain::Request& request, const std::vector<domain::Step>* workflow) {
  std::set<std::string> out;
  if (workflow == nullptr) return out;
  const nlohmann::json facts{{"answers", request.answers}};
  for (const domain::Step& step : *workflow) {
    if (is_settled(step.when) && !domain::holds(step.when, facts)) out.insert(step.id);
    const domain::Branch* chosen = nullptr;
    for (const domain::Branch& branch : step.branches) {
      if (!is_settled(branch.when)) break;
      if (domain::holds(branch.when, facts)) {
        chosen = &branch;
        break;
      }
    }
    if (chosen == nullptr) continue;
    for (const domain::Branch& branch : step.branches) out.insert(branch.then.begin(), branch.then.end());
    for (const std::string& id : chosen->then) out.erase(id);
  }
  return out;
}

/// Steps that people have anyway: no stop of its own says that somebody works.
bool has_people_steps(const std::vector<domain::Step>* workflow) {
  return workflow != nullptr && std::any_of(workflow->begin(), workflow->end(), [](const domain::Step& step) {
           return step.kind != StepKind::automation && step.kind != StepKind::notify && step.kind != StepKind::decide;
         });
}

bool with_a_person(const std::string& state) {
  return state == "failed" || state == "unknown" || state == "handed-over";
}

Stop stop_of(const storage::StepState& step, bool people) {
  Stop stop;
  stop.step = step.step;
  stop.state = step.state;
  stop.done = step.state == "done" || step.state == "skipped" || (step.state == "handed-over" && !people);
  stop.failed = step.state == "failed" || step.state == "unknown" || step.state == "refused" ||
                (step.state == "handed-over" && people);
  return stop;
}

bool needs_people(const domain::Request& request, const std::vector<storage::StepState>& steps, bool people) {
  if (steps.empty()) return true;
  const bool all_skipped =
      std::all_of(steps.begin(), steps.end(), [](const storage::StepState& step) { return step.state == "skipped"; });
  if (all_skipped) return true;
  if (people) return false;
  return request.assignee != 0 || std::any_of(steps.begin(), steps.end(),
                                              [](const storage::StepState& step) { return with_a_person(step.state); });
}

Stop end_of(const domain::Request& request, bool over) {
  Stop stop;
  stop.status = over ? request.status : Status::resolved;
  stop.failed = request.status == Status::refused;
  stop.done = over && !stop.failed;
  return stop;
}

bool is_to_come(const Stop& stop) {
  return !stop.done && !stop.failed && stop.state != "withdrawn" && stop.state != "undone" && stop.state != "undoing";
}

void mark_current(std::vector<Stop>& way) {
  auto current = std::find_if(way.begin(), way.end(), [](const Stop& stop) { return stop.state == "running"; });
  if (current == way.end()) current = std::find_if(way.begin(), way.end(), is_to_come);
  if (current != way.end()) current->current = true;
}

Stop folded(std::vector<Stop>::const_iterator begin, std::vector<Stop>::const_iterator end) {
  if (end - begin == 1) return *begin;
  Stop stop;
  stop.folded = static_cast<std::size_t>(end - begin);
  stop.done = std::all_of(begin, end, [](const Stop& each) { return !is_to_come(each); });
  return stop;
}

/// The beginning, the end, and what stands around where it is now; one stop for each side of the rest.
std::vector<Stop> fold(const std::vector<Stop>& way) {
  if (way.size() <= most_stops) return way;
  constexpr std::size_t around = most_stops - 4;
  const auto now = std::find_if(way.begin(), way.end(), [](const Stop& stop) { return stop.current; });
  const auto at = static_cast<std::size_t>((now == way.end() ? way.end() - 1 : now) - way.begin());
  const std::size_t first = std::clamp<std::size_t>(at == 0 ? 1 : at - 1, 1, way.size() - 1 - around);
  const auto from = way.begin() + static_cast<std::ptrdiff_t>(first);
  const auto until = from + static_cast<std::ptrdiff_t>(around);
  std::vector<Stop> shown{way.front()};
  if (from != way.begin() + 1) shown.push_back(folded(way.begin() + 1, from));
  shown.insert(shown.end(), from, until);
  if (until != way.end() - 1) shown.push_back(folded(until, way.end() - 1));
  shown.push_back(way.back());
  return shown;
}

}  // namespace

std::vector<Stop> way_of(const domain::Request& request, const std::vector<storage::StepState>& steps,
                         const std::vector<domain::Step>* workflow) {
  const bool over = domain::is_over(request.status);
  const bool people = has_people_steps(workflow);
  const std::set<std::string> out = left_out(request, workflow);
  std::vector<Stop> way(1);
  way.front().done = over || !steps.empty() || request.status != Status::received;
  for (const storage::StepState& step : steps) {
    if (step.state == "waiting" && out.count(step.step) != 0) continue;
    const auto kind = kind_of(workflow, step.step);
    if (kind == StepKind::decide || kind == StepKind::notify || step.state == "skipped") continue;
    if (over && (step.state == "waiting" || step.state == "withdrawn")) continue;
    way.push_back(stop_of(step, people));
  }
  const bool given_up = request.status == Status::cancelled || request.status == Status::refused;
  if (!given_up && needs_people(request, steps, people)) {
    Stop somebody;
    somebody.status = Status::in_progress;
    somebody.done = over;
    way.push_back(somebody);
  }
  way.push_back(end_of(request, over));
  if (!over) mark_current(way);
  return fold(way);
}

}  // namespace guichet::web::pages
