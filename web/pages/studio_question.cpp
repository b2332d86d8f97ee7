// SPDX-License-Identifier: GPL-3.0-or-later
// One question of a draft: by a form, or as text for those who know what a manifest may hold.
#include "kernel/counter/studio_edit.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/write_yaml.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using counter::EditedQuestion;
using counter::ItemList;
using nlohmann::json;

constexpr std::array<const char*, 22> types{
    "text",  "paragraph", "choice", "choices", "yes-no", "date", "date-range", "time", "integer", "decimal", "money",
    "place", "person",    "team",   "e-mail",  "phone",  "url",  "asset",      "file", "consent", "heading", "table"};

/// Whose questions the path is about: the service's, a task's, a table's.
ItemList list_in(const Visit& visit) {
  if (!visit.request().path_parameters.value("etape").empty()) return {ItemList::Kind::task, place_in(visit, "etape")};
  if (!visit.request().path_parameters.value("table").empty()) return {ItemList::Kind::table, place_in(visit, "table")};
  return {};
}

/// What a question of some types only is told.
void add_bounds(Controls& controls, const Visit& visit, const counter::DraftView& view,
                const EditedQuestion& question) {
  Controls::Options levels, sources, prefills;
  for (const char* level : {"campus", "building", "floor", "room"})
    levels.emplace_back(level, visit.texts().text(std::string("studio.level.") + level));
  for (const auto& source : view.snapshot->option_sources) {
    if (domain::plugin_of(source.id) == view.draft.department)
      sources.emplace_back(std::string(domain::id_within(source.id)), source.title.in(visit.language()));
  }
  for (const char* known : {"login", "name", "mail", "phone", "campus", "component", "office"})
    prefills.emplace_back(std::string("requester.") + known,
                          visit.texts().text(std::string("studio.prefill.") + known));
  controls.heading("studio.bounds");
  if (!sources.empty()) controls.list("source", "studio.source", question.source, sources, {"studio.source-hint"});
  controls.line("min", "studio.min", question.min, {"studio.min-hint", false, "short", "text", 40});
  controls.line("max", "studio.max", question.max, {"studio.max-hint", false, "short", "text", 40});
  controls.list("level", "studio.level", question.level, levels, {"studio.level-hint"});
  controls.list("prefill", "studio.prefill", question.prefill, prefills, {"studio.prefill-hint"});
  controls.tick("multiple", "studio.multiple", question.multiple, "studio.multiple-hint");
}

/// The columns of a table, each edited as a question.
void add_columns(View& data, const Visit& visit, const counter::DraftView& view, std::size_t place) {
  const ItemList columns{ItemList::Kind::table, place};
  data.flag("has_inner", true)
      .text("inner_title", visit.texts().text("studio.columns"))
      .text("inner_empty", visit.texts().text("studio.no-columns"))
      .text("inner_new", visit.texts().text("studio.new-column"))
      .text("inner_url", url_of_questions(view.draft.id, columns) + "/nouvelle")
      .list("inner_rows", question_rows(visit, view, columns));
}

