// SPDX-License-Identifier: GPL-3.0-or-later
// How far the counter has come, for everybody to read; the service centre keeps what is not offered yet.
#include "kernel/counter/progress.hpp"
#include "kernel/domain/commitment.hpp"
#include "web/pages/control_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"
#include "web/pages/words_pages.hpp"

#include <array>
#include <charconv>

namespace guichet::web::pages {
namespace {

using counter::ProgressItem;
using storage::ProgressRow;
using storage::ProgressState;

constexpr const char* progress_url = "/avancement";

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct ShownState {
  const char* name;  ///< in addresses and forms
  const char* key;
  const char* tone;  ///< of its sign
};
constexpr std::array<ShownState, 3> shown_states{{{"pas-commence", "progress.not-begun", "done"},
                                                  {"en-cours", "progress.under-way", "waiting"},
                                                  {"fait", "progress.done", "good"}}};
const ShownState& shown(ProgressState state) {
  return shown_states.at(static_cast<std::size_t>(state));
}

/// "Depuis le 3 mars 2027", "Prévu pour le 1er juin 2027", or nothing.
std::string dates_of(const Visit& visit, const ProgressItem& item) {
  const auto said = [&](const char* key, const std::string& date) {
    return visit.texts().text(key, {{"date", visit.moments().date(date)}});
  };
  if (item.since != 0) {
    return said("progress.since", domain::local_date(item.since, visit.counter().calendar.zone));
  }
  if (item.state == ProgressState::done) return item.ends.empty() ? "" : said("progress.since", item.ends);
  std::string text;
  if (!item.begins.empty()) {
    text = said(item.state == ProgressState::under_way ? "progress.begun" : "progress.begins", item.begins);
  }
  if (!item.ends.empty()) text += (text.empty() ? "" : " · ") + said("progress.expected", item.ends);
  return text;
}

View item_view(const Visit& visit, const ProgressItem& item, bool may_keep) {
  const ShownState& state = shown(item.state);
  return View()
      .text("item_title", item.title)
      .maybe("item_url", item.service.empty() ? "" : "/services/" + item.service)
      .maybe("department", item.department)
      .text("state", visit.texts().text(state.key))
      .text("tone", state.tone)
      .maybe("dates", dates_of(visit, item))
      .maybe("edit_url",
             may_keep && item.id != 0 ? std::string(progress_url) + "/modifier?id=" + std::to_string(item.id) : "")
      .text("edit_label", visit.texts().text("progress.edit-named", {{"title", item.title}}));
}

server::Response show_progress(Visit& visit) {
  const auto page = counter::progress(visit.counter(), visit.asker());
  std::vector<View> themes, departments;
  for (const auto& theme : page.themes) {
    std::vector<View> items;
    for (const ProgressItem& item : theme.items) items.push_back(item_view(visit, item, page.may_keep));
    themes.push_back(View()
                         .text("theme_title", theme.title.empty() ? visit.texts().text("progress.other") : theme.title)
                         .list("items", std::move(items)));
  }
  for (const auto& department : page.departments) {
    departments.push_back(View()
                              .text("department", department.name)
                              .number("department_done", static_cast<std::int64_t>(department.done))
                              .number("department_under_way", static_cast<std::int64_t>(department.under_way))
                              .number("department_not_begun", static_cast<std::int64_t>(department.not_begun)));
  }
  View data;
  data.maybe("said", words_said(visit))
      .number("done", static_cast<std::int64_t>(page.done))
      .number("under_way", static_cast<std::int64_t>(page.under_way))
      .number("not_begun", static_cast<std::int64_t>(page.not_begun))
      .flag("has_themes", !themes.empty())
      .list("progress_themes", std::move(themes))
      .flag("has_departments", !departments.empty())
      .list("departments", std::move(departments))
      .flag("may_keep", page.may_keep);
  return visit.page("progress", std::move(data), Section::none);
}

server::Response show_editor(Visit& visit, const ProgressRow& row, std::vector<domain::FieldError> errors, int status) {
  const plugins::SnapshotPtr snapshot = visit.counter().registry.current();
  Controls::Options themes, states;
  for (const auto& theme : snapshot->themes) themes.emplace_back(theme.id, theme.title.in(visit.language()));
  for (const ShownState& state : shown_states) states.emplace_back(state.name, visit.texts().text(state.key));
  Controls controls(visit, std::move(errors));
  controls.line("title", "progress.title-fr", row.title.fr, {nullptr, true, "long", "text", 120});
  controls.line("title_en", "progress.title-en", row.title.en, {nullptr, false, "long", "text", 120});
  controls.line("department", "progress.department", row.department, {nullptr, true, "medium", "text", 120});
  controls.list("theme", "progress.theme", row.theme, themes);
  controls.list("state", "progress.state", shown(row.state).name, states, {nullptr, true});
  controls.line("begins", "progress.begins-on", row.begins, {nullptr, false, "short", "date"});
  controls.line("ends", "progress.ends-on", row.ends, {"progress.ends-hint", false, "short", "date"});
  controls.line("service", "progress.service", row.service, {"progress.service-hint", false, "medium", "text", 120});
  View data;
  controls.add_to(data, "questions");
  data.flag("editing", row.id != 0).number("edited", row.id).number("edited_version", row.version);
  return visit.page("progress-edit", std::move(data), Section::none, status);
}

server::Response open_editor(Visit& visit) {
  const auto id = number_in(visit.request().query.value("id"));
  if (id == 0) {
    const auto page = counter::progress(visit.counter(), visit.asker());
    if (!page.may_keep)
      return show_error(visit, {domain::ErrorKind::forbidden, "error.progress.forbidden", {}, {}, ""});
    return show_editor(visit, {}, {}, 200);
  }
  const auto row = counter::progress_row(visit.counter(), visit.asker(), id);
  if (!row) return show_error(visit, row.error());
  return show_editor(visit, *row, {}, 200);
}

ProgressRow row_in(const server::Fields& form) {
  const auto text = [&form](const char* name) { return std::string(form.value(name)); };
  ProgressRow row;
  row.id = number_in(form.value("id"));
  row.version = number_in(form.value("version"));
  row.title = {text("title"), text("title_en")};
  row.department = text("department");
  row.theme = text("theme");
  row.service = text("service");
  row.begins = text("begins");
  row.ends = text("ends");
  for (std::size_t i = 0; i < shown_states.size(); ++i) {
    if (shown_states.at(i).name == form.value("state")) row.state = static_cast<ProgressState>(i);
  }
  return row;
}

server::Response refuse(Visit& visit, const ProgressRow& row, const domain::Error& error) {
  const int status = status_of(error.kind);
  if (status != 422 && status != 409 && status != 429) return show_error(visit, error);
  std::vector<domain::FieldError> errors = error.fields;
  if (errors.empty()) errors.push_back({"", error.message, error.parameters});
  return show_editor(visit, row, std::move(errors), status);
}

server::Response save(Visit& visit) {
  const ProgressRow row = row_in(visit.request().form);
  const bool removes = visit.request().form.value("retirer") == "oui";
  const auto done = removes ? counter::remove_progress(visit.counter(), visit.asker(), row.id, row.version)
                            : counter::save_progress(visit.counter(), visit.asker(), row);
  if (!done) return refuse(visit, row, done.error());
  return visit.go_to(std::string(progress_url) + (removes ? "?dit=removed" : "?dit=saved"));
}

}  // namespace

void add_progress_pages(Pages& pages) {
  pages.get(progress_url, show_progress);
  pages.post(progress_url, save);
  pages.get(std::string(progress_url) + "/modifier", open_editor);
}

}  // namespace guichet::web::pages
