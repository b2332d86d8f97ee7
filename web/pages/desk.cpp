// SPDX-License-Identifier: GPL-3.0-or-later
// The agents' desk: views, search, and the people pickers.
#include "kernel/counter/desk.hpp"

#include "kernel/counter/incidents.hpp"
#include "kernel/counter/move.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/identity/access.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

/// Whether the page of synonyms is for them too.
bool keeps_words(const Visit& visit) {
  const identity::Viewer& viewer = visit.presence()->viewer;
  return identity::may_see_unmet_needs(viewer, visit.asker().now) ||
         std::any_of(viewer.teams.begin(), viewer.teams.end(), [](const auto& membership) { return membership.lead; });
}

using storage::AgentView;

constexpr std::size_t rows_shown = 50;
constexpr std::size_t longest_search = 500;
constexpr int many = 100;  // a count that stops there

struct DeskView {
  AgentView view;
  std::string_view word;  ///< in the address
  const char* title;
};
constexpr std::array<DeskView, 6> views{{{AgentView::team, "equipe", "desk.title.team"},
                                         {AgentView::mine, "miennes", "desk.title.mine"},
                                         {AgentView::unassigned, "a-prendre", "desk.title.unassigned"},
                                         {AgentView::late_soon, "bientot-en-retard", "desk.title.late-soon"},
                                         {AgentView::awaiting, "en-attente", "desk.title.awaiting"},
                                         {AgentView::over, "terminees", "desk.title.over"}}};

const DeskView& view_named(std::string_view word) {
  for (const DeskView& view : views) {
    if (view.word == word) return view;
  }
  return views.front();
}

std::string count_of(const Visit& visit, AgentView view, const storage::AgentCounts& counts) {
  int count = 0;
  switch (view) {
    case AgentView::mine:
      count = counts.mine;
      break;
    case AgentView::team:
      count = counts.team;
      break;
    case AgentView::unassigned:
      count = counts.unassigned;
      break;
    case AgentView::late_soon:
      count = counts.late_soon;
      break;
    case AgentView::awaiting:
      count = counts.awaiting;
      break;
    case AgentView::over:
      return {};
  }
  return count >= many ? visit.texts().text("desk.many") : std::to_string(count);
}

/// The address of the desk with this view and team; a cursor or a request may follow.
std::string desk_url(std::string_view view, std::string_view team) {
  std::string url = "/bureau?vue=" + std::string(view);
  if (!team.empty()) url += "&equipe=" + url_encoded(team);
  return url;
}

View row_view(const Visit& visit, const storage::RequestRow& row, const std::string& desk, std::string_view chosen,
              bool near) {
  const RequestWords words =
      words_for_team(visit, {row.status, "", row.assignee_name, row.due_take_charge, row.due_resolve, row.taken_at});
  const std::string reference = domain::reference_of(row.id);
  const bool urgent = row.urgency == domain::Urgency::high || row.urgency == domain::Urgency::critical;
  View view;
  view.text("row_id", "row-" + reference)
      .text("row_url", "/demandes/" + reference)
      .text("part_url", "/demandes/" + reference + "?cote=1")
      .text("desk_url", desk + "&demande=" + reference)
      .text("need", row.title)
      .text("requester", row.requester_name)
      .text("reference", reference)
      .flag("unanswered", row.unanswered && row.requester != visit.asker().id())
      .text("when", visit.moments().shown(row.updated))
      .maybe("assignee", row.assignee_name)
      .maybe("due", words.time_left)
      .flag("late", words.late)
      .flag("soon", near && !words.late && row.status != domain::Status::awaiting_you)
      .text("tone", words.tone)
      .text("status", words.status)
      .flag("chosen", reference == chosen)
      .maybe("urgent", urgent ? visit.texts().text("urgency." + std::string(domain::name_of(row.urgency))) : "");
  return view;
}