server::Response show_question(Visit& visit, const EditedQuestion* given, const std::string* text,
                               std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.write) return show_error(visit, counter::studio_forbidden());
  const ItemList list = list_in(visit);
  const json form = counter::items_in(view->draft.definition, list);
  const std::size_t place = place_in(visit);
  const bool fresh = place >= form.size();
  if (fresh && visit.request().path_parameters.value("numero") != "nouvelle") return show_problem(visit, 404);
  const bool in_row = list.kind == ItemList::Kind::table;
  // In a row a condition reads the row, which no list of questions stands for.
  const json conditions = in_row ? json::array() : form;
  const EditedQuestion question = given != nullptr ? *given
                                  : fresh          ? EditedQuestion{}
                                                   : counter::question_of(form[place], conditions);
  Controls::Options kinds;
  for (const char* type : types) {
    const std::string_view name = type;
    const bool within = list.kind != ItemList::Kind::form && (name == "table" || name == "heading" || name == "file");
    if (!within || question.type == name) kinds.emplace_back(type, type_title(visit, type));
  }
  Controls::Options others = question_options(conditions);
  if (!fresh) {
    std::erase_if(others, [&](const auto& other) { return other.first == counter::string_at(form[place], "id"); });
  }
  Controls controls(visit, std::move(errors));
  controls.line("label", "studio.label-fr", question.label.fr, {nullptr, true, "long", "text", 300});
  controls.line("label_en", "studio.label-en", question.label.en, {nullptr, true, "long", "text", 300});
  controls.list("type", "studio.question-type", question.type, kinds, {nullptr, true});
  controls.tick("required", "studio.required", question.required);
  controls.line("hint", "studio.hint-fr", question.hint.fr, {nullptr, false, "long", "text", 500});
  controls.line("hint_en", "studio.hint-en", question.hint.en, {nullptr, false, "long", "text", 500});
  controls.area("options", "studio.options", joined_lines(question.options), {"studio.options-hint"});
  add_bounds(controls, visit, *view, question);
  controls.heading("studio.when");
  add_condition(controls, visit, question.condition, others, "", "studio.when-question", "studio.when-hint");
  controls.line("id", "studio.id", question.id, {"studio.id-hint", false, "medium", "text", 60});
  View data;
  controls.add_to(data, "questions");
  data.text("form_title", visit.texts().text(fresh ? "studio.new-question" : "studio.edit-question"))
      .text("form_url", url_of_questions(view->draft.id, list) + "/" +
                            (fresh ? std::string("nouvelle") : std::to_string(place + 1)))
      .text("back_url", url_around(view->draft.id, list))
      .flag("removable", !fresh)
      .text("list", name_of_list(list))
      .number("place", static_cast<std::int64_t>(place))
      .flag("has_inner", false)
      .flag("with_text", !fresh)
      .text("yaml", text != nullptr ? *text
                    : fresh         ? ""
                                    : plugins::authoring::write_yaml(form[place]));
  if (!fresh && list.kind == ItemList::Kind::form && counter::string_at(form[place], "type") == "table")
    add_columns(data, visit, *view, place);
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
  question.source = typed(visit, "source");
  question.min = typed(visit, "min");
  question.max = typed(visit, "max");
  question.level = typed(visit, "level");
  question.prefill = typed(visit, "prefill");
  question.multiple = typed(visit, "multiple") == "yes";
  question.condition = typed_condition(visit, "");
  return question;
}

server::Response save_question(Visit& visit) {
  const bool as_text = typed(visit, "quoi") == "texte";
  const std::string text = typed(visit, "yaml");
  const EditedQuestion question = typed_question(visit);
  const std::size_t place = place_in(visit);
  const ItemList list = list_in(visit);
  const auto done =
      counter::edit_draft(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
                          [&](json& definition) -> domain::Result<domain::Done> {
                            if (!as_text) return counter::put_question(definition, list, place, question);
                            return put_text_item(definition, list, place, text);
                          });
  return settle_studio(visit, done, url_around(draft_in(visit), list),
                       [&](std::vector<domain::FieldError> errors, int status) {
                         return show_question(visit, as_text ? nullptr : &question, as_text ? &text : nullptr,
                                              std::move(errors), status);
                       });
}

}  // namespace

domain::Result<domain::Done> put_text_item(json& definition, ItemList list, std::size_t place,
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
  json items = counter::items_in(definition, list);
  if (place >= items.size()) return domain::Error{domain::ErrorKind::conflict, "error.studio.changed", {}, {}, ""};
  const std::string id = counter::string_at(document.value, "id");
  const bool taken = std::any_of(items.begin(), items.end(), [&](const json& other) {
    return &other != &items[place] && counter::string_at(other, "id") == id;
  });
  if (!document.value.is_object() || !counter::is_item_id(id)) return wrong("error.studio.id", json::object());
  if (taken) return wrong("error.studio.id-taken", json::object());
  items[place] = document.value;
  (void)counter::put_items(definition, list, std::move(items));
  return domain::Done{};
}

void add_studio_question_pages(Pages& pages) {
  const std::string draft = std::string(studio_url) + "/{draft}";
  for (const char* list : {"/questions", "/etapes/{etape}/questions", "/questions/{table}/colonnes"}) {
    const std::string url = draft + list + "/{numero}";
    pages.get(url, [](Visit& visit) { return show_question(visit, nullptr, nullptr, {}, 200); });
    pages.post(url, save_question);
  }
}

}  // namespace guichet::web::pages
