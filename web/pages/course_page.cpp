// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request stands in its workflow, drawn for whoever handles it, with the same said as a list.
#include "kernel/counter/drawing.hpp"
#include "kernel/counter/follow.hpp"
#include "kernel/domain/workflow_picture.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_view.hpp"
#include "web/pages/step_view.hpp"

namespace guichet::web::pages {
namespace {

std::string state_of(const counter::RequestView& request, const std::string& id) {
  for (const storage::StepState& step : request.steps) {
    if (step.step == id) return step.state;
  }
  return "waiting";
}

domain::PictureStep drawn(const Visit& visit, const counter::RequestView& request, const domain::Step& step) {
  domain::PictureStep drawn;
  drawn.id = step.id;
  drawn.state = state_of(request, step.id);
  drawn.label = step_title(visit, *request.snapshot, request.pinned.get(), step.id) + "\n" +
                visit.texts().text("step." + drawn.state);
  drawn.kind = step.kind;
  drawn.after = step.after;
  drawn.back = step.returns;
  drawn.trust = step.approval.trust;
  drawn.ends = step.automation.on_success == "resolve";
  for (const domain::Branch& branch : step.branches) drawn.branches.emplace_back("", branch.then);
  return drawn;
}

std::string joined(const Visit& visit, const counter::RequestView& request, const std::vector<std::string>& steps) {
  std::string names;
  for (const std::string& id : steps)
    names += (names.empty() ? "" : ", ") + step_title(visit, *request.snapshot, request.pinned.get(), id);
  return names;
}

/// So many steps can be read side by side when the picture is made to fit.
constexpr std::size_t most_fitted = 6;

server::Response show_course(Visit& visit) {
  const auto request = counter::read_request(visit.counter(), visit.asker(), request_of(visit.request()));
  if (!request) return show_error(visit, request.error());
  // Requesters have the quiet line on their page: this names teams and machines.
  if (!identity::may_handle(request->relation)) return show_problem(visit, 404);
  std::vector<View> steps;
  std::vector<domain::PictureStep> picture;
  if (request->pinned) {
    for (const domain::Step& step : request->pinned->workflow) {
      picture.push_back(drawn(visit, *request, step));
      const std::string after = joined(visit, *request, step.after);
      steps.push_back(
          View()
              .text("course_title", step_title(visit, *request->snapshot, request->pinned.get(), step.id))
              .text("course_kind", visit.texts().text("step.kind." + std::string(domain::name_of(step.kind))))
              .text("course_state", visit.texts().text("step." + picture.back().state))
              .maybe("course_after",
                     after.empty() ? std::string() : visit.texts().text("course.after", {{"steps", after}})));
    }
  }
  const domain::PictureWords words{visit.texts().text("status.received"), visit.texts().text("status.resolved"), "",
                                   visit.texts().text("course.back")};
  View data;
  data.text("url", "/demandes/" + request->reference)
      .text("reference", request->reference)
      .text("need", request->request.title)
      .maybe("svg", picture.empty() ? std::string() : counter::Drawing::shared().draw(domain::graph_of(picture, words)))
      .flag("short", picture.size() <= most_fitted)
      .flag("has_course", !steps.empty())
      .list("course", std::move(steps));
  return visit.page("course", std::move(data), Section::desk);
}

}  // namespace

void add_course_pages(Pages& pages) {
  pages.get("/demandes/{reference}/parcours", show_course);
}

}  // namespace guichet::web::pages
