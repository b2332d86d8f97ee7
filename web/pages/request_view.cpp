// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/request_view.hpp"

#include "kernel/counter/article_from_request.hpp"
#include "kernel/counter/desk.hpp"
#include "kernel/counter/panels.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/routing.hpp"
#include "web/pages/answers_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/guess_view.hpp"
#include "web/pages/request_steps.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

/// Whether somebody who was trusted first may still object to what is done.
bool is_trusted(const counter::RequestView& request) {
  return request.pinned &&
         std::any_of(request.steps.begin(), request.steps.end(), [&](const storage::StepState& state) {
           const auto* step = domain::find_step(request.pinned->workflow, state.step);
           return state.state == "running" && step != nullptr && step->approval.trust;
         });
}

void add_state(View& data, const Visit& visit, const counter::RequestView& request, bool for_team) {
  const RequestFacts facts{request.request.status,      request.team_title.in(visit.language()),
                           request.assignee_name,       request.request.due_take_charge,
                           request.request.due_resolve, request.request.taken_at,
                           is_trusted(request),         counter::may_be_undone(request.pinned.get(), request.steps)};
  const RequestWords words = for_team ? words_for_team(visit, facts) : words_for_requester(visit, facts);
  data.text("status", words.status)
      .text("tone", words.tone)
      .text("next", words.next)
      .maybe("due", words.due)
      .flag("late", words.late);
}

void add_answers(View& data, const Visit& visit, const counter::RequestView& request) {
  std::vector<View> answers = answer_views(visit, request.answers, !request.pinned);
  data.flag("has_answers", !answers.empty()).list("answers", std::move(answers));
  std::vector<View> moved;
  for (const counter::EarlierAnswers& earlier : request.earlier) {
    std::vector<View> before = answer_views(visit, earlier.lines, !earlier.pinned);
    if (before.empty()) continue;
    const std::string title =
        earlier.pinned ? earlier.pinned->title.in(visit.language()) : visit.texts().text("request.free");
    View view;
    view.text("earlier_title", title).list("earlier_answers", std::move(before));
    moved.push_back(std::move(view));
  }
  data.flag("has_earlier", !moved.empty()).list("earlier", std::move(moved));
}

void add_people(View& data, const Visit& visit, const counter::RequestView& request) {
  std::vector<View> people;
  for (const storage::Participant& person : request.participants) {
    const bool watches = person.role == "watcher";
    people.push_back(
        View()
            .text("watcher_name", person.name)
            .text("role", watches ? "" : visit.texts().text("request.role." + person.role))
            .text("person_id", std::to_string(person.person))
            .flag("removable", watches && (request.allowed.watch || person.person == visit.asker().id()))
            .text("remove_label", visit.texts().text("request.watch-remove-whom", {{"name", person.name}})));
  }
  data.flag("has_people", !people.empty()).list("people", std::move(people));
}

void add_moves(View& data, const Visit& visit, const counter::RequestView& request) {
  const counter::AllowedMoves& allowed = request.allowed;
  const bool of_colleague = allowed.take_charge && request.request.assignee != 0;
  data.flag("can_write", allowed.write)
      .flag("can_note", allowed.note)
      .flag("can_take", allowed.take_charge)
      .text("take_label", of_colleague ? visit.texts().text("request.take-over", {{"who", request.assignee_name}})
                                       : visit.texts().text("request.take"))
      .maybe("take_confirm",
             of_colleague ? visit.texts().text("request.take-sure", {{"who", request.assignee_name}}) : std::string())
      .flag("can_release", allowed.release)
      .flag("can_assign", allowed.assign)
      .flag("can_transfer", allowed.transfer)
      .flag("can_wait", allowed.wait)
      .flag("can_resolve", allowed.resolve)
      .flag("can_document", counter::may_become_article(request))
      .flag("can_reopen", allowed.reopen)
      .flag("can_cancel", allowed.cancel)
      .flag("can_move", allowed.move_service)
      .flag("sorting", request.request.team == domain::triage_team)
      .flag("can_incident", allowed.resolve && !request.request.confidential)
      .flag("can_watch", allowed.watch);
  std::vector<View> teams;
  if (allowed.transfer) {
    for (const domain::Team* team : counter::transfer_targets(*request.snapshot)) {
      if (team->id == request.request.team) continue;
      teams.push_back(View().text("team_id", team->id).text("transfer_title", team->title.in(visit.language())));
    }
  }
  data.list("teams", std::move(teams));
}

/// Where it could go, what its new service still asks, and the way back of who just moved it.
void add_way_on(View& data, const Visit& visit, const counter::RequestView& request, const std::string& url) {
  std::vector<View> guesses = guess_views(visit, request.guesses);
  const auto missing = static_cast<std::int64_t>(request.missing.size());
  data.flag("has_guesses", !guesses.empty())
      .list("guesses", std::move(guesses))
      .flag("has_missing", missing != 0 && request.allowed.move_service)
      .count("missing", missing, visit.texts().is_plural(missing))
      .text("missing_url", url + "/questions")
      .flag("undo", request.may_take_back)
      .text("undo_url", url + "/deplacer/annuler")
      .number("undo_version", request.request.version);
}

