// SPDX-License-Identifier: GPL-3.0-or-later
// "Ce n'est pas le bon service": choosing the right one, answering what it asks, and the way back.
#include "kernel/counter/move.hpp"
#include "kernel/domain/each_answer.hpp"
#include "kernel/domain/reference.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/form_rows.hpp"
#include "web/pages/guess_view.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/seen_questions.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::MoveQuestions;
using counter::MoveToService;

std::string url_of(domain::RequestId request) {
  return "/demandes/" + domain::reference_of(request);
}

std::vector<View> theme_views(const Visit& visit, const counter::ServiceChoice& choice) {
  std::vector<View> themes;
  for (const auto& theme : choice.themes) {
    std::vector<View> services;
    for (const domain::Service* service : theme.services) {
      services.push_back(View()
                             .text("service_id", service->id)
                             .text("title", service->title.in(visit.language()))
                             .text("summary", service->summary.in(visit.language())));
    }
    View view;
    view.text("title", theme.theme->title.in(visit.language())).list("services", std::move(services));
    themes.push_back(std::move(view));
  }
  return themes;
}

/// `search`: words typed to look for another service. It is asked and forgotten.
server::Response show_choice(Visit& visit, const std::string& search, const std::string& wrong, int status) {
  const domain::RequestId id = request_of(visit.request());
  const auto choice = counter::choose_service(visit.counter(), visit.asker(), id, search);
  if (!choice) return show_error(visit, choice.error());
  std::vector<View> guesses = guess_views(visit, choice->guesses);
  std::vector<View> found = guess_views(visit, choice->found);
  std::vector<std::pair<std::string, std::string>> errors;
  if (!wrong.empty()) errors.emplace_back("", wrong);
  View data;
  data.text("url", url_of(id))
      .text("reference", domain::reference_of(id))
      .text("need", choice->request.title)
      .number("version", choice->request.version)
      .flag("for_team", choice->for_team)
      .flag("has_guesses", !guesses.empty())
      .list("guesses", std::move(guesses))
      .text("search", search)
      .flag("searched", !search.empty())
      .flag("has_found", !found.empty())
      .list("found", std::move(found))
      .list("themes", theme_views(visit, *choice))
      .flag("can_triage", choice->request.team != domain::triage_team)
      .text("typed_reason", "");
  add_errors(data, errors, ErrorsAbout::refused);
  return visit.page("service-choice", std::move(data), choice->for_team ? Section::desk : Section::requests, status);
}

server::Response show_questions(Visit& visit, MoveQuestions& questions, bool moving) {
  const bool first = !visit.request().form.has("vues");
  if (changes_rows(visit)) questions.form.errors.clear();
  const bool fine = forgive_what_was_not_seen(visit, *questions.form.form, questions.form.errors);
  std::vector<std::pair<std::string, std::string>> errors;
  for (const domain::FieldError& error : questions.form.errors) {
    errors.push_back(error_line(visit, questions.form, error));
  }
  const std::string url = url_of(questions.request.id);
  View data;
  data.text("url", url)
      .text("action", url + (moving ? "/deplacer" : "/questions"))
      .text("reference", domain::reference_of(questions.request.id))
      .text("need", questions.request.title)
      .number("version", questions.request.version)
      .maybe("service_id", moving ? questions.form.service->id : std::string())
      .text("service_title", questions.form.service->title.in(visit.language()))
      .text("rows_url", url + (moving ? "/deplacer" : "/questions"))
      .flag("questions_url", false)
      .flag("moving", moving)
      .flag("more", fine && !first)
      .text("seen", seen_questions(visit, questions.form))
      .list("questions", question_views(visit, questions.form));
  add_errors(data, errors);
  return visit.page("move-questions", std::move(data), questions.for_team ? Section::desk : Section::requests,
                    fine ? 200 : 422);
}

/// What was typed, with the files that came along. What is wrong with a file is said of its question.
domain::Typed typed_for(const Visit& visit, const domain::Service& service, std::vector<domain::FieldError>& refused) {
  counter::FormInput input;
  input.service = service.id;
  input.typed = typed_answers(visit, service.form);
  refused = take_uploads(visit, input);
  return std::move(input.typed);
}