std::vector<View> team_views(const Visit& visit, const plugins::Snapshot& snapshot, std::string_view view,
                             std::string_view chosen) {
  std::vector<View> teams;
  const auto& memberships = visit.presence()->viewer.teams;
  if (memberships.size() < 2) return teams;
  teams.push_back(View()
                      .text("team_url", desk_url(view, ""))
                      .flag("team_current", chosen.empty())
                      .text("team_name", visit.texts().text("desk.all-teams")));
  for (const storage::Membership& membership : memberships) {
    teams.push_back(View()
                        .text("team_url", desk_url(view, membership.team))
                        .flag("team_current", membership.team == chosen)
                        .text("team_name", team_title(snapshot, membership.team, visit.language())));
  }
  return teams;
}

/// Proposals that wait for an agent, above every list.
void add_proposed(View& data, const Visit& visit) {
  const auto proposed = static_cast<std::int64_t>(counter::proposed_incidents(visit.counter(), visit.asker()));
  data.maybe("incidents_proposed",
             proposed > 0 ? visit.texts().counted("desk.incidents-proposed", proposed) : std::string());
}

/// The request to be shown beside the list.
void add_chosen(View& data, std::string_view chosen) {
  const auto id = chosen.empty() ? std::nullopt : domain::id_of(chosen);
  const std::string url = id ? "/demandes/" + domain::reference_of(*id) : std::string();
  data.maybe("request_url", url).text("request_part_url", url + "?cote=1");
}

std::vector<View> view_links(const Visit& visit, const storage::AgentCounts* counts, std::string_view current,
                             std::string_view team) {
  std::vector<View> links;
  for (const DeskView& view : views) {
    links.push_back(View()
                        .text("view_id", "view-" + std::string(view.word))
                        .text("view_url", desk_url(view.word, team))
                        .text("view_title", visit.texts().text(view.title))
                        .text("count", counts != nullptr ? count_of(visit, view.view, *counts) : "")
                        .flag("current", view.word == current));
  }
  links.push_back(View()
                      .text("view_id", "view-etapes")
                      .text("view_url", "/bureau/etapes")
                      .text("view_title", visit.texts().text("work.title"))
                      .text("count", "")
                      .flag("current", false));
  return links;
}

/// What was just done to a request that went to others.
std::string said_at(Visit& visit) {
  const std::string key = "said." + said_once(visit);
  return visit.texts().find(key) ? visit.texts().text(key) : std::string();
}

/// The way back of who just moved a request out of their own sight.
void add_way_back(View& data, const Visit& visit) {
  const auto id = domain::id_of(visit.request().query.value("deplacee"));
  const auto move = id ? counter::move_to_take_back(visit.counter(), visit.asker(), *id) : std::nullopt;
  data.flag("undo", move.has_value());
  if (!move) return;
  data.text("undo_url", "/demandes/" + domain::reference_of(move->request) + "/deplacer/annuler")
      .number("undo_version", move->version);
}

server::Response show_desk(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const DeskView& view = view_named(query.value("vue"));
  const std::string team(query.value("equipe").substr(0, 200));
  const std::string from(query.value("suite").substr(0, 200));
  const std::string_view chosen = query.value("demande");
  const auto page = counter::desk(visit.counter(), visit.asker(), view.view, team, from, rows_shown);
  if (!page) return show_error(visit, page.error());

  const std::string here = desk_url(view.word, team);
  std::vector<View> rows;
  for (const auto& row : page->page.rows) {
    const bool near = std::binary_search(page->near.begin(), page->near.end(), row.id);
    rows.push_back(row_view(visit, row, here, chosen, near));
  }
  std::vector<View> teams = team_views(visit, *page->snapshot, view.word, team);
  View data;
  data.list("views", view_links(visit, &page->counts, view.word, team))
      .text("title", visit.texts().text(view.title))
      .text("search", "")
      .flag("about", false)
      .maybe("desk_said", said_at(visit))
      .flag("keeps_words", keeps_words(visit))
      .flag("has_teams", !teams.empty())
      .list("my_teams", std::move(teams))
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .maybe("next_url", page->page.next.empty() ? "" : here + "&suite=" + url_encoded(page->page.next));
  add_chosen(data, chosen);
  add_way_back(data, visit);
  add_proposed(data, visit);
  return visit.page("desk", std::move(data), Section::desk);
}

