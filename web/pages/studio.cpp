// SPDX-License-Identifier: GPL-3.0-or-later
// One draft as a whole: what was checked, its questions and steps, its picture, what is said of it.
#include "web/pages/studio.hpp"

#include "kernel/counter/studio_committee.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/counter/studio_steps.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio_picture.hpp"
#include "web/pages/words_pages.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using nlohmann::json;

std::string steps_named(const json& steps, const std::vector<std::string>& ids, domain::Language language) {
  std::string names;
  for (const std::string& id : ids) {
    std::string name = id;
    for (const json& step : steps) {
      const std::string title = counter::text_at(step, "title").in(language);
      if (counter::string_at(step, "id") == id && !title.empty()) name = title;
    }
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::vector<View> step_rows(const Visit& visit, const counter::DraftView& view) {
  const json steps = counter::list_at(view.draft.definition, "workflow");
  const counter::ItemList workflow{counter::ItemList::Kind::workflow, 0};
  std::vector<View> rows;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto step = counter::step_of(steps[i], view.draft.definition);
    std::string facts = kind_title(visit, step.kind);
    if (step.trust) facts += " · " + visit.texts().text("studio.by-trust");
    if (!step.after.empty()) {
      facts += " · " +
               visit.texts().text("studio.after-steps", {{"steps", steps_named(steps, step.after, visit.language())}});
    }
    if (steps[i].contains("when")) {
      facts +=
          " · " + visit.texts().text("studio.run-when",
                                     {{"rule", condition_in_words(visit, steps[i]["when"], view.draft.definition)}});
    }
    const std::string title = step.title.in(visit.language());
    rows.push_back(item_view(title.empty() ? step.id : title, facts,
                             url_of_draft(view.draft.id) + "/etapes/" + std::to_string(i + 1), workflow, i,
                             steps.size()));
  }
  return rows;
}

void add_routes(View& data, const Visit& visit, const counter::DraftView& view) {
  std::vector<View> routes;
  for (const auto& route : counter::routes_of(view.draft.definition)) {
    const json form = counter::list_at(view.draft.definition, "form");
    const auto rule = counter::rule_of(route.condition, form);
    routes.push_back(View()
                         .text("route_team", team_title(visit, *view.snapshot, view.draft.department, route.team))
                         .maybe("route_when", rule ? condition_in_words(visit, *rule, view.draft.definition) : ""));
  }
  data.flag("has_routes", !routes.empty()).list("routes", std::move(routes));
}

void add_consultation(View& data, const Visit& visit, const counter::ConsultationView& view) {
  const Catalogue& texts = visit.texts();
  const auto number = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  std::vector<View> voices;
  const auto choice = [&](storage::Choice given) {
    return texts.text(given == storage::Choice::in_favour ? "committee.in-favour"
                      : given == storage::Choice::against ? "committee.against"
                                                          : "committee.abstains");
  };
  for (const auto& voice : view.voices) {
    voices.push_back(View()
                         .text("voice_name", voice.name)
                         .text("voice_choice", choice(voice.choice))
                         .maybe("voice_reason", voice.reason));
  }
  data.text("asked_until",
            texts.text(view.open ? "committee.until" : "committee.ended",
                       {{"when", visit.moments().shown(view.consultation.closed != 0 ? view.consultation.closed
                                                                                     : view.consultation.until - 1)}}))
      .maybe("asked_question", view.consultation.question)
      .number("in_favour", number(view.tally.in_favour))
      .number("against", number(view.tally.against))
      .number("abstained", number(view.tally.abstained))
      .number("members", number(view.tally.members))
      .flag("shows_tally", !voices.empty() || !view.open)
      .flag("has_voices", !voices.empty())
      .list("voices", std::move(voices))
      .flag("may_vote", view.may_vote)
      .number("consultation", view.consultation.id)
      .maybe("own_choice", view.own ? choice(view.own->choice) : "")
      .text("own_reason", view.own ? view.own->reason : "");
}

server::Response show_draft(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  const auto consultation = counter::consultation_of(visit.counter(), visit.asker(), view->draft.id);
  if (!consultation) return show_error(visit, consultation.error());
  std::vector<View> findings, comments;
  bool sound = true;
  for (const auto& finding : view->findings) {
    findings.push_back(finding_view(visit, *view, finding));
    sound = sound && finding.warning;
  }
  for (const auto& comment : view->comments) {
    comments.push_back(View()
                           .text("comment_author", comment.author)
                           .text("comment_at", visit.moments().shown(comment.at))
                           .text("comment_body", comment.body));
  }
  auto questions = question_rows(visit, *view, {}), steps = step_rows(visit, *view);
  View data;
  data.maybe("said", words_said(visit))
      .text("changed", visit.texts().text("studio.changed-by", {{"who", view->editor},
                                                                {"when", visit.moments().shown(view->draft.updated)}}))
      .maybe("summary", counter::text_at(view->draft.definition, "summary").in(visit.language()))
      .flag("sound", sound)
      .flag("has_findings", !findings.empty())
      .list("findings", std::move(findings))
      .flag("has_questions", !questions.empty())
      .list("form_rows", std::move(questions))
      .flag("has_steps", !steps.empty())
      .list("step_rows", std::move(steps))
      .flag("has_comments", !comments.empty())
      .list("comments", std::move(comments))
      .text("comment", typed(visit, "comment"))
      .text("note", typed(visit, "note"))
      .text("until", typed(visit, "until"))
      .flag("has_consultation", consultation->has_value());
  if (*consultation) add_consultation(data, visit, **consultation);
  add_picture(data, visit, *view);
  add_routes(data, visit, *view);
  add_draft_frame(data, visit, *view, "draft");
  Controls controls(visit, std::move(errors));
  controls.add_to(data, "no_questions");
  return visit.page("studio-draft", std::move(data), Section::studio, status);
}

server::Response show_whole(Visit& visit) {
  return show_draft(visit, {}, 200);
}

server::Response settle(Visit& visit, const domain::Result<domain::Done>& done, const std::string& to) {
  return settle_studio(visit, done, to, [&](std::vector<domain::FieldError> errors, int status) {
    return show_draft(visit, std::move(errors), status);
  });
}

/// Moves or removes a question or a step.
server::Response change_order(Visit& visit) {
  const auto named = list_named(typed(visit, "liste"));
  if (!named) return show_problem(visit, 400);
  const counter::ItemList list = *named;
  const std::string what = typed(visit, "quoi");
  const auto index = static_cast<std::size_t>(std::max<std::int64_t>(0, studio_number(typed(visit, "place"))));
  const auto done = counter::edit_draft(
      visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
      [&](json& definition) -> domain::Result<domain::Done> {
        const bool changed = what == "retirer" ? counter::remove_item(definition, list, index)
                                               : counter::move_item(definition, list, index, what == "monter");
        if (!changed) return domain::Error{domain::ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
        return domain::Done{};
      });
  return settle(visit, done, url_around(draft_in(visit), list));
}

server::Response comment(Visit& visit) {
  const auto done = counter::comment_on_draft(visit.counter(), visit.asker(), draft_in(visit), typed(visit, "comment"));
  return settle(visit, done, url_of_draft(draft_in(visit)) + "#commentaires");
}

server::Response abandon(Visit& visit) {
  const auto done =
      counter::abandon_draft(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")));
  return settle(visit, done, std::string(studio_url) + "?dit=abandoned");
}

}  // namespace

void add_studio_pages(Pages& pages) {
  const std::string draft = std::string(studio_url) + "/{draft}";
  add_studio_list_pages(pages);
  pages.get(draft, show_whole);
  pages.post(draft + "/ordre", change_order);
  pages.post(draft + "/commentaires", comment);
  pages.post(draft + "/abandonner", abandon);
  for (const char* step : {"/ordre", "/commentaires", "/abandonner"}) {
    pages.get(draft + step, [](Visit& visit) { return visit.go_to(url_of_draft(draft_in(visit))); });
  }
  add_studio_sheet_pages(pages);
  add_studio_question_pages(pages);
  add_studio_step_pages(pages);
  add_studio_trial_pages(pages);
  add_studio_version_pages(pages);
  add_studio_committee_pages(pages);
}

}  // namespace guichet::web::pages