/// Why nothing can be written any more, and what can be done instead.
std::string over_text(const Visit& visit, const counter::RequestView& request) {
  if (!domain::is_over(request.request.status)) return {};
  std::string key = "request.over." + std::string(domain::name_of(request.request.status));
  if (request.request.status == domain::Status::closed && request.allowed.reopen) key += "-yet";
  return visit.texts().text(key);
}

/// What was typed in the form of a move that can no longer be made comes back too.
bool form_is_there(const counter::AllowedMoves& allowed, std::string_view move) {
  return move == "messages"          ? allowed.write
         : move == "resoudre"        ? allowed.resolve
         : move == "attendre"        ? allowed.wait
         : move == "transferer"      ? allowed.transfer
         : move == "attribuer"       ? allowed.assign
         : move == "rouvrir"         ? allowed.reopen
         : move == "annuler"         ? allowed.cancel
         : move == "mauvais-service" ? false  // it stands on a page of its own
                                     : true;
}

void add_attempt(View& data, const Visit& visit, const counter::AllowedMoves& allowed, const Attempt& attempt) {
  const auto typed = [&](const char* name, const char* open, std::string_view move) {
    const bool tried = attempt.move == move;
    data.text(name, tried ? attempt.typed : std::string()).flag(open, tried);
  };
  typed("typed", "open_message", "messages");
  typed("typed_resolve", "open_resolve", "resoudre");
  // A request is not resolved without a word: the agent sees the one that is proposed.
  if (attempt.move != "resoudre") data.text("typed_resolve", visit.texts().text("request.resolve-default"));
  if (attempt.move != "messages") data.text("typed", attempt.reply);
  typed("typed_wait", "open_wait", "attendre");
  typed("typed_transfer", "open_transfer", "transferer");
  typed("typed_assign", "open_assign", "attribuer");
  typed("typed_reopen", "open_reopen", "rouvrir");
  typed("typed_cancel", "open_cancel", "annuler");
  typed("typed_watch", "open_watch", "suiveurs");
  data.flag("typed_internal", attempt.internal);
  data.maybe("unsent", form_is_there(allowed, attempt.move) ? std::string() : attempt.typed);
  std::vector<std::pair<std::string, std::string>> errors;
  if (!attempt.error.empty()) errors.emplace_back(attempt.element, attempt.error);
  add_errors(data, errors, attempt.about);
  std::vector<View> candidates;
  for (const auto& [login, name] : attempt.candidates) {
    candidates.push_back(View().text("candidate", login).text("candidate_name", name));
  }
  data.flag("assign_candidates", attempt.move == "attribuer" && !candidates.empty())
      .flag("watch_candidates", attempt.move == "suiveurs" && !candidates.empty())
      .list("candidates", std::move(candidates));
}

}  // namespace

View request_view(const Visit& visit, const counter::RequestView& request, const counter::Parts& parts,
                  const Attempt& attempt, const std::string& said, bool earlier_part) {
  const bool for_team = identity::may_handle(request.relation);
  const std::string url = "/demandes/" + request.reference;
  View data;
  data.maybe("over_text", request.allowed.write ? std::string() : over_text(visit, request))
      .flag("resolved", request.request.status == domain::Status::resolved)
      .text("team_query", url_encoded(request.request.team))
      .text("url", url)
      .number("id", request.request.id)
      .text("reference", request.reference)
      .text("need", request.request.title)
      .number("version", request.request.version)
      .text("service_title", request.pinned ? request.pinned->title.in(visit.language())
                                            : service_title(visit, *request.snapshot, request.request.service))
      .text("requester_name", request.requester_name.empty() ? request.request.contact : request.requester_name)
      .maybe("opened_by", request.request.opened_by != request.request.requester ? request.opened_by_name : "")
      .text("team_title", request.team_title.in(visit.language()))
      .maybe("assignee", request.assignee_name)
      .text("created", visit.moments().shown(request.request.created))
      .flag("for_team", for_team)
      .maybe("contact_mail", request.requester.mail)
      .maybe("contact_phone", request.requester.phone)
      .maybe("contact_campus", visit.counter().places.label(request.requester.campus))
      .maybe("earlier_url", request.earlier_messages && !request.messages.empty()
                                ? url + "?avant=" + std::to_string(request.messages.front().message.id)
                                : std::string())
      .maybe("panels_url", for_team && counter::has_panels(*request.snapshot, request.request.service)
                               ? url + "/panneaux"
                               : std::string())
      .maybe("said", said.empty() ? std::string() : visit.texts().text("said." + said))
      .list("entries", conversation_views(visit, request, parts, earlier_part));
  add_state(data, visit, request, for_team);
  add_steps(data, visit, request);
  add_parts(data, visit, *request.snapshot, parts);
  add_answers(data, visit, request);
  add_people(data, visit, request);
  add_moves(data, visit, request);
  add_way_on(data, visit, request, url);
  add_attempt(data, visit, request.allowed, attempt);
  return data;
}

}  // namespace guichet::web::pages
