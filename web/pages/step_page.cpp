// SPDX-License-Identifier: GPL-3.0-or-later
// A step that an agent has in hand, what they do with it, and the steps that wait for their teams.
#include "kernel/domain/reference.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/form_rows.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/seen_questions.hpp"
#include "web/pages/step_view.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using Finished = domain::Result<domain::Done>;

std::string step_of(const Visit& visit) {
  return std::string(visit.request().path_parameters.value("step").substr(0, 200));
}

domain::Result<counter::WorkView> read(const Visit& visit) {
  return counter::read_step(visit.counter(), visit.asker(), request_of(visit.request()), step_of(visit));
}

server::Response show_step(Visit& visit, const StepTried& tried, int status) {
  const auto work = read(visit);
  if (!work) return show_error(visit, work.error());
  // Whoever has a step need not have the request; and what is confidential is not read unseen.
  const auto request = counter::read_request(visit.counter(), visit.asker(), work->row.request);
  View data = step_view(visit, *work, tried);
  data.flag("may_read", request.ok());
  return visit.page("step", std::move(data), Section::desk, status);
}

/// Back to what waits next: to the request while its reader may read it, else to the list of steps.
server::Response go_on(Visit& visit, const std::string& said) {
  say_once(visit, said);
  const auto id = request_of(visit.request());
  const bool readable = counter::read_request(visit.counter(), visit.asker(), id).ok();
  return visit.go_to((readable ? "/demandes/" + domain::reference_of(id) : std::string("/bureau/etapes")) +
                     "?dit=" + said);
}

/// What somebody was quicker to do leaves nothing to be done here: it is said where the request stands.
server::Response show_refused(Visit& visit, const domain::Error& error, StepTried tried) {
  const int status = status_of(error.kind);
  if (status == 404 || status >= 500) return show_error(visit, error);
  if (!read(visit)) return show_error(visit, error);
  tried.error = error;
  return show_step(visit, tried, status);
}

server::Response finish(Visit& visit) {
  const auto work = read(visit);
  StepTried tried;
  tried.typed = domain::Typed{};
  if (work && work->step->kind == domain::StepKind::task) tried.typed = typed_answers(visit, work->step->task.form);
  if (work && changes_rows(visit)) return show_step(visit, tried, 200);
  const Finished done =
      counter::finish_step(visit.counter(), visit.asker(), request_of(visit.request()), step_of(visit), *tried.typed);
  if (done) return go_on(visit, "step-done");
  domain::Error error = done.error();
  tried.more = work && !error.fields.empty() && forgive_what_was_not_seen(visit, work->step->task.form, error.fields);
  return tried.more ? show_step(visit, tried, 200) : show_refused(visit, error, std::move(tried));
}

server::Response retry(Visit& visit) {
  const Finished done =
      counter::retry_step(visit.counter(), visit.asker(), request_of(visit.request()), step_of(visit));
  return done ? go_on(visit, "step-retried") : show_refused(visit, done.error(), {});
}

server::Response send_back(Visit& visit) {
  StepTried tried;
  tried.why = visit.request().form.value("pourquoi");
  tried.back_to = visit.request().form.value("etape").substr(0, 200);
  const Finished done = counter::send_step_back(visit.counter(), visit.asker(), request_of(visit.request()),
                                                step_of(visit), tried.back_to, tried.why);
  return done ? go_on(visit, "step-sent-back") : show_refused(visit, done.error(), std::move(tried));
}

std::string said_text(Visit& visit) {
  const std::string key = "said." + said_once(visit);
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

server::Response show_steps(Visit& visit) {
  const auto work = counter::steps_in_hand(visit.counter(), visit.asker());
  if (!work) return show_error(visit, work.error());
  if (!visit.presence()->viewer.is_agent()) {
    return show_error(visit, {domain::ErrorKind::forbidden, "error.desk.agents-only", {}, {}, ""});
  }
  std::vector<View> rows;
  for (const counter::WorkRow& row : work->rows) {
    const std::string title = row.step_title.in(visit.language());
    rows.push_back(View()
                       .text("row_url", step_url(row.reference, row.step))
                       .text("row_title", title.empty() ? visit.texts().text("work.untitled") : title)
                       .text("row_need", row.title.empty() ? row.service.in(visit.language()) : row.title)
                       .text("row_who", row.requester_name)
                       .text("row_service", row.service.in(visit.language()))
                       .text("row_team", team_title(*work->snapshot, row.team, visit.language()))
                       .text("row_reference", row.reference)
                       .text("row_since", visit.moments().shown(row.since))
                       .flag("row_machine", row.from_machine));
  }
  View data;
  data.maybe("said", said_text(visit))
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .flag("more", work->more);
  return visit.page("desk-steps", std::move(data), Section::desk);
}

}  // namespace

void add_step_pages(Pages& pages) {
  pages.get("/bureau/etapes", show_steps);
  const std::string base = "/demandes/{reference}/etapes/{step}";
  pages.get(base, [](Visit& visit) { return show_step(visit, {}, 200); });
  pages.post(base, finish);
  pages.post(base + "/reessayer", retry);
  pages.post(base + "/renvoyer", send_back);
}

}  // namespace guichet::web::pages
