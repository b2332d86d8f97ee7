// SPDX-License-Identifier: GPL-3.0-or-later
// One question of a draft: by a form, or as text for those who know what a manifest may hold.
#include "kernel/counter/studio_edit.hpp"
#include "kernel/plugins/authoring/write_yaml.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using counter::EditedQuestion;
using nlohmann::json;

constexpr std::array<const char*, 22> types{
    "text",  "paragraph", "choice", "choices", "yes-no", "date", "date-range", "time", "integer", "decimal", "money",
    "place", "person",    "team",   "e-mail",  "phone",  "url",  "asset",      "file", "consent", "heading", "table"};

/// Which one, from 0; beyond the last for a new one ("nouvelle").
std::size_t place_in(const Visit& visit) {
  const auto number = studio_number(visit.request().path_parameters.value("numero"));
  return number > 0 ? static_cast<std::size_t>(number - 1) : static_cast<std::size_t>(-1);
}

server::Response show_question(Visit& visit, const EditedQuestion* given, const std::string* text,
                               std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.write) return show_error(visit, counter::studio_forbidden());
  const json form = counter::list_at(view->draft.definition, "form");
  const std::size_t place = place_in(visit);
  const bool fresh = place >= form.size();
  if (fresh && visit.request().path_parameters.value("numero") != "nouvelle") return show_problem(visit, 404);
  const EditedQuestion question = given != nullptr ? *given
                                  : fresh          ? EditedQuestion{}
                                                   : counter::question_of(form[place], form);
  Controls::Options kinds;
  for (const char* type : types) kinds.emplace_back(type, type_title(visit, type));
  Controls::Options others = question_options(view->draft.definition);
  if (!fresh) {
    std::erase_if(others, [&](const auto& other) { return other.first == counter::string_at(form[place], "id"); });
  }
  Controls controls(visit, std::move(errors));
  controls.line("label", "studio.label-fr", question.label.fr, {nullptr, true, "long", "text", 300});
  controls.line("label_en", "studio.label-en", question.label.en, {nullptr, false, "long", "text", 300});
  controls.list("type", "studio.question-type", question.type, kinds, {nullptr, true});
  controls.tick("required", "studio.required", question.required);
  controls.line("hint", "studio.hint-fr", question.hint.fr, {nullptr, false, "long", "text", 500});
  controls.line("hint_en", "studio.hint-en", question.hint.en, {nullptr, false, "long", "text", 500});
  controls.area("options", "studio.options", joined_lines(question.options), {"studio.options-hint"});
  controls.heading("studio.when");
  controls.list("question", "studio.when-question", question.condition.question, others, {"studio.when-hint"});
  controls.line("value", "studio.when-value", question.condition.value, {"studio.when-value-hint", false, "medium"});
  controls.line("rule", "studio.when-rule", question.condition.rule,
                {"studio.when-rule-hint", false, "long", "text", 4000});
  controls.line("id", "studio.id", question.id, {"studio.id-hint", false, "medium", "text", 60});
  View data;
  controls.add_to(data, "questions");
  const std::string url = url_of_draft(view->draft.id) + "/questions/";
  data.text("form_title", visit.texts().text(fresh ? "studio.new-question" : "studio.edit-question"))
      .text("form_url", url + (fresh ? std::string("nouvelle") : std::to_string(place + 1)))
      .flag("removable", !fresh)
      .text("list", "form")
      .number("place", static_cast<std::int64_t>(place))
      .flag("with_text", !fresh)
      .text("yaml", text != nullptr ? *text
                    : fresh         ? ""
                                    : plugins::authoring::write_yaml(form[place]));
  add_draft_frame(data, visit, *view, "draft");
  return visit.page("studio-form", std::move(data), Section::studio, status);
}

EditedQuestion typed_question(const Visit& visit) {
  EditedQuestion question;
  question.id = typed(visit, "id");
  question.type = typed(visit, "type");
  question.label = {typed(visit, "label"), typed(visit, "label_en")};
  question.hint = {typed(visit, "hint"), typed(visit, "hint_en")};
  question.required = typed(visit, "required") == "yes";
  question.options = lines_in(typed(visit, "options"));
  question.condition = {typed(visit, "question"), typed(visit, "value"), typed(visit, "rule")};
  return question;
}

server::Response save_question(Visit& visit) {
  const bool as_text = typed(visit, "quoi") == "texte";
  const std::string text = typed(visit, "yaml");
  const EditedQuestion question = typed_question(visit);
  const std::size_t place = place_in(visit);
  const auto done =
      counter::edit_draft(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
                          [&](json& definition) -> domain::Result<domain::Done> {
                            if (!as_text) return counter::put_question(definition, place, question);
                            return put_text_item(definition, "form", place, text);
                          });
  return settle_studio(visit, done, url_of_draft(draft_in(visit)) + "#questions",
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_question(visit, as_text ? nullptr : &question, as_text ? &text : nullptr,
                                              std::move(errors), status);
                       });
}

}  // namespace

domain::Result<domain::Done> put_text_item(json& definition, const char* list, std::size_t place,
                                           const std::string& text) {
  const auto wrong = [](const char* message, json parameters) {
    return domain::Error{
        domain::ErrorKind::invalid, "error.form.check", {}, {{"yaml", message, std::move(parameters)}}, ""};
  };
  const auto document = plugins::authoring::read_yaml(text);
  if (!document.problems.empty()) {
    const auto& problem = document.problems.front();
    return wrong("error.studio.yaml", {{"line", problem.line}, {"why", problem.text}});
  }
  json items = counter::list_at(definition, list);
  if (place >= items.size()) return domain::Error{domain::ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
  const std::string id = counter::string_at(document.value, "id");
  const bool taken = std::any_of(items.begin(), items.end(), [&](const json& other) {
    return &other != &items[place] && counter::string_at(other, "id") == id;
  });
  if (!document.value.is_object() || !counter::is_item_id(id)) return wrong("error.studio.id", json::object());
  if (taken) return wrong("error.studio.id-taken", json::object());
  items[place] = document.value;
  definition[list] = std::move(items);
  return domain::Done{};
}

void add_studio_question_pages(Pages& pages) {
  const std::string url = std::string(studio_url) + "/{draft}/questions/{numero}";
  pages.get(url, [](Visit& visit) { return show_question(visit, nullptr, nullptr, {}, 200); });
  pages.post(url, save_question);
}

}  // namespace guichet::web::pages
