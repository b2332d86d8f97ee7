// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/form_parts.hpp"

#include "kernel/domain/each_answer.hpp"
#include "kernel/domain/form_standing.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <unordered_map>

namespace guichet::web::pages {
namespace {

using counter::FormState;
using domain::Field;
using domain::FieldType;
using nlohmann::json;

const json* answer_of(const json& answers, const std::string& id) {
  if (!answers.is_object()) return nullptr;
  const auto found = answers.find(id);
  return found == answers.end() ? nullptr : &*found;
}

std::string part_element(const std::string& id) {
  return id.empty() ? "part" : "part-" + element_of(id);
}

std::string question_element(const std::string& id) {
  return "q-" + element_of(id);
}

std::size_t rows_shown(const Field& table, const json* rows) {
  const std::size_t least = table.min && *table.min > 1 ? static_cast<std::size_t>(*table.min) : 1;
  const std::size_t given = rows != nullptr && rows->is_array() ? rows->size() : 0;
  return std::min(std::max(least, given), domain::most_rows);
}

/// The columns of one row that show; of a row nobody typed in yet, those that show in an empty one.
std::vector<const Field*> columns_of(const FormState& state, const Field& table, std::size_t row) {
  std::vector<const Field*> columns;
  const auto rows = state.rows.find(table.id);
  const bool known = rows != state.rows.end() && row < rows->second.size();
  for (const Field& column : table.columns) {
    const bool shows =
        known ? std::find(rows->second[row].begin(), rows->second[row].end(), column.id) != rows->second[row].end()
              : column.when.is_null();
    if (shows) columns.push_back(&column);
  }
  return columns;
}

View row_view(const Visit& visit, const FormState& state, const Field& table, const json* cells, std::size_t row,
              bool removable) {
  const std::string begin = table.id + "." + std::to_string(row) + ".";
  std::vector<View> columns;
  for (const Field* column : columns_of(state, table, row)) {
    if (!can_answer(visit, *column)) continue;
    const json* value = cells != nullptr ? answer_of(*cells, column->id) : nullptr;
    columns.push_back(question_view(visit, state, *column, begin + column->id, value, nullptr));
  }
  View view;
  view.text("row", std::to_string(row))
      .text("row_title", visit.texts().text("form.row", {{"number", row + 1}}))
      .text("row_key", table.id + "." + std::to_string(row))
      .text("remove_label", visit.texts().text("form.row-remove", {{"number", row + 1}}))
      .flag("removable", removable)
      .list("columns", std::move(columns));
  return view;
}

View table_view(const Visit& visit, const FormState& state, const Field& table) {
  const json* answer = answer_of(state.answers, table.id);
  View view = question_view(visit, state, table, table.id, nullptr, nullptr);
  const std::size_t count = rows_shown(table, answer);
  const std::size_t most = table.max ? static_cast<std::size_t>(*table.max) : domain::most_rows;
  std::vector<View> rows;
  for (std::size_t row = 0; row < count; ++row) {
    const json* cells = answer != nullptr && answer->is_array() && row < answer->size() ? &(*answer)[row] : nullptr;
    rows.push_back(row_view(visit, state, table, cells, row, count > 1));
  }
  view.flag("table", true).text("table_key", table.id).flag("add", count < most).list("rows", std::move(rows));
  return view;
}

View asked_view(const Visit& visit, const FormState& state, const Field& field, const SecretFields* secrets) {
  if (field.type == FieldType::table) return table_view(visit, state, field);
  return question_view(visit, state, field, field.id, answer_of(state.answers, field.id), secrets);
}

/// The building whose rooms a place question lists besides.
std::string building_of(const Visit& visit, const json* answer) {
  if (answer == nullptr || !answer->is_string()) return {};
  const auto path = visit.counter().places.path_to(answer->get<std::string>());
  return path.size() > 1 ? path[1]->id : std::string();
}

std::string short_hash(const std::string& text) {
  return std::to_string(std::hash<std::string>{}(text)&0xFFFFFFFFU);
}

std::string proposal_of(const FormState& state, const std::string& named) {
  const auto proposal = state.proposals.find(named);
  return proposal == state.proposals.end() ? std::string() : proposal->dump();
}

/// What a plugin lists for a question: other answers may bring other choices.
std::string listed(const Field& field) {
  std::string all;
  if (field.source.empty()) return all;
  for (const domain::Option& option : field.options) all += option.value + "\n";
  return all;
}

/// How a question shows, beyond that it does; "" when there is nothing to say.
std::string how_shown(const Visit& visit, const FormState& state, const Field& field) {
  const json* answer = answer_of(state.answers, field.id);
  if (field.type == FieldType::place) return building_of(visit, answer);
  if (!field.computed.is_null()) {
    const std::string proposal = proposal_of(state, field.id);
    return proposal.empty() ? "" : short_hash(proposal);
  }
  if (!field.source.empty()) return short_hash(listed(field));
  if (field.type != FieldType::table) return {};
  std::string how;
  const std::size_t count = rows_shown(field, answer);
  for (std::size_t row = 0; row < count; ++row) {
    const json* cells = answer != nullptr && answer->is_array() && row < answer->size() ? &(*answer)[row] : nullptr;
    how += "/";
    for (const Field* column : columns_of(state, field, row)) {
      how += column->id + "," + listed(*column);
      if (column->type == FieldType::place && cells != nullptr)
        how += building_of(visit, answer_of(*cells, column->id));
      if (!column->computed.is_null()) {
        how += proposal_of(state, field.id + "." + std::to_string(row) + "." + column->id);
      }
    }
  }
  return std::to_string(count) + "-" + short_hash(how);
}

View part_view(const Visit& visit, const FormState& state, const FormPart& part, bool current,
               const SecretFields* secrets) {
  std::vector<View> questions;
  for (const Field* field : part.fields) questions.push_back(asked_view(visit, state, *field, secrets));
  View view;
  view.text("part_id", part_element(part.id))
      .flag("current", current)
      .maybe("title", part.heading != nullptr ? label_of(*part.heading, visit.texts()) : std::string())
      .text("title_id", part.heading != nullptr ? question_element(part.id) : std::string())
      .maybe("title_hint", part.heading != nullptr ? hint_of(*part.heading, visit.texts()) : std::string())
      .list("questions", std::move(questions));
  return view;
}

std::string part_title(const Visit& visit, const FormPart& part) {
  return part.heading != nullptr ? label_of(*part.heading, visit.texts()) : visit.texts().text("form.part-first");
}

/// The list of sections, with how far each is.
void add_sections(View& data, const Visit& visit, const FormState& state, const std::vector<FormPart>& parts) {
  const auto& fields = state.form->fields;
  const bool sectioned = std::any_of(fields.begin(), fields.end(), [](const Field& field) {
    return field.type == FieldType::heading && field.section;
  });
  std::vector<View> sections;
  for (const FormPart& part : parts) {
    if (part.asked == 0) continue;
    const json counts{{"answered", part.answered}, {"asked", part.asked}};
    sections.push_back(View()
                           .text("part_id", part_element(part.id))
                           .text("title", part_title(visit, part))
                           .flag("complete", part.answered == part.asked)
                           .text("progress", visit.texts().text("form.part-progress", counts)));
  }
  data.flag("has_sections", sectioned)
      .flag("in_steps", sectioned)
      .flag("several", sections.size() > 1)
      .flag("oob", false)
      .list("sections", std::move(sections));
}

std::string seen_of_part(const FormPart& part) {
  return part.id + "=" + std::to_string(part.answered) + ":" + std::to_string(part.asked);
}

std::unordered_map<std::string_view, std::string_view> words_of(std::string_view seen) {
  std::unordered_map<std::string_view, std::string_view> words;
  while (!seen.empty()) {
    const std::string_view word = seen.substr(0, seen.find(' '));
    const std::size_t equals = std::min(word.find('='), word.size());
    words.emplace(word.substr(0, equals), word.substr(std::min(equals + 1, word.size())));
    seen.remove_prefix(std::min(word.size() + 1, seen.size()));
  }
  return words;
}

/// What takes a page from what it shows to what it should, in the order in which it must be done.
class Changes {
 public:
  Changes(std::string_view seen, const Visit& visit, const FormState& state)
      : seen_(words_of(seen)), visit_(visit), state_(state), parts_(parts_of(visit, state)) {}

