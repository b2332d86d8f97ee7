// SPDX-License-Identifier: GPL-3.0-or-later
// What a service is and whom it is for, who gets it, and the whole of it as an author's text.
#include "kernel/counter/studio_edit.hpp"
#include "kernel/domain/commitment.hpp"
#include "kernel/domain/ids.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::EditedRoute;
using counter::ServiceSheet;
using nlohmann::json;

constexpr std::size_t spare_routes = 1;
constexpr std::size_t most_routes = 20;

struct Sheet {
  ServiceSheet service;
  std::vector<EditedRoute> routes;
};

Controls::Options near_options(const Visit& visit, const json& definition) {
  Controls::Options options;
  for (const json& question : counter::list_at(definition, "form")) {
    if (counter::string_at(question, "type") != "place") continue;
    const std::string id = counter::string_at(question, "id");
    options.emplace_back("answers." + id, counter::text_at(question, "label").in(visit.language()));
  }
  for (const char* one : {"campus", "component", "office"}) {
    options.emplace_back(std::string("requester.") + one, visit.texts().text(std::string("studio.near-") + one));
  }
  return options;
}

void add_route_controls(Controls& controls, const Visit& visit, const counter::DraftView& view, const Sheet& sheet) {
  const auto teams = team_options(visit, *view.snapshot, view.draft.department, true);
  const auto questions = question_options(counter::list_at(view.draft.definition, "form"));
  const auto near = near_options(visit, view.draft.definition);
  controls.heading("studio.routes");
  for (std::size_t i = 0; i < std::min(most_routes, sheet.routes.size() + spare_routes); ++i) {
    const EditedRoute route = i < sheet.routes.size() ? sheet.routes[i] : EditedRoute{};
    const auto name = [i](const char* part) { return std::string(part) + "-" + std::to_string(i); };
    controls.list(name("team").c_str(), i == 0 ? "studio.route-team" : "studio.route-else", route.team, teams,
                  {i == 0 ? "studio.route-hint" : nullptr, i == 0});
    controls.many(name("near").c_str(), "studio.route-near", route.near, near);
    add_condition(controls, visit, route.condition, questions, "-" + std::to_string(i), "studio.when-question");
    controls.line(name("why").c_str(), "studio.route-why", route.why.fr, {nullptr, false, "long", "text", 300});
    controls.line(name("why_en").c_str(), "studio.route-why-en", route.why.en, {nullptr, false, "long", "text", 300});
  }
}

server::Response show_sheet(Visit& visit, const Sheet* given, std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.write) return show_error(visit, counter::studio_forbidden());
  const json& definition = view->draft.definition;
  const Sheet sheet = given != nullptr ? *given : Sheet{counter::sheet_of(definition), counter::routes_of(definition)};
  const ServiceSheet& service = sheet.service;
  Controls::Options themes, kinds, urgencies;
  for (const auto& theme : view->snapshot->themes) themes.emplace_back(theme.id, theme.title.in(visit.language()));
  for (const char* kind : {"request", "incident"})
    kinds.emplace_back(kind, visit.texts().text(std::string("studio.service-kind.") + kind));
  for (const char* one : {"low", "normal", "high", "critical"})
    urgencies.emplace_back(one, visit.texts().text(std::string("studio.urgency.") + one));
  Controls controls(visit, std::move(errors));
  controls.line("title", "studio.title-fr", service.title.fr, {"studio.title-hint", true, "long", "text", 120});
  controls.line("title_en", "studio.title-en", service.title.en, {nullptr, true, "long", "text", 120});
  controls.line("summary", "studio.summary-fr", service.summary.fr, {"studio.summary-hint", true, "long", "text", 300});
  controls.line("summary_en", "studio.summary-en", service.summary.en, {nullptr, true, "long", "text", 300});
  controls.list("theme", "studio.theme", service.theme, themes, {nullptr, true});
  controls.list("kind", "studio.service-kind", service.kind, kinds, {nullptr, true});
  controls.heading("studio.words");
  controls.area("says", "studio.says-fr", joined_lines(service.says_fr), {"studio.says-hint", true});
  controls.area("says_en", "studio.says-en", joined_lines(service.says_en), {});
  controls.area("keywords", "studio.keywords-fr", joined_lines(service.keywords_fr), {"studio.keywords-hint"});
  controls.area("keywords_en", "studio.keywords-en", joined_lines(service.keywords_en), {});
  controls.area("articles", "studio.articles", joined_lines(service.articles), {"studio.articles-hint"});
  controls.heading("studio.audience");
  controls.many("affiliation", "studio.affiliation", service.affiliation, affiliation_options(visit),
                "studio.audience-hint");
  controls.many("campus", "studio.campus", service.campus, campus_options(visit));
  controls.many("component", "studio.component", service.component, component_options(visit));
  controls.tick("public", "studio.public", service.open_to_all, "studio.public-hint");
  controls.tick("confidential", "studio.confidential", service.confidential, "studio.confidential-hint");
  controls.heading("studio.commitment");
  controls.line("take_charge", "studio.take-charge", service.take_charge,
                {"studio.duration-hint", false, "short", "text", 20});
  controls.line("resolve", "studio.resolve", service.resolve, {"studio.duration-hint", false, "short", "text", 20});
  controls.list("urgency", "studio.urgency", service.urgency, urgencies,
                {service.urgency.empty() ? "studio.urgency-rules" : nullptr});
  add_route_controls(controls, visit, *view, sheet);
  View data;
  controls.add_to(data, "questions");
  data.text("form_title", visit.texts().text("studio.tab-sheet"))
      .text("form_url", url_of_draft(view->draft.id) + "/fiche")
      .flag("removable", false)
      .flag("with_text", false);
  add_draft_frame(data, visit, *view, "sheet");
  return visit.page("studio-form", std::move(data), Section::studio, status);
}