server::Response show_search(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const std::string words(query.value("q").substr(0, longest_search));
  const std::string page_typed(query.value("page").substr(0, 3));
  const auto page = static_cast<std::size_t>(std::max(0L, std::strtol(page_typed.c_str(), nullptr, 10)));
  if (words.empty()) return visit.go_to("/bureau");
  if (visit.signed_in() && !visit.presence()->viewer.is_agent()) {
    return show_error(visit, {domain::ErrorKind::forbidden, "error.desk.agents-only", {}, {}, ""});
  }
  const auto found = counter::search_requests(visit.counter(), visit.asker(), words, page, rows_shown);
  if (!found) return show_error(visit, found.error());

  const std::string here = "/bureau/recherche?q=" + url_encoded(words);
  const std::string_view chosen = query.value("demande");
  std::vector<View> rows;
  for (const auto& row : found->rows) rows.push_back(row_view(visit, row, here, chosen, false));
  View data;
  data.list("views", view_links(visit, nullptr, "", ""))
      .text("title", visit.texts().text("desk.title.search", {{"words", words}}))
      .text("search", words)
      .text("about", found->about == 0 ? visit.texts().text("desk.about-none")
                                       : visit.texts().counted("desk.about", static_cast<std::int64_t>(found->about)))
      .flag("desk_said", false)
      .flag("undo", false)
      .flag("keeps_words", keeps_words(visit))
      .flag("has_teams", false)
      .list("my_teams", {})
      .flag("has_rows", !rows.empty())
      .list("rows", std::move(rows))
      .maybe("next_url", found->more ? here + "&page=" + std::to_string(page + 1) : std::string());
  add_chosen(data, chosen);
  add_proposed(data, visit);
  return visit.page("desk", std::move(data), Section::desk);
}

/// htmx sends the field's own name and value: whichever it is, it holds the words.
std::string_view picker_words(const server::Fields& query) {
  for (const auto& [name, value] : query) {
    if (name != "cible" && name != "equipe") return value;
  }
  return {};
}

server::Response find_people(Visit& visit) {
  const server::Fields& query = visit.request().query;
  const std::string words(visit.wants_piece() && !query.has("q") ? picker_words(query) : query.value("q"));
  const std::string team(query.value("equipe").substr(0, 200));
  std::vector<domain::Person> people;
  if ((!words.empty() || !team.empty()) && words.size() <= 200) {
    auto found = team.empty() ? counter::find_people(visit.counter(), visit.asker(), words)
                              : counter::find_members(visit.counter(), visit.asker(), team, words);
    if (!found) return show_error(visit, found.error());
    people = std::move(found.value());
  }
  std::vector<View> views_of_people;
  for (const domain::Person& person : people) {
    const std::string campus = visit.counter().places.label(person.campus);
    views_of_people.push_back(View()
                                  .text("login", person.login)
                                  .text("name", person.name())
                                  .text("detail", campus.empty() ? person.login : person.login + " · " + campus));
  }
  View data;
  data.text("target", std::string(query.value("cible").substr(0, 100)))
      .text("typed_words", words)
      .flag("typed", words.size() > 2)
      .flag("has_people", !views_of_people.empty())
      .list("people", std::move(views_of_people));
  if (visit.wants_piece()) return visit.piece("people-part", std::move(data));
  return visit.page("people", std::move(data), Section::none);
}

}  // namespace

void add_desk_pages(Pages& pages) {
  pages.get("/bureau", show_desk);
  pages.get("/bureau/recherche", show_search);
  pages.get("/personnes", find_people);
}

}  // namespace guichet::web::pages