  View build(const std::string& url) {
    take_away();
    std::string before = "afterbegin:#questions";
    for (const FormPart& part : parts_) {
      if (part.heading != nullptr && !was_seen(part.id)) {
        arrivals_.push_back(View()
                                .text("where", before)
                                .flag("part", true)
                                .flag("question", false)
                                .list("parts", one(part_view(visit_, state_, part, false, nullptr)))
                                .list("questions", {}));
      } else {
        renew_questions(part);
      }
      before = "afterend:#" + part_element(part.id);
    }
    View data;
    data.list("gone", std::move(gone_))
        .list("arrivals", std::move(arrivals_))
        .text("seen", seen_questions(visit_, state_))
        .text("rows_url", url)
        .text("questions_url", url + "/questions");
    add_sections(data, visit_, state_, parts_);
    data.flag("oob", true);
    return data;
  }

 private:
  [[nodiscard]] bool was_seen(const std::string& id) const { return seen_.contains(id); }
  [[nodiscard]] bool is_as_seen(const Field& field) const {
    const auto word = seen_.find(field.id);
    return word != seen_.end() && word->second == how_shown(visit_, state_, field);
  }
  static std::vector<View> one(View view) {
    std::vector<View> views;
    views.push_back(std::move(view));
    return views;
  }

  /// What shows no more, and what shows otherwise: that comes again.
  void take_away() {
    std::unordered_map<std::string_view, const Field*> stays;
    for (const FormPart& part : parts_) {
      if (part.heading != nullptr) stays.emplace(part.id, part.heading);
      for (const Field* field : part.fields) stays.emplace(field->id, field);
    }
    bool section_goes = false;
    for (const Field& field : state_.form->fields) {
      const bool begins = field.type == FieldType::heading && field.section;
      const bool stands = stays.contains(field.id);
      if (begins) section_goes = was_seen(field.id) && !stands;
      if (!was_seen(field.id) || (section_goes && !begins)) continue;
      if (begins && section_goes) {
        gone_.push_back(View().text("element", part_element(field.id)));
      } else if (!begins && (!stands || !is_as_seen(field))) {
        gone_.push_back(View().text("element", question_element(field.id)));
      }
    }
  }

