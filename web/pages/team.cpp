// SPDX-License-Identifier: GPL-3.0-or-later
// How a team shares what arrives: who is there, and whom requests are given to.
#include "kernel/counter/assignment.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/load_pages.hpp"
#include "web/pages/words_pages.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using storage::Way;

struct WayWord {
  Way way;
  std::string_view word;  ///< in the form
  const char* title;
  const char* text;
};
constexpr std::array<WayWord, 3> ways{
    {{Way::by_hand, "a-la-main", "team.way-by-hand", "team.way-by-hand-text"},
     {Way::in_turn, "a-tour-de-role", "team.way-in-turn", "team.way-in-turn-text"},
     {Way::least_loaded, "au-moins-charge", "team.way-least-loaded", "team.way-least-loaded-text"}}};

std::string team_in(const Visit& visit) {
  return std::string(visit.request().path_parameters.value("team").substr(0, 200));
}

server::Response show_team(Visit& visit) {
  const auto team = counter::team_view(visit.counter(), visit.asker(), team_in(visit));
  if (!team) return show_error(visit, team.error());
  const Catalogue& texts = visit.texts();
  std::vector<View> choices, members;
  std::string now;
  for (const WayWord& each : ways) {
    if (each.way == team->way) now = texts.text(each.title);
    choices.push_back(View()
                          .text("way_word", std::string(each.word))
                          .text("way_title", texts.text(each.title))
                          .text("way_text", texts.text(each.text))
                          .flag("way_chosen", each.way == team->way));
  }
  for (const auto& member : team->members) {
    members.push_back(View()
                          .text("member_name", member.name)
                          .text("member_open", texts.counted("team.open", member.open))
                          .flag("member_away", member.away));
  }
  const bool present = std::any_of(team->members.begin(), team->members.end(), [](const auto& m) { return !m.away; });
  View data;
  data.maybe("said", words_said(visit))
      .text("team_name", team->team->title.in(visit.language()))
      .text("team_url", "/equipes/" + team->team->id)
      .text("way_now", now)
      .flag("may_change", team->may_change)
      .list("ways", std::move(choices))
      .flag("nobody", !present)
      .flag("has_members", !members.empty())
      .list("members", std::move(members));
  return visit.page("team", std::move(data), Section::desk);
}

server::Response set_way(Visit& visit) {
  const std::string team = team_in(visit);
  const std::string_view word = visit.request().form.value("partage");
  const auto* const found = std::find_if(ways.begin(), ways.end(), [&](const auto& each) { return each.word == word; });
  if (found == ways.end()) return visit.go_to("/equipes/" + team);
  const auto done = counter::set_team_way(visit.counter(), visit.asker(), team, found->way);
  return done ? visit.go_to("/equipes/" + team + "?dit=team-way") : show_error(visit, done.error());
}

}  // namespace

void add_team_pages(Pages& pages) {
  pages.get("/equipes/{team...}", show_team);
  pages.post("/equipes/{team...}", set_way);
}

}  // namespace guichet::web::pages
