// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/form_check.hpp"

#include "kernel/counter/answer_lines.hpp"
#include "kernel/counter/submit.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::AnswerLine;
using counter::FormState;

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

View line_view(const Visit& visit, const AnswerLine& line, const std::string& part) {
  std::vector<std::string> values = answer_texts(visit, line);
  for (const storage::Attachment& file : line.files) values.push_back(file.name);
  View view;
  view.text("label", label_of(*line.field, visit.texts()))
      .list("values", texts_view(values))
      .text("question", "q-" + element_of(line.field->id))
      .text("part", part);
  add_answer_rows(view, visit, line);
  return view;
}

}  // namespace

std::vector<std::string> answer_texts(const Visit& visit, const AnswerLine& line) {
  using domain::FieldType;
  if (!line.rows.empty()) return {};
  const bool named = line.field->type == FieldType::place || !line.field->source.empty();
  if (named && !line.shown.empty()) return {line.shown};
  if (line.field->type == FieldType::team && line.value.is_string()) {
    const plugins::SnapshotPtr snapshot = visit.counter().registry.current();
    return {team_title(*snapshot, line.value.get<std::string>(), visit.language())};
  }
  return shown_answer(*line.field, line.value, visit.words(), line.shown);
}

void add_answer_rows(View& view, const Visit& visit, const AnswerLine& line) {
  // Columns that nobody answered in any row are left out.
  std::vector<const domain::Field*> columns;
  for (const domain::Field& column : line.field->columns) {
    const auto answered = [&](const std::vector<AnswerLine>& cells) {
      return std::any_of(cells.begin(), cells.end(), [&](const AnswerLine& cell) { return cell.field == &column; });
    };
    if (std::any_of(line.rows.begin(), line.rows.end(), answered)) columns.push_back(&column);
  }
  std::vector<View> heads, rows;
  for (const domain::Field* column : columns) heads.push_back(View().text("text", label_of(*column, visit.texts())));
  for (const std::vector<AnswerLine>& cells : line.rows) {
    std::vector<View> views;
    for (const domain::Field* column : columns) {
      const auto cell =
          std::find_if(cells.begin(), cells.end(), [&](const auto& each) { return each.field == column; });
      views.push_back(View()
                          .text("head", label_of(*column, visit.texts()))
                          .text("text", cell == cells.end() ? std::string() : joined(answer_texts(visit, *cell))));
    }
    rows.push_back(View().list("cells", std::move(views)));
  }
  view.flag("has_rows", !rows.empty()).list("heads", std::move(heads)).list("rows", std::move(rows));
}

std::vector<View> check_parts(const Visit& visit, const FormState& state) {
  std::vector<AnswerLine> lines =
      counter::answer_lines(visit.counter(), *state.form, state.answers, state.people, state.uploads);
  std::vector<View> parts;
  if (state.on_behalf_of) {
    AnswerLine whom;
    View line;
    line.text("label", visit.texts().text("form.on-behalf-who"))
        .list("values", texts_view({state.on_behalf_of->name()}))
        .text("question", "q-pour")
        .text("part", "")
        .flag("has_rows", false)
        .list("heads", {})
        .list("rows", {});
    std::vector<View> only;
    only.push_back(std::move(line));
    parts.push_back(View().flag("title", false).list("lines", std::move(only)));
  }
  for (const FormPart& part : parts_of(visit, state)) {
    std::vector<View> views;
    for (const domain::Field* field : part.fields) {
      const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& each) { return each.field == field; });
      if (line != lines.end()) views.push_back(line_view(visit, *line, part.id));
    }
    if (views.empty()) continue;
    parts.push_back(View()
                        .maybe("title", part.heading != nullptr ? label_of(*part.heading, visit.texts()) : "")
                        .list("lines", std::move(views)));
  }
  return parts;
}

void add_destination(View& data, const Visit& visit, const FormState& state, const counter::FormInput& input,
                     bool in_distress) {
  data.flag("team", false).flag("why", false).flag("by", false).flag("done_by", false);
  if (in_distress) return;
  const domain::Request request = counter::foreseen(visit.counter(), visit.asker(), input, state);
  data.text("team", team_title(*state.snapshot, request.team, visit.language()))
      .maybe("why", visit.texts().sentence(request.route_why))
      .maybe("by", visit.moments().shown(request.due_take_charge))
      .maybe("done_by", visit.moments().shown(request.due_resolve));
}

}  // namespace guichet::web::pages