  void renew_questions(const FormPart& part) {
    std::string where =
        part.heading != nullptr ? "afterend:#" + question_element(part.id) : "afterbegin:#" + part_element(part.id);
    for (const Field* field : part.fields) {
      if (!is_as_seen(*field)) {
        arrivals_.push_back(View()
                                .text("where", where)
                                .flag("part", false)
                                .flag("question", true)
                                .list("parts", {})
                                .list("questions", one(asked_view(visit_, state_, *field, nullptr))));
      }
      where = "afterend:#" + question_element(field->id);
    }
  }

  std::unordered_map<std::string_view, std::string_view> seen_;
  const Visit& visit_;
  const FormState& state_;
  std::vector<FormPart> parts_;
  std::vector<View> gone_, arrivals_;
};

}  // namespace

std::vector<FormPart> parts_of(const Visit& visit, const FormState& state) {
  std::vector<FormPart> parts;
  auto next = state.shown.begin();
  for (const Field& field : state.form->fields) {
    const bool begins = field.type == FieldType::heading && field.section;
    if (parts.empty() && !begins) parts.emplace_back();
    if (next == state.shown.end()) break;
    if (field.id != *next) continue;
    ++next;
    if (!can_answer(visit, field)) continue;
    if (begins) {
      parts.emplace_back();
      parts.back().id = field.id;
      parts.back().heading = &field;
      continue;
    }
    FormPart& part = parts.back();
    part.fields.push_back(&field);
    if (field.type == FieldType::heading) continue;
    ++part.asked;
    if (state.answers.contains(field.id)) ++part.answered;
  }
  if (parts.empty()) parts.emplace_back();
  return parts;
}

std::size_t part_with(const std::vector<FormPart>& parts, std::string_view question) {
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (parts[index].heading != nullptr && parts[index].id == question) return index;
    for (const Field* field : parts[index].fields) {
      if (field->id == question) return index;
    }
  }
  return 0;
}

std::vector<View> question_views(const Visit& visit, const FormState& state, const SecretFields* secrets) {
  std::vector<View> views;
  for (const FormPart& part : parts_of(visit, state)) {
    if (part.heading != nullptr) views.push_back(asked_view(visit, state, *part.heading, secrets));
    for (const Field* field : part.fields) views.push_back(asked_view(visit, state, *field, secrets));
  }
  return views;
}

void add_parts(View& data, const Visit& visit, const FormState& state, const std::string& url, std::size_t current,
               const SecretFields* secrets) {
  const std::vector<FormPart> parts = parts_of(visit, state);
  std::vector<View> views;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    views.push_back(part_view(visit, state, parts[index], index == current, secrets));
  }
  const json step{{"number", current + 1}, {"count", parts.size()}};
  data.text("questions_url", url + "/questions")
      .text("rows_url", url)
      .text("seen", seen_questions(visit, state))
      .flag("first_step", current == 0)
      .flag("last_step", current + 1 >= parts.size())
      .text("step_part", parts[std::min(current, parts.size() - 1)].id)
      .text("step_said", visit.texts().text("form.step", step))
      .list("parts", std::move(views));
  add_sections(data, visit, state, parts);
}

std::pair<std::string, std::string> error_line(const Visit& visit, const FormState& state,
                                               const domain::FieldError& error) {
  const std::string wrong = shown_error(error, visit.words());
  const Field* field = state.form->find(domain::question_of(error.field));
  if (field == nullptr) return {"", wrong};
  std::string label = label_of(*field, visit.texts());
  if (field->type == FieldType::table && error.field != field->id) {
    const std::string place = error.field.substr(field->id.size() + 1);  // "ROW.COLUMN"
    const std::string column_id = place.substr(std::min(place.find('.') + 1, place.size()));
    for (const Field& column : field->columns) {
      if (column.id != column_id) continue;
      const json parts{
          {"table", label}, {"number", std::atoi(place.c_str()) + 1}, {"column", label_of(column, visit.texts())}};
      label = visit.texts().text("form.row-place", parts);
      break;
    }
  }
  return {element_of(error.field), visit.texts().text("form.error-line", {{"label", label}, {"wrong", wrong}})};
}

std::string seen_questions(const Visit& visit, const FormState& state) {
  std::string seen;
  for (const FormPart& part : parts_of(visit, state)) {
    if (part.heading != nullptr) seen += (seen.empty() ? "" : " ") + seen_of_part(part);
    for (const Field* field : part.fields) {
      const std::string how = how_shown(visit, state, *field);
      seen += (seen.empty() ? "" : " ") + field->id + (how.empty() ? "" : "=") + how;
    }
  }
  return seen;
}

View changes_since(std::string_view seen, const Visit& visit, const FormState& state, const std::string& url) {
  return Changes(seen, visit, state).build(url);
}

}  // namespace guichet::web::pages