server::Response move(Visit& visit) {
  const auto snapshot = visit.counter().registry.current();
  MoveToService wanted;
  wanted.change = change_of(visit);
  wanted.service = visit.request().form.value("service");
  std::vector<domain::FieldError> refused;
  if (const auto* service = snapshot->service(wanted.service)) wanted.typed = typed_for(visit, *service, refused);
  auto questions = counter::questions_of_move(visit.counter(), visit.asker(), wanted);
  if (!questions) {
    const domain::Error& error = questions.error();
    if (error.kind != domain::ErrorKind::invalid) return show_refusal(visit, error, {});
    return show_choice(visit, "", visit.texts().text(error.message), 422);
  }
  questions->form.errors.insert(questions->form.errors.end(), refused.begin(), refused.end());
  if (changes_rows(visit) || (!questions->for_team && !questions->form.errors.empty()))
    return show_questions(visit, *questions, true);
  const auto moved = counter::move_to_service(visit.counter(), visit.asker(), wanted);
  if (!moved) return show_refusal(visit, moved.error(), {});
  const std::string way_back = "&deplacee=" + domain::reference_of(moved->id);
  return after_move(visit, *moved, "moved", way_back);
}

server::Response take_back(Visit& visit) {
  const auto back = counter::take_back_move(visit.counter(), visit.asker(), change_of(visit));
  if (back) return after_move(visit, *back, "moved-back");
  // Who moved it may no longer read it: they are told on a page of their own.
  const bool readable = counter::read_request(visit.counter(), visit.asker(), request_of(visit.request())).ok();
  return readable ? show_refusal(visit, back.error(), {}) : show_error(visit, back.error());
}

server::Response ask_what_is_missing(Visit& visit) {
  auto questions = counter::missing_questions(visit.counter(), visit.asker(), request_of(visit.request()), {});
  if (!questions) return show_error(visit, questions.error());
  if (questions->form.shown.empty()) return visit.go_to(url_of(questions->request.id));
  return show_questions(visit, *questions, false);
}

server::Response take_what_was_missing(Visit& visit) {
  const counter::Change change = change_of(visit);
  auto open = counter::missing_questions(visit.counter(), visit.asker(), change.request, {});
  if (!open) return show_error(visit, open.error());
  if (open->form.shown.empty()) return visit.go_to(url_of(change.request));
  std::vector<domain::FieldError> refused;
  const domain::Typed typed = typed_for(visit, *open->form.service, refused);
  auto questions = counter::missing_questions(visit.counter(), visit.asker(), change.request, typed);
  if (!questions) return show_error(visit, questions.error());
  questions->form.errors.insert(questions->form.errors.end(), refused.begin(), refused.end());
  if (changes_rows(visit) || !questions->form.errors.empty()) return show_questions(visit, *questions, false);
  const auto answered = counter::answer_missing(visit.counter(), visit.asker(), change, typed);
  if (!answered) return show_refusal(visit, answered.error(), {});
  return after_move(visit, *answered, "completed");
}

}  // namespace

void add_service_move_pages(Pages& pages) {
  const std::string base = "/demandes/{reference}/";
  pages.get(base + "bon-service", [](Visit& visit) { return show_choice(visit, "", "", 200); });
  pages.ask(base + "bon-service", [](Visit& visit) {
    return show_choice(visit, std::string(visit.request().form.value("q").substr(0, 500)), "", 200);
  });
  pages.post(base + "deplacer", move);
  pages.post(base + "deplacer/annuler", take_back);
  pages.get(base + "questions", ask_what_is_missing);
  pages.post(base + "questions", take_what_was_missing);
  // A page that is opened again from the history of the browser begins at the choice.
  pages.get(base + "deplacer",
            [](Visit& visit) { return visit.go_to(url_of(request_of(visit.request())) + "/bon-service"); });
}

}  // namespace guichet::web::pages
