// SPDX-License-Identifier: GPL-3.0-or-later
// Days on which the university is closed, and what closing does to requests under way.
#include "kernel/counter/closures.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/load_pages.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/words_pages.hpp"

#include <charconv>

namespace guichet::web::pages {
namespace {

constexpr const char* closures_url = "/fermetures";

counter::NewClosure closure_in(const server::Fields& form) {
  const auto value = [&](const char* name) { return std::string(form.value(name).substr(0, 1000)); };
  return {value("du"), value("au"), {value("nom-fr"), value("nom-en")}};
}

void add_typed(View& data, const counter::NewClosure& typed) {
  data.text("typed_from", typed.first_day)
      .text("typed_until", typed.last_day)
      .text("typed_fr", typed.name.fr)
      .text("typed_en", typed.name.en);
}

server::Response show(Visit& visit, const counter::NewClosure& typed, const std::vector<domain::FieldError>& errors,
                      int status) {
  const auto list = counter::closures(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  std::vector<View> rows;
  for (const auto& closure : list->closures) {
    const std::string name = closure.name.in(visit.language());
    rows.push_back(View()
                       .number("closure_id", closure.id)
                       .text("closure_name", name)
                       .text("closure_when", visit.moments().range(closure.first_day, closure.last_day))
                       .flag("closure_now", closure.first_day <= list->today)
                       .text("remove_label", visit.texts().text("closure.remove-named", {{"name", name}})));
  }
  View data;
  std::vector<std::pair<std::string, std::string>> lines;
  const auto check = [&](const char* field, const char* element, const char* name) {
    const std::string wrong = wrong_in(visit, errors, field);
    if (!wrong.empty()) lines.emplace_back(element, wrong);
    data.maybe(name, wrong);
  };
  check("from", "du", "from_wrong");
  check("until", "au", "until_wrong");
  check("name-fr", "nom-fr", "fr_wrong");
  check("name-en", "nom-en", "en_wrong");
  add_typed(data, typed);
  data.maybe("said", words_said(visit)).flag("has_rows", !rows.empty()).list("rows", std::move(rows));
  add_errors(data, lines);
  return visit.page("closures", std::move(data), Section::none, status);
}

server::Response refuse(Visit& visit, const counter::NewClosure& typed, const domain::Error& error) {
  return error.fields.empty() ? show_error(visit, error) : show(visit, typed, error.fields, 422);
}

server::Response show_closures(Visit& visit) {
  return show(visit, {}, {}, 200);
}

server::Response show_preview(Visit& visit) {
  const auto typed = closure_in(visit.request().form);
  const auto effect = counter::preview_closure(visit.counter(), visit.asker(), typed);
  if (!effect) return refuse(visit, typed, effect.error());
  std::vector<View> teams;
  for (const auto& [team, count] : effect->by_team) {
    teams.push_back(View()
                        .text("team_name", team_title(*effect->snapshot, team, visit.language()))
                        .number("team_count", static_cast<std::int64_t>(count)));
  }
  const auto moved = static_cast<std::int64_t>(effect->moved);
  View data;
  add_typed(data, typed);
  data.text("sentence", visit.texts().text("closure.would-close",
                                           {{"name", typed.name.in(visit.language())},
                                            {"when", visit.moments().range(typed.first_day, typed.last_day)}}))
      .text("moved",
            moved == 0 ? visit.texts().text("closure.moves-none") : visit.texts().counted("closure.moves", moved))
      .flag("not_all", !effect->all)
      .flag("has_teams", !teams.empty())
      .list("teams", std::move(teams));
  return visit.page("closure-preview", std::move(data), Section::none);
}

server::Response save(Visit& visit) {
  const auto typed = closure_in(visit.request().form);
  const auto done = counter::close_university(visit.counter(), visit.asker(), typed);
  return done ? visit.go_to(std::string(closures_url) + "?dit=closed") : refuse(visit, typed, done.error());
}

server::Response remove(Visit& visit) {
  const std::string_view text = visit.request().form.value("fermeture");
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  const auto done = counter::open_again(visit.counter(), visit.asker(), id);
  return done ? visit.go_to(std::string(closures_url) + "?dit=open-again") : show_error(visit, done.error());
}

}  // namespace

void add_closure_pages(Pages& pages) {
  const std::string url = closures_url;
  pages.get(url, show_closures);
  pages.post(url, save);
  pages.post(url + "/apercu", show_preview);
  pages.post(url + "/retirer", remove);
  pages.get(url + "/apercu", [](Visit& visit) { return visit.go_to(closures_url); });
}

}  // namespace guichet::web::pages
