// SPDX-License-Identifier: GPL-3.0-or-later
// When people are away, and who approves instead of them.
#include "kernel/counter/absences.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/load_pages.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/words_pages.hpp"

#include <charconv>

namespace guichet::web::pages {
namespace {

constexpr const char* absences_url = "/absences";

View absence_view(const Visit& visit, const counter::AbsenceView& absence) {
  const Catalogue& texts = visit.texts();
  const std::string when = visit.moments().range(absence.first_day, absence.last_day);
  return View()
      .number("absence_id", absence.absence.id)
      .text("absence_person", absence.person)
      .text("absence_when", when)
      .maybe("absence_delegate",
             absence.delegate.empty() ? "" : texts.text("absence.stood-in", {{"who", absence.delegate}}))
      .flag("absence_now", absence.under_way)
      .text("remove_label", texts.text("absence.remove-named", {{"who", absence.person}, {"when", when}}));
}

std::vector<View> absence_views(const Visit& visit, const std::vector<counter::AbsenceView>& absences) {
  std::vector<View> views;
  for (const auto& absence : absences) views.push_back(absence_view(visit, absence));
  return views;
}

server::Response show(Visit& visit, const counter::NewAbsence& typed, const std::vector<domain::FieldError>& errors,
                      int status) {
  const auto list = counter::absences(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  std::vector<View> teams;
  const auto snapshot = visit.counter().registry.current();
  for (const auto& membership : visit.presence()->viewer.teams) {
    teams.push_back(View()
                        .text("team_url", "/equipes/" + membership.team)
                        .text("team_name", team_title(*snapshot, membership.team, visit.language())));
  }
  const std::string from_wrong = wrong_in(visit, errors, "from"), until_wrong = wrong_in(visit, errors, "until"),
                    delegate_wrong = wrong_in(visit, errors, "delegate");
  std::vector<std::pair<std::string, std::string>> lines;
  if (!from_wrong.empty()) lines.emplace_back("du", from_wrong);
  if (!until_wrong.empty()) lines.emplace_back("au", until_wrong);
  if (!delegate_wrong.empty()) lines.emplace_back("remplacant", delegate_wrong);
  View data;
  data.maybe("said", words_said(visit))
      .text("typed_from", typed.first_day)
      .text("typed_until", typed.last_day)
      .text("typed_delegate", typed.delegate)
      .maybe("from_wrong", from_wrong)
      .maybe("until_wrong", until_wrong)
      .maybe("delegate_wrong", delegate_wrong)
      .flag("has_own", !list->own.empty())
      .list("own", absence_views(visit, list->own))
      .flag("leads", list->leads)
      .flag("has_others", !list->team.empty())
      .list("others", absence_views(visit, list->team))
      .flag("has_shares", !teams.empty())
      .list("shares", std::move(teams));
  add_errors(data, lines);
  const Section section = visit.presence()->viewer.is_agent() ? Section::desk : Section::decisions;
  return visit.page("absences", std::move(data), section, status);
}

server::Response show_absences(Visit& visit) {
  return show(visit, {}, {}, 200);
}

server::Response say(Visit& visit) {
  const server::Fields& form = visit.request().form;
  const counter::NewAbsence typed{std::string(form.value("du")), std::string(form.value("au")),
                                  std::string(form.value("remplacant").substr(0, 200))};
  const auto done = counter::say_absence(visit.counter(), visit.asker(), typed);
  if (done) return visit.go_to(std::string(absences_url) + "?dit=absence");
  return done.error().fields.empty() ? show_error(visit, done.error()) : show(visit, typed, done.error().fields, 422);
}

server::Response remove(Visit& visit) {
  const std::string_view text = visit.request().form.value("absence");
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  const auto done = counter::remove_absence(visit.counter(), visit.asker(), id);
  return done ? visit.go_to(std::string(absences_url) + "?dit=absence-removed") : show_error(visit, done.error());
}

}  // namespace

void add_absence_pages(Pages& pages) {
  pages.get(absences_url, show_absences);
  pages.post(absences_url, say);
  pages.post(std::string(absences_url) + "/retirer", remove);
}

}  // namespace guichet::web::pages
