// SPDX-License-Identifier: GPL-3.0-or-later
// The box, what it suggests, and the catalogue by theme.
#include "kernel/counter/catalogue.hpp"
#include "kernel/counter/follow.hpp"
#include "kernel/counter/form.hpp"
#include "web/pages/drafts_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/incident_view.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_words.hpp"
#include "web/pages/suggestions_view.hpp"

namespace guichet::web::pages {
namespace {

constexpr std::size_t requests_shown = 6;

server::Response show_home(Visit& visit) {
  View data;
  data.text("words", "").flag("focus", true).flag("not_that", false);
  add_themes(data, visit, counter::catalogue(visit.counter(), visit.asker()));
  add_incidents(data, visit);
  if (!visit.signed_in()) return visit.page("home-public", std::move(data), Section::home);

  const auto mine = counter::my_requests(visit.counter(), visit.asker(), false, "", requests_shown);
  if (!mine) return show_error(visit, mine.error());
  std::vector<View> cards;
  for (const auto& row : mine->page.rows) cards.push_back(request_card(visit, row));
  data.flag("has_requests", !cards.empty())
      .list("requests", std::move(cards))
      .flag("more_requests", !mine->page.next.empty());
  add_drafts(data, visit);
  return visit.page("home", std::move(data), Section::home);
}

server::Response show_suggestions(Visit& visit) {
  const server::Request& request = visit.request();
  const std::string_view words = request.method == "POST" ? request.form.value("q") : request.query.value("q");
  const std::string_view dismissed = request.form.value("suite");
  // Words of distress stay out of the cookie too, whatever the person says of them.
  if (matching::distress_in(words) == matching::Distress::none) {
    keep_crossing_words(visit, words);
  } else {
    forget_crossing_words(visit);
    visit.request().target = visit.request().path;  // a bookmark's words go into no link of the page
  }
  View data = suggestions_view(visit, words, dismissed);
  if (visit.wants_piece()) return visit.piece("suggestions-part", std::move(data));
  data.flag("focus", false);
  return visit.page("suggestions", std::move(data), Section::home);
}

server::Response show_catalogue(Visit& visit) {
  View data;
  add_themes(data, visit, counter::catalogue(visit.counter(), visit.asker()));
  return visit.page("catalogue", std::move(data), Section::none);
}

}  // namespace

void add_home_pages(Pages& pages) {
  pages.get("/", show_home);
  pages.get("/suggestions", show_suggestions);  // bookmarks, and searches that browsers keep
  pages.ask("/suggestions", show_suggestions);
  pages.get("/catalogue", show_catalogue);
}

}  // namespace guichet::web::pages
