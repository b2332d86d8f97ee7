// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/incident_view.hpp"

namespace guichet::web::pages {
namespace {

std::vector<View> views_of(const Visit& visit, const std::vector<counter::IncidentNotice>& notices) {
  std::vector<View> views;
  views.reserve(notices.size());
  for (const auto& notice : notices) views.push_back(incident_view(visit, notice));
  return views;
}

/// The need as far as it is written.
std::string words_of(const counter::FormState& state) {
  const auto words = state.answers.find("words");
  const bool free = state.service == nullptr && words != state.answers.end() && words->is_string();
  return free && *words != state.title ? state.title + " " + words->get<std::string>() : state.title;
}

}  // namespace

View incident_view(const Visit& visit, const counter::IncidentNotice& notice) {
  const std::string url = "/incidents/" + std::to_string(notice.id);
  View view;
  view.text("incident_url", url)
      .text("incident_sign_in", "/connexion?retour=" + url_encoded(url))
      .text("incident_title", notice.title)
      .maybe("incident_where", visit.counter().places.label(notice.place))
      .text("incident_since", visit.texts().text("incident.since", {{"when", visit.moments().shown(notice.since)}}))
      .maybe("incident_news", notice.news)
      .text("incident_news_at", notice.news.empty() ? "" : visit.moments().shown(notice.news_at))
      .flag("incident_followed", notice.followed)
      .flag("incident_can_follow", visit.signed_in() && !notice.followed)
      .flag("incident_signed_out", !visit.signed_in());
  return view;
}

void add_incidents(View& data, const Visit& visit) {
  auto views = views_of(visit, counter::incidents_for(visit.counter(), visit.asker()));
  data.flag("has_incidents", !views.empty()).list("incidents", std::move(views));
}

void add_told_incidents(View& data, const Visit& visit, std::string_view words) {
  auto views = views_of(visit, counter::incidents_told(visit.counter(), visit.asker(), words));
  data.flag("has_told", !views.empty()).list("told", std::move(views));
}

void add_told_incidents(View& data, const Visit& visit, const counter::FormState& state) {
  const std::string service = state.service != nullptr ? state.service->id : std::string();
  auto views = views_of(visit, counter::incidents_told(visit.counter(), visit.asker(), words_of(state), service));
  data.flag("has_told", !views.empty()).list("told", std::move(views));
}

}  // namespace guichet::web::pages
