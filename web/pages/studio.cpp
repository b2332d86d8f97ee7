// SPDX-License-Identifier: GPL-3.0-or-later
// The studio: the list of drafts, a new one, and one draft as a whole.
#include "web/pages/studio.hpp"

#include "kernel/counter/drawing.hpp"
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

View draft_row(const Visit& visit, const counter::DraftRow& row) {
  using storage::DraftState;
  const DraftState state = row.draft.state;
  const Catalogue& texts = visit.texts();
  return View()
      .text("row_url", url_of_draft(row.draft.id))
      .text("row_title", row.draft.title.empty() ? row.draft.service : row.draft.title)
      .text("row_state", texts.text(state == DraftState::draft          ? "studio.state-draft"
                                    : state == DraftState::consultation ? "studio.state-consultation"
                                    : state == DraftState::published    ? "studio.state-published"
                                                                        : "studio.state-abandoned"))
      .text("row_tone", state == DraftState::draft          ? "waiting"
                        : state == DraftState::consultation ? "late"
                        : state == DraftState::published    ? "good"
                                                            : "done")
      .text("row_facts", row.department + " · " +
                             texts.text("studio.changed-by",
                                        {{"who", row.editor}, {"when", visit.moments().shown(row.draft.updated)}}));
}

/// What the committee is asked, for its members.
domain::Result<std::vector<View>> asked_views(const Visit& visit) {
  const auto asked = counter::consultations(visit.counter(), visit.asker());
  if (!asked) return asked.error();
  std::vector<View> views;
  for (const auto& one : *asked) {
    views.push_back(
        View()
            .text("asked_url", url_of_draft(one.consultation.draft))
            .text("asked_title", one.title)
            .text("asked_until",
                  visit.texts().text("committee.until", {{"when", visit.moments().shown(one.consultation.until - 1)}}))
            .flag("asked_voted", one.voted));
  }
  return views;
}

