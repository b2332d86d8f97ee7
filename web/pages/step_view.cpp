// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/step_view.hpp"

#include "kernel/counter/names.hpp"
#include "web/pages/answers_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_parts.hpp"
#include "web/pages/request_view.hpp"
#include "web/pages/request_words.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

const domain::Form no_form;

const domain::Form& form_of(const counter::WorkView& work) {
  return work.step->kind == domain::StepKind::task ? work.step->task.form : no_form;
}

View line(std::string label, const std::vector<std::string>& values) {
  View view;
  view.text("label", std::move(label)).list("values", texts_view(values)).flag("has_files", false).list("files", {});
  return view;
}

std::string plain(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// What an earlier step said: answers of its form in words, an approval's decision, the results of a machine as named.
std::vector<View> lines_of_result(const Visit& visit, const domain::Step& step, const nlohmann::json& result) {
  std::vector<View> lines;
  for (const auto& [name, value] : result.items()) {
    if (name == "by" || value.is_null() || value.is_object()) continue;
    if (step.kind == domain::StepKind::approval && name == "decision") {
      const char* const said = value == "agreed" ? "decision.said-yes" : "decision.said-no";
      lines.push_back(line(visit.texts().text("step.kind.approval"), {visit.texts().text(said)}));
      continue;
    }
    const domain::Field* field = step.kind == domain::StepKind::task ? step.task.form.find(name) : nullptr;
    if (field != nullptr) {
      lines.push_back(line(label_of(*field, visit.texts()), shown_answer(*field, value, visit.words())));
    } else if (step.kind == domain::StepKind::automation) {
      lines.push_back(line(name, {plain(value)}));
    }
  }
  return lines;
}

std::vector<View> earlier_steps(const Visit& visit, const counter::WorkView& work) {
  std::vector<View> views;
  for (const domain::Step& step : work.pinned->workflow) {
    const auto result = work.earlier.find(step.id);
    if (result == work.earlier.end() || !result->is_object()) continue;
    std::vector<View> lines = lines_of_result(visit, step, *result);
    if (lines.empty()) continue;
    View view;
    view.text("earlier_title", step_title(visit, *work.snapshot, work.pinned.get(), step.id))
        .list("earlier_answers", std::move(lines));
    views.push_back(std::move(view));
  }
  return views;
}

void add_errors_of(View& data, const Visit& visit, const counter::FormState& state, const StepTried& tried) {
  std::vector<std::pair<std::string, std::string>> errors;
  for (const domain::FieldError& error : state.errors) errors.push_back(error_line(visit, state, error));
  data.flag("wrong", false);
  ErrorsAbout about = ErrorsAbout::answers;
  if (tried.error && !tried.error->fields.empty() && tried.error->fields.front().field == "why") {
    const std::string wrong = visit.texts().text("work.why-needed");
    data.text("wrong", wrong);
    errors.emplace_back("pourquoi", wrong);
  } else if (tried.error && tried.error->fields.empty()) {
    about = tried.error->kind == domain::ErrorKind::conflict ? ErrorsAbout::changed : ErrorsAbout::refused;
    errors.emplace_back("", visit.texts().text(tried.error->message, tried.error->parameters));
  }
  add_errors(data, errors, about);
}

/// Why it came to a person: in the plugin's words, or in ours.
std::string reason_in_words(const Visit& visit, const counter::WorkView& work) {
  if (!visit.texts().find(work.reason)) return work.reason;
  std::string questions;
  for (const domain::LocalText& question : work.unanswered)
    questions += (questions.empty() ? "" : ", ") + question.in(visit.language());
  return visit.texts().text(work.reason, {{"questions", questions}});
}

}  // namespace

std::string step_url(const std::string& reference, const std::string& step) {
  return "/demandes/" + reference + "/etapes/" + url_encoded(step);
}

counter::FormState step_form(const Visit& visit, const counter::WorkView& work,
                             const std::optional<domain::Typed>& typed) {
  counter::FormState state;
  state.snapshot = work.snapshot;
  state.form = &form_of(work);
  if (typed) state.answers = domain::read_answers(*state.form, *typed);
  const domain::FormContext context = counter::form_context(visit.counter(), nullptr, visit.asker().now);
  state.shown = domain::shown_fields(*state.form, state.answers, context);
  return state;
}

View step_view(const Visit& visit, const counter::WorkView& work, const StepTried& tried) {
  const counter::WorkRow& row = work.row;
  counter::FormState state = step_form(visit, work, tried.typed);
  if (tried.error && !tried.more) {
    for (const domain::FieldError& error : tried.error->fields) {
      if (error.field != "why") state.errors.push_back(error);
    }
  }
  std::vector<View> answers = answer_views(visit, work.answers, false);
  std::vector<View> earlier = earlier_steps(visit, work);
  std::vector<View> returns;
  for (const std::string& id : work.step->returns) {
    returns.push_back(View()
                          .text("back_id", id)
                          .text("back_title", step_title(visit, *work.snapshot, work.pinned.get(), id))
                          .flag("back_chosen", id == tried.back_to));
  }
  const std::vector<std::string> instructions = lines_of(work.step->task.instructions.in(visit.language()));
  View data;
  data.text("request_url", "/demandes/" + row.reference)
      .text("url", step_url(row.reference, row.step))
      .text("reference", row.reference)
      .text("need", row.title.empty() ? row.service.in(visit.language()) : row.title)
      .text("who", row.requester_name)
      .text("service_title", row.service.in(visit.language()))
      .text("step_title", step_title(visit, *work.snapshot, work.pinned.get(), row.step))
      .text("team_title", team_title(*work.snapshot, row.team, visit.language()))
      .text("since", visit.moments().shown(row.since))
      .flag("has_instructions", !instructions.empty())
      .list("instructions", texts_view(instructions))
      .flag("from_machine", row.from_machine)
      .maybe("reason", reason_in_words(visit, work))
      .flag("may_retry", work.may_retry && !work.own)
      .flag("own", work.own)
      .flag("has_answers", !answers.empty())
      .list("answers", std::move(answers))
      .flag("has_earlier", !earlier.empty())
      .list("earlier", std::move(earlier))
      .text("seen", seen_questions(visit, state))
      .flag("more", tried.more)
      .text("rows_url", step_url(row.reference, row.step))
      .flag("questions_url", false)
      .list("questions", question_views(visit, state))
      .flag("can_return", !returns.empty())
      .flag("open_return", !tried.back_to.empty())
      .list("returns", std::move(returns))
      .text("typed_why", tried.why);
  add_errors_of(data, visit, state, tried);
  return data;
}

}  // namespace guichet::web::pages
