// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents as agents confirm, tell and end them.
#include "kernel/counter/incidents.hpp"
#include "kernel/domain/reference.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/request_moves.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace guichet::web::pages {
namespace {

using domain::IncidentState;

constexpr std::size_t longest_number = 18;

std::int64_t number_of(std::string_view text) {
  return std::strtoll(std::string(text.substr(0, longest_number)).c_str(), nullptr, 10);
}

std::int64_t incident_of(const server::Request& request) {
  return number_of(request.path_parameters.value("incident"));
}

/// Of its requests; a form brings it along, so that an error comes back on the same page.
std::size_t page_of(const server::Request& request) {
  const std::string_view named = request.query.value("page");
  return static_cast<std::size_t>(
      std::max<std::int64_t>(1, number_of(named.empty() ? request.form.value("page") : named)));
}

std::string url_of_incident(std::int64_t incident) {
  return "/bureau/incidents/" + std::to_string(incident);
}

const char* state_word(IncidentState state) {
  switch (state) {
    case IncidentState::proposed:
      return "incident.state.proposed";
    case IncidentState::confirmed:
      return "incident.state.confirmed";
    case IncidentState::refused:
      return "incident.state.refused";
    case IncidentState::over:
      break;
  }
  return "incident.state.over";
}

View line_of(const Visit& visit, const plugins::Snapshot& snapshot, const domain::Incident& incident) {
  return View()
      .text("url", url_of_incident(incident.id))
      .text("title", incident.title.empty() ? visit.texts().text("incident.untitled") : incident.title)
      .text("team", team_title(snapshot, incident.team, visit.language()))
      .text("since", visit.texts().text("incident.since", {{"when", visit.moments().shown(incident.since)}}))
      .text("state", visit.texts().text(state_word(incident.state)))
      .text("tone", incident.state == IncidentState::proposed    ? "waiting"
                    : incident.state == IncidentState::confirmed ? "late"
                                                                 : "done");
}

server::Response show_incidents(Visit& visit) {
  const auto list = counter::incidents_of_teams(visit.counter(), visit.asker());
  if (!list) return show_error(visit, list.error());
  std::vector<View> under_way, over;
  for (const auto& entry : list->under_way) under_way.push_back(line_of(visit, *list->snapshot, entry.incident));
  for (const auto& incident : list->over) over.push_back(line_of(visit, *list->snapshot, incident));
  View data;
  data.flag("has_incidents", !under_way.empty())
      .list("incidents", std::move(under_way))
      .flag("has_over", !over.empty())
      .list("over", std::move(over));
  return visit.page("desk-incidents", std::move(data), Section::desk);
}

/// What was typed and could not be done comes back with why.
struct Tried {
  std::optional<domain::Error> error;
  std::optional<counter::IncidentConfirmed> confirmed;
  std::string news, answer;
};

View choice(const std::string& value, const std::string& text, const std::string& chosen) {
  return View().text("value", value).text("text", text).flag("chosen", value == chosen);
}

/// Everywhere, each campus, and the more precise places that the words named.
std::vector<View> place_choices(const Visit& visit, const std::string& suggested, const std::string& chosen) {
  const domain::Places& places = visit.counter().places;
  std::vector<View> choices{choice("", visit.texts().text("incident.anywhere"), chosen)};
  for (const domain::Place* campus : places.children_of("")) {
    choices.push_back(choice(campus->id, campus->name, chosen));
    for (const domain::Place* place : places.path_to(suggested)) {
      const bool within = place->id != campus->id && places.campus_of(place->id) == campus->id;
      if (within) choices.push_back(choice(place->id, places.label(place->id), chosen));
    }
  }
  return choices;
}

std::vector<View> component_choices(const Visit& visit, const std::string& chosen) {
  std::vector<View> choices{choice("", visit.texts().text("incident.everybody"), chosen)};
  for (const auto& component : visit.counter().components) {
    choices.push_back(choice(component.id, component.name.in(visit.language()), chosen));
  }
  return choices;
}

View member_view(const Visit& visit, const counter::IncidentMember& member, const Tried& tried) {
  const std::string reference = domain::reference_of(member.row.id);
  bool ticked = true;
  if (tried.confirmed) {
    const auto& left_out = tried.confirmed->left_out;
    ticked = std::find(left_out.begin(), left_out.end(), member.row.id) == left_out.end();
  }
  return View()
      .text("request_id", std::to_string(member.row.id))
      .text("request_url", "/demandes/" + reference)
      .text("reference", reference)
      .text("need", member.row.title)
      .text("requester", member.row.requester_name)
      .text("when", visit.moments().shown(member.row.created))
      .flag("ticked", ticked);
}

void add_members(View& data, const Visit& visit, const counter::IncidentView& view, const Tried& tried) {
  std::vector<View> members;
  for (const auto& member : view.members) members.push_back(member_view(visit, member, tried));
  const auto elsewhere = static_cast<std::int64_t>(view.elsewhere);
  const bool is_proposed = view.incident.state == IncidentState::proposed;
  const std::string url = url_of_incident(view.incident.id) + "?page=";
  // Once it is confirmed, those that wait to be taken in are of it.
  const std::int64_t all = view.counts.proposed + view.counts.linked + view.counts.answered;
  data.flag("has_members", !members.empty())
      .list("members", std::move(members))
      .text("member_count",
            visit.texts().counted(is_proposed ? "incident.proposed-count" : "incident.linked-count", all))
      .text("page", std::to_string(view.page))
      .maybe("pages", view.pages > 1 ? visit.texts().text("incident.page", {{"page", view.page}, {"pages", view.pages}})
                                     : std::string())
      .maybe("earlier_url", view.page > 1 ? url + std::to_string(view.page - 1) : std::string())
      .maybe("next_url", view.page < view.pages ? url + std::to_string(view.page + 1) : std::string())
      .maybe("elsewhere", elsewhere > 0 ? visit.texts().counted("incident.elsewhere", elsewhere) : std::string());
}

std::pair<std::string, std::string> shown_wrong(const Visit& visit, const domain::Error& error) {
  if (error.fields.empty()) {
    const auto parameters = error.parameters.is_object() ? error.parameters : nlohmann::json::object();
    return {"", visit.texts().text(error.message, parameters)};
  }
  const auto& wrong = error.fields.front();
  // On a page with several texts to be written, the one that is missing is named.
  const std::string missing = "incident.missing." + wrong.field;
  const bool named = wrong.message == "error.field.required" && visit.texts().find(missing).has_value();
  return {"incident-" + wrong.field, named ? visit.texts().text(missing) : shown_error(wrong, visit.words())};
}

server::Response show_incident(Visit& visit, const Tried& tried, int status) {
  const auto view =
      counter::read_incident(visit.counter(), visit.asker(), incident_of(visit.request()), page_of(visit.request()));
  if (!view) return show_error(visit, view.error());
  const domain::Incident& incident = view->incident;
  std::vector<View> news;
  for (const auto& each : view->news) {
    news.push_back(View().text("news_at", visit.moments().shown(each.created)).text("news", each.body));
  }
  const std::string said = "said." + said_once(visit);
  View data = line_of(visit, *view->snapshot, incident);
  data.text("url", url_of_incident(incident.id))
      .text("version", std::to_string(incident.version))
      .flag("is_proposed", incident.state == IncidentState::proposed)
      .flag("is_confirmed", incident.state == IncidentState::confirmed)
      .flag("is_over", incident.state == IncidentState::over)
      .maybe("where", visit.counter().places.label(incident.place))
      .maybe("said", visit.texts().find(said) ? visit.texts().text(said) : std::string())
      .text("typed_title", tried.confirmed ? tried.confirmed->title : incident.title)
      .list("places", place_choices(visit, incident.place, tried.confirmed ? tried.confirmed->place : incident.place))
      .list("components", component_choices(visit, tried.confirmed ? tried.confirmed->component : incident.component))
      .flag("open_to_all", tried.confirmed ? tried.confirmed->open_to_all : incident.open_to_all)
      .text("followers", visit.texts().counted("incident.followers", view->followers))
      .text("typed_news", tried.news)
      .text("typed_answer", tried.answer)
      .text("answer", incident.answer)
      .flag("has_news", !news.empty())
      .list("all_news", std::move(news));
  add_members(data, visit, *view, tried);
  std::vector<std::pair<std::string, std::string>> errors;
  if (tried.error) errors.push_back(shown_wrong(visit, *tried.error));
  const auto wrong_at = [&](std::string_view element) {
    return !errors.empty() && errors.front().first == element ? errors.front().second : std::string();
  };
  data.maybe("title_wrong", wrong_at("incident-title"))
      .maybe("news_wrong", wrong_at("incident-news"))
      .maybe("answer_wrong", wrong_at("incident-answer"));
  add_errors(data, errors, tried.error && tried.error->fields.empty() ? ErrorsAbout::changed : ErrorsAbout::answers);
  return visit.page("desk-incident", std::move(data), Section::desk, status);
}

/// Those that were shown and are not ticked. What other pages show is not named, and stays.
std::vector<domain::RequestId> unticked_requests(const server::Fields& form) {
  std::vector<domain::RequestId> shown;
  std::set<domain::RequestId> ticked;
  for (const auto& [name, value] : form) {
    if (name == "montree") shown.push_back(number_of(value));
    if (name == "demande") ticked.insert(number_of(value));
  }
  std::erase_if(shown, [&](const auto request) { return ticked.contains(request); });
  return shown;
}

/// Back to the page with what was done, or the page with what was typed and why it was not.
server::Response answer(Visit& visit, const domain::Result<domain::Done>& done, const char* said, Tried tried) {
  if (done) {
    say_once(visit, said);
    return visit.go_to(url_of_incident(incident_of(visit.request())) + "?dit=" + said);
  }
  const int status = status_of(done.error().kind);
  if (status >= 500 || status == 404 || !visit.signed_in()) return show_error(visit, done.error());
  tried.error = done.error();
  return show_incident(visit, tried, status);
}

server::Response confirm(Visit& visit) {
  const server::Fields& form = visit.request().form;
  counter::IncidentConfirmed confirmed{std::string(form.value("titre")), std::string(form.value("lieu")),
                                       std::string(form.value("composante")), form.value("pour-tous") == "oui",
                                       unticked_requests(form)};
  const auto done = counter::confirm_incident(visit.counter(), visit.asker(), incident_of(visit.request()),
                                              number_of(form.value("version")), confirmed);
  Tried tried;
  tried.confirmed = std::move(confirmed);
  return answer(visit, done, "incident-confirmed", std::move(tried));
}

server::Response refuse(Visit& visit) {
  const auto done = counter::refuse_incident(visit.counter(), visit.asker(), incident_of(visit.request()),
                                             number_of(visit.request().form.value("version")));
  return answer(visit, done, "incident-refused", {});
}

server::Response leave_out(Visit& visit) {
  const auto done = counter::leave_out(visit.counter(), visit.asker(), incident_of(visit.request()),
                                       unticked_requests(visit.request().form));
  return answer(visit, done, "incident-members", {});
}

server::Response tell(Visit& visit) {
  Tried tried;
  tried.news = visit.request().form.value("texte");
  const auto done = counter::tell_news(visit.counter(), visit.asker(), incident_of(visit.request()), tried.news);
  return answer(visit, done, "incident-news", std::move(tried));
}

server::Response end(Visit& visit) {
  Tried tried;
  tried.answer = visit.request().form.value("texte");
  const auto done = counter::end_incident(visit.counter(), visit.asker(), incident_of(visit.request()),
                                          number_of(visit.request().form.value("version")), tried.answer);
  return answer(visit, done, "incident-over", std::move(tried));
}

/// From a request's page. Beside the desk's list, the whole page changes.
server::Response open(Visit& visit) {
  const auto opened = counter::open_incident(visit.counter(), visit.asker(), request_of(visit.request()));
  if (!opened) return show_error(visit, opened.error());
  server::Response response = visit.go_to(url_of_incident(*opened));
  if (!visit.wants_piece()) return response;
  response.status = 204;
  response.headers.emplace_back("HX-Redirect", url_of_incident(*opened));
  return response;
}

}  // namespace

void add_desk_incident_pages(Pages& pages) {
  pages.get("/bureau/incidents", show_incidents);
  const std::string base = "/bureau/incidents/{incident}";
  pages.get(base, [](Visit& visit) { return show_incident(visit, {}, 200); });
  pages.post(base + "/confirmer", confirm);
  pages.post(base + "/refuser", refuse);
  pages.post(base + "/demandes", leave_out);
  pages.post(base + "/nouvelles", tell);
  pages.post(base + "/terminer", end);
  pages.post("/demandes/{reference}/incident", open);
}

}  // namespace guichet::web::pages