server::Response show_list(Visit& visit) {
  const auto list = counter::studio(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  std::vector<View> rows, asked;
  for (const auto& row : list->drafts) rows.push_back(draft_row(visit, row));
  if (list->of_the_committee) {
    auto views = asked_views(visit);
    if (!views) return show_error(visit, views.error());
    asked = std::move(*views);
  }
  View data;
  data.maybe("said", words_said(visit))
      .flag("drafts_services", list->drafts_services)
      .flag("of_the_committee", list->of_the_committee)
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .flag("has_asked", !asked.empty())
      .list("asked", std::move(asked));
  return visit.page("studio", std::move(data), Section::studio);
}

server::Response show_new(Visit& visit, std::vector<domain::FieldError> errors, int status) {
  const auto list = counter::studio(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  if (!list->drafts_services) return show_error(visit, counter::studio_forbidden());
  const bool typed_now = visit.request().method == "POST";
  const server::Fields& given = typed_now ? visit.request().form : visit.request().query;
  const auto value = [&given](const char* name) { return std::string(given.value(name)); };
  Controls::Options departments, services, themes, teams;
  for (const auto* plugin : list->departments)
    departments.emplace_back(plugin->id, plugin->department.in(visit.language()));
  for (const auto* service : list->services) services.emplace_back(service->id, service->title.in(visit.language()));
  for (const auto& theme : list->snapshot->themes) themes.emplace_back(theme.id, theme.title.in(visit.language()));
  for (const domain::Team& team : list->snapshot->teams) {
    const bool own = std::any_of(list->departments.begin(), list->departments.end(),
                                 [&](const auto* plugin) { return team.id.starts_with(plugin->id + "/"); });
    if (own && !team.group) teams.emplace_back(team.id, team.title.in(visit.language()));
  }
  const std::string only = departments.size() == 1 ? departments.front().first : "";
  Controls version(visit), fresh(visit, std::move(errors));
  version.list("copy", "studio.new-version-of", value("version_de"), services, {nullptr, true});
  fresh.line("title", "studio.title-fr", value("title"), {"studio.title-hint", true, "long", "text", 120});
  fresh.line("title_en", "studio.title-en", value("title_en"), {nullptr, false, "long", "text", 120});
  fresh.list("department", "studio.department", value("department").empty() ? only : value("department"), departments,
             {nullptr, true});
  fresh.list("theme", "studio.theme", value("theme"), themes);
  fresh.list("copy_of", "studio.copy-of", value("copy_of"), services, {"studio.copy-hint"});
  fresh.list("team", "studio.first-team", value("team"), teams, {"studio.first-team-hint"});
  View data;
  version.add_to(data, "version_questions");
  data.flag("has_services", !list->services.empty());
  fresh.add_to(data, "questions");
  return visit.page("studio-new", std::move(data), Section::studio, status);
}

server::Response begin(Visit& visit) {
  counter::NewDraft draft;
  draft.new_version = typed(visit, "quoi") == "version";
  draft.copy_of = typed(visit, draft.new_version ? "copy" : "copy_of");
  draft.title = {typed(visit, "title"), typed(visit, "title_en")};
  draft.department = typed(visit, "department");
  draft.theme = typed(visit, "theme");
  draft.team = typed(visit, "team");
  const auto id = counter::begin_draft(visit.counter(), visit.asker(), draft);
  if (id) return visit.go_to(url_of_draft(*id));
  if (id.error().message == "error.studio.under-way" && id.error().parameters.value("draft", 0) != 0) {
    return visit.go_to(url_of_draft(id.error().parameters.value("draft", std::int64_t{0})) + "?dit=under-way");
  }
  return settle_studio(visit, id.error(), "", [&](std::vector<domain::FieldError> errors, int status) {
    return show_new(visit, std::move(errors), status);
  });
}

View item_view(const std::string& title, const std::string& facts, const std::string& url, std::size_t index,
               std::size_t count) {
  return View()
      .text("item_title", title)
      .maybe("item_facts", facts)
      .text("item_url", url)
      .number("item_index", static_cast<std::int64_t>(index))
      .number("item_number", static_cast<std::int64_t>(index + 1))
      .flag("item_first", index == 0)
      .flag("item_last", index + 1 == count);
}

std::vector<View> question_rows(const Visit& visit, const counter::DraftView& view) {
  const json form = counter::list_at(view.draft.definition, "form");
  std::vector<View> rows;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const auto question = counter::question_of(form[i], form);
    std::string facts = type_title(visit, question.type);
    if (question.required) facts += " · " + visit.texts().text("studio.is-required");
    if (form[i].contains("when")) {
      facts +=
          " · " + visit.texts().text("studio.shown-when",
                                     {{"rule", condition_in_words(visit, form[i]["when"], view.draft.definition)}});
    }
    rows.push_back(
        item_view(question.label.in(visit.language()).empty() ? question.id : question.label.in(visit.language()),
                  facts, url_of_draft(view.draft.id) + "/questions/" + std::to_string(i + 1), i, form.size()));
  }
  return rows;
}

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
                             url_of_draft(view.draft.id) + "/etapes/" + std::to_string(i + 1), i, steps.size()));
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
  auto questions = question_rows(visit, *view), steps = step_rows(visit, *view);
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

server::Response show_one(Visit& visit) {
  return show_draft(visit, {}, 200);
}

server::Response settle(Visit& visit, const domain::Result<domain::Done>& done, const std::string& to) {
  return settle_studio(visit, done, to, [&](std::vector<domain::FieldError> errors, int status) {
    return show_draft(visit, std::move(errors), status);
  });
}

/// Moves or removes a question or a step.
server::Response change_order(Visit& visit) {
  const std::string list = typed(visit, "liste") == "workflow" ? "workflow" : "form", what = typed(visit, "quoi");
  const auto index = static_cast<std::size_t>(std::max<std::int64_t>(0, studio_number(typed(visit, "place"))));
  const auto done = counter::edit_draft(
      visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
      [&](json& definition) -> domain::Result<domain::Done> {
        const bool changed = what == "retirer" ? counter::remove_item(definition, list.c_str(), index)
                                               : counter::move_item(definition, list.c_str(), index, what == "monter");
        if (!changed) return domain::Error{domain::ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
        return domain::Done{};
      });
  return settle(visit, done, url_of_draft(draft_in(visit)) + (list == "form" ? "#questions" : "#etapes"));
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
  const std::string url = studio_url, draft = url + "/{draft}";
  pages.get(url, show_list);
  pages.get(url + "/nouveau", [](Visit& visit) { return show_new(visit, {}, 200); });
  pages.post(url + "/nouveau", begin);
  pages.get(draft, show_one);
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
