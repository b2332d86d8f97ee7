// SPDX-License-Identifier: GPL-3.0-or-later
// The studio: the list of drafts, what the committee is asked, and a new draft.
#include "kernel/counter/studio_committee.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"
#include "web/pages/words_pages.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

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
    const auto own = std::find_if(list->departments.begin(), list->departments.end(),
                                  [&](const auto* plugin) { return team.id.starts_with(plugin->id + "/"); });
    if (own == list->departments.end() || team.group) continue;
    const std::string title = team.title.in(visit.language());
    teams.emplace_back(team.id,
                       list->departments.size() == 1 ? title : (*own)->department.in(visit.language()) + " · " + title);
  }
  const std::string only = departments.size() == 1 ? departments.front().first : "";
  Controls version(visit), fresh(visit, std::move(errors));
  version.list("copy", "studio.new-version-of", value("version_de"), services, {nullptr, true});
  fresh.line("title", "studio.title-fr", value("title"), {"studio.title-hint", true, "long", "text", 120});
  fresh.line("title_en", "studio.title-en", value("title_en"), {nullptr, true, "long", "text", 120});
  fresh.list("department", "studio.department", value("department").empty() ? only : value("department"), departments,
             {nullptr, true});
  fresh.list("theme", "studio.theme", value("theme"), themes);
  fresh.list("copy_of", "studio.copy-of", value("copy_of"), services, {"studio.copy-hint"});
  fresh.list("team", "studio.first-team", value("team"), teams, {"studio.first-team-hint", true});
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

}  // namespace

void add_studio_list_pages(Pages& pages) {
  const std::string url = studio_url;
  pages.get(url, show_list);
  pages.get(url + "/nouveau", [](Visit& visit) { return show_new(visit, {}, 200); });
  pages.post(url + "/nouveau", begin);
}

}  // namespace guichet::web::pages
