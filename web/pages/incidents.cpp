// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents as everybody follows them.
#include "web/pages/errors.hpp"
#include "web/pages/incident_view.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"

#include <cstdlib>

namespace guichet::web::pages {
namespace {

std::int64_t incident_of(const server::Request& request) {
  return std::strtoll(std::string(request.path_parameters.value("incident").substr(0, 18)).c_str(), nullptr, 10);
}

server::Response show_incident(Visit& visit) {
  const auto story = counter::incident_story(visit.counter(), visit.asker(), incident_of(visit.request()));
  if (!story) {
    // Perhaps it is known to those who are signed in: the same answer as for what does not exist.
    return show_error(visit, story.error());
  }
  std::vector<View> news;
  for (const auto& each : story->news) {
    news.push_back(View().text("news_at", visit.moments().shown(each.created)).text("news", each.body));
  }
  const std::string said = said_once(visit);
  View data = incident_view(visit, story->notice);
  data.maybe("over", story->over
                         ? visit.texts().text("incident.over", {{"when", visit.moments().shown(story->over_at)}})
                         : std::string())
      .text("answer", story->answer)
      .maybe("said", said == "followed" || said == "unfollowed" ? visit.texts().text("said." + said) : std::string())
      .flag("has_news", !news.empty())
      .list("all_news", std::move(news));
  return visit.page("incident", std::move(data), Section::none);
}

server::Response follow(Visit& visit) {
  const auto id = incident_of(visit.request());
  const bool leave = visit.request().form.value("suivre") == "non";
  const auto done = leave ? counter::unfollow_incident(visit.counter(), visit.asker(), id)
                          : counter::follow_incident(visit.counter(), visit.asker(), id);
  if (!done) return show_error(visit, done.error());
  const std::string said = leave ? "unfollowed" : "followed";
  say_once(visit, said);
  return visit.go_to("/incidents/" + std::to_string(id) + "?dit=" + said);
}

}  // namespace

void add_incident_pages(Pages& pages) {
  pages.get("/incidents/{incident}", show_incident);
  pages.post("/incidents/{incident}/suivre", follow);
}

}  // namespace guichet::web::pages
