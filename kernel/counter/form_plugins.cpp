// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/form_plugins.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_questions.hpp"
#include "kernel/domain/each_answer.hpp"

#include <algorithm>
#include <chrono>

namespace guichet::counter {
namespace {

using domain::FieldType;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// All plugins of a form together: a page that waits longer is taken for broken.
constexpr milliseconds patience_for_options{2000};
constexpr milliseconds patience_for_validators{4000};
constexpr std::size_t longest_own_words = 200;  // characters

milliseconds left_until(Clock::time_point end) {
  return std::chrono::duration_cast<milliseconds>(end - Clock::now());
}

/// Answers of the questions before this one that choices may depend on: what was chosen, never what was written.
domain::Answers chosen_before(const domain::Form& form, const std::string& field, const domain::Answers& answers) {
  domain::Answers chosen = nlohmann::json::object();
  for (const auto& each : form.fields) {
    if (each.id == field) break;
    const bool is_chosen = each.type == FieldType::choice || each.type == FieldType::choices ||
                           each.type == FieldType::yes_no || each.type == FieldType::place ||
                           each.type == FieldType::team || each.type == FieldType::date ||
                           each.type == FieldType::integer;
    if (is_chosen && answers.contains(each.id)) chosen[each.id] = answers[each.id];
  }
  return chosen;
}

/// What was chosen of a list that can no longer be shown, as text.
void put_in_words(nlohmann::json& answer) {
  if (!answer.is_array()) return;
  std::string words;
  for (const auto& each : answer) {
    if (each.is_string()) words += (words.empty() ? "" : ", ") + each.get<std::string>();
  }
  answer = words;
}

/// `named`: the field, or "TABLE.COLUMN".
void ask_in_words(FormState& state, domain::Field& field, const std::string& named) {
  field.type = FieldType::text;
  field.max_length = longest_own_words;
  field.min.reset();
  field.max.reset();
  state.without_options.push_back(named);
}

void put_column_in_words(nlohmann::json& rows, const std::string& column) {
  if (!rows.is_array()) return;
  for (auto& row : rows) {
    if (row.is_object() && row.contains(column)) put_in_words(row[column]);
  }
}

bool has_source(const domain::Field& field) {
  return !field.source.empty() || std::any_of(field.columns.begin(), field.columns.end(), has_source);
}

}  // namespace

void fill_sources(const Counter& counter, const Asker& asker, FormState& state) {
  const auto& fields = state.form->fields;
  if (std::none_of(fields.begin(), fields.end(), has_source)) return;
  const auto* const owner = state.on_behalf_of ? &*state.on_behalf_of : asker.person();
  const auto shown = domain::shown_fields(*state.form, state.answers, form_context(counter, owner, asker.now));
  auto filled = std::make_shared<domain::Form>(*state.form);
  // Within a write everybody waits: then only what is remembered is offered.
  const auto end = Clock::now() + (counter.within != nullptr ? milliseconds(0) : patience_for_options);
  const auto options_of = [&](const domain::Field& field, const std::string& asked) {
    const auto* const source = state.snapshot->option_source(field.source);
    std::optional<PluginQuestions::Options> options;
    if (source != nullptr && counter.questions != nullptr) {
      options = counter.questions->options(*source, chosen_before(*state.form, asked, state.answers), asker.language,
                                           left_until(end));
    }
    return options;
  };
  for (auto& field : filled->fields) {
    if (!has_source(field) || std::find(shown.begin(), shown.end(), field.id) == shown.end()) continue;
    for (auto& column : field.columns) {
      if (column.source.empty()) continue;
      // One list for all rows: what is chosen in one is no reason to offer less in the next.
      if (auto options = options_of(column, field.id)) {
        column.options = std::move(*options);
        continue;
      }
      ask_in_words(state, column, field.id + "." + column.id);
      if (state.answers.contains(field.id)) put_column_in_words(state.answers[field.id], column.id);
    }
    if (field.source.empty()) continue;
    if (auto options = options_of(field, field.id)) {
      field.options = std::move(*options);
      continue;
    }
    ask_in_words(state, field, field.id);
    if (state.answers.contains(field.id)) put_in_words(state.answers[field.id]);
  }
  state.filled = std::move(filled);
  state.form = state.filled.get();
}

void ask_validators(const Counter& counter, const Asker& asker, FormState& state) {
  if (state.service == nullptr || !state.errors.empty()) return;
  const auto end = Clock::now() + (counter.within != nullptr ? milliseconds(0) : patience_for_validators);
  for (const auto& id : state.service->validators) {
    const auto* const validator = state.snapshot->validator(id);
    std::optional<std::vector<domain::FieldError>> verdict;
    if (validator != nullptr && counter.questions != nullptr) {
      verdict = counter.questions->judge(*validator, state.answers, asker.language, left_until(end));
    }
    if (!verdict) {
      state.unchecked.push_back(id);
      continue;
    }
    for (auto& error : *verdict) {
      const bool is_shown =
          std::find(state.shown.begin(), state.shown.end(), domain::question_of(error.field)) != state.shown.end();
      if (!is_shown) error.field.clear();  // of the whole, rather than of a question nobody sees
      state.errors.push_back(std::move(error));
    }
  }
}

std::string label_key(const std::string& field) {
  return field + ".label";
}

namespace {

/// What the choices of an answer are called, where a plugin listed them; "" where nobody needs it.
std::string labels_of(const domain::Field& field, const nlohmann::json& answer, domain::Language language) {
  if (field.source.empty() || field.options.empty()) return {};
  const auto label_of = [&](const nlohmann::json& value) -> std::string {
    for (const auto& option : field.options) {
      if (value == option.value) return option.label.in(language);
    }
    return value.is_string() ? value.get<std::string>() : std::string();
  };
  if (!answer.is_array()) return label_of(answer);
  std::string labels;
  for (const auto& each : answer) labels += (labels.empty() ? "" : ", ") + label_of(each);
  return labels;
}

void keep_labels_of(const std::vector<domain::Field>& fields, domain::Language language, nlohmann::json& answers) {
  for (const auto& field : fields) {
    if (!answers.contains(field.id)) continue;
    auto& answer = answers[field.id];
    if (field.type == FieldType::table && answer.is_array()) {
      for (auto& row : answer) {
        if (row.is_object()) keep_labels_of(field.columns, language, row);
      }
    } else if (auto labels = labels_of(field, answer, language); !labels.empty()) {
      answers[label_key(field.id)] = std::move(labels);
    }
  }
}

}  // namespace

void keep_labels(const FormState& state, domain::Language language, domain::Answers& answers) {
  keep_labels_of(state.form->fields, language, answers);
}

}  // namespace guichet::counter