Sheet typed_sheet(const Visit& visit) {
  Sheet sheet;
  ServiceSheet& service = sheet.service;
  service.title = {typed(visit, "title"), typed(visit, "title_en")};
  service.summary = {typed(visit, "summary"), typed(visit, "summary_en")};
  service.theme = typed(visit, "theme");
  service.kind = typed(visit, "kind");
  service.says_fr = lines_in(typed(visit, "says"));
  service.says_en = lines_in(typed(visit, "says_en"));
  service.keywords_fr = lines_in(typed(visit, "keywords"));
  service.keywords_en = lines_in(typed(visit, "keywords_en"));
  service.articles = lines_in(typed(visit, "articles"));
  service.affiliation = ticked(visit, "affiliation");
  service.campus = ticked(visit, "campus");
  service.component = ticked(visit, "component");
  service.open_to_all = typed(visit, "public") == "yes";
  service.confidential = typed(visit, "confidential") == "yes";
  service.take_charge = typed(visit, "take_charge");
  service.resolve = typed(visit, "resolve");
  service.urgency = typed(visit, "urgency");
  for (std::size_t i = 0; i < most_routes; ++i) {
    const auto field = [&](const char* part) {
      return typed(visit, (std::string(part) + "-" + std::to_string(i)).c_str());
    };
    if (!visit.request().form.has("team-" + std::to_string(i))) break;
    EditedRoute route{field("team"),
                      ticked(visit, "near-" + std::to_string(i)),
                      {field("why"), field("why_en")},
                      typed_condition(visit, "-" + std::to_string(i))};
    if (!route.team.empty() || i == 0) sheet.routes.push_back(std::move(route));
  }
  return sheet;
}

/// A duration that cannot be read is said beside it.
std::vector<domain::FieldError> unreadable_durations(const ServiceSheet& service) {
  std::vector<domain::FieldError> wrong;
  for (const auto& [field, text] : {std::pair{"take_charge", service.take_charge}, {"resolve", service.resolve}}) {
    if (!text.empty() && !domain::duration_of(counter::duration_from_words(text)))
      wrong.push_back({field, "error.studio.duration"});
  }
  return wrong;
}

server::Response save_sheet(Visit& visit) {
  Sheet sheet = typed_sheet(visit);
  if (auto wrong = unreadable_durations(sheet.service); !wrong.empty())
    return show_sheet(visit, &sheet, std::move(wrong), 422);
  const auto done = counter::edit_draft(
      visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
      [&](json& definition) -> domain::Result<domain::Done> {
        sheet.service.icon = counter::string_at(definition, "icon");  // the form does not ask for it
        counter::put_sheet(definition, sheet.service);
        return counter::put_routes(definition, sheet.routes);
      });
  return settle_studio(visit, done, url_of_draft(draft_in(visit)) + "?dit=kept",
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_sheet(visit, &sheet, std::move(errors), status);
                       });
}

server::Response show_text(Visit& visit, const std::string* given, std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  const auto yaml = counter::draft_as_yaml(visit.counter(), visit.asker(), draft_in(visit));
  if (!yaml) return show_error(visit, yaml.error());
  View data;
  Controls controls(visit, std::move(errors));
  controls.add_to(data, "questions");
  const std::string& service = view->draft.service;
  data.text("yaml", given != nullptr ? *given : *yaml)
      .text("file_name", domain::id_within(service) + ".yaml")
      .text("form_url", url_of_draft(view->draft.id) + "/texte");
  add_draft_frame(data, visit, *view, "text");
  return visit.page("studio-text", std::move(data), Section::studio, status);
}

server::Response save_text(Visit& visit) {
  const auto& files = visit.request().files;
  const bool has_file = !files.empty() && files.front().size > 0;
  constexpr std::size_t largest = 256 * 1024;
  const bool fits = has_file && files.front().size <= largest;
  const std::string text =
      has_file ? fits ? files.front().content() : std::string(largest + 1, ' ') : typed(visit, "yaml");
  const auto done =
      counter::take_yaml(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")), text);
  return settle_studio(visit, done, url_of_draft(draft_in(visit)) + "?dit=kept",
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_text(visit, has_file && !fits ? nullptr : &text, std::move(errors), status);
                       });
}

server::Response send_text(Visit& visit) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  const auto yaml = counter::draft_as_yaml(visit.counter(), visit.asker(), draft_in(visit));
  if (!yaml) return show_error(visit, yaml.error());
  const std::string& service = view->draft.service;
  server::Response response;
  response.content_type = "application/yaml; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + domain::id_within(service) + ".yaml\"");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = *yaml;
  return response;
}

}  // namespace

void add_studio_sheet_pages(Pages& pages) {
  const std::string draft = std::string(studio_url) + "/{draft}";
  pages.get(draft + "/fiche", [](Visit& visit) { return show_sheet(visit, nullptr, {}, 200); });
  pages.post(draft + "/fiche", save_sheet);
  pages.get(draft + "/texte", [](Visit& visit) { return show_text(visit, nullptr, {}, 200); });
  pages.post(draft + "/texte", save_text);
  pages.get(draft + "/service.yaml", send_text);
}

}  // namespace guichet::web::pages
