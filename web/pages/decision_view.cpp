// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/decision_view.hpp"

#include "web/pages/answers_view.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/request_view.hpp"
#include "web/pages/request_words.hpp"

namespace guichet::web::pages {
namespace {

using counter::Decision;

constexpr std::int64_t said_yes = 1;

std::vector<View> voices(const Visit& visit, const counter::ApprovalView& approval) {
  std::vector<View> views;
  for (const counter::OtherVoice& voice : approval.others) {
    View view;
    view.text("voice_name", voice.name)
        .text("voice_said", visit.texts().text(voice.said == said_yes ? "decision.said-yes" : "decision.said-no"))
        .text("voice_at", visit.moments().shown(voice.at))
        .list("voice_lines", texts_view(lines_of(voice.comment)));
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> returns(const Visit& visit, const counter::ApprovalView& approval, const std::string& chosen) {
  std::vector<View> views;
  for (const std::string& id : approval.returns) {
    views.push_back(View()
                        .text("back_id", id)
                        .text("back_title", step_title(visit, *approval.snapshot, approval.pinned.get(), id))
                        .flag("back_chosen", id == chosen));
  }
  return views;
}

void add_tried(View& data, const Visit& visit, const DecisionTried& tried) {
  std::vector<std::pair<std::string, std::string>> errors;
  ErrorsAbout about = ErrorsAbout::answers;
  if (tried.error && !tried.error->fields.empty()) {
    const domain::FieldError& field = tried.error->fields.front();
    const std::string wrong = field.message == "error.field.required" ? visit.texts().text("decision.why-needed")
                                                                      : shown_error(field, visit.words());
    data.text("wrong", wrong);
    errors.emplace_back("commentaire", wrong);
  } else if (tried.error) {
    data.flag("wrong", false);
    about = tried.error->kind == domain::ErrorKind::conflict ? ErrorsAbout::changed : ErrorsAbout::refused;
    errors.emplace_back("", visit.texts().text(tried.error->message, tried.error->parameters));
  } else {
    data.flag("wrong", false);
  }
  add_errors(data, errors, about);
}

}  // namespace

std::optional<Decision> decision_in(const Visit& visit) {
  const std::string_view word = visit.request().form.value("decision");
  if (word == "accord") return Decision::agree;
  if (word == "refus") return Decision::refuse;
  if (word == "renvoi") return Decision::send_back;
  return std::nullopt;
}

std::string decision_said(Decision decision, bool trust) {
  if (decision == Decision::agree) return "decision-agreed";
  if (decision == Decision::send_back) return "decision-sent-back";
  return trust ? "decision-objected" : "decision-refused";
}

std::string decision_title(const Visit& visit, const counter::ApprovalRow& row) {
  if (!row.title.empty()) return row.title;
  return row.service.empty() ? visit.texts().text("request.free") : row.service.in(visit.language());
}

View decision_view(const Visit& visit, const counter::ApprovalView& approval, const std::string& url, bool linked,
                   const DecisionTried& tried) {
  const counter::ApprovalRow& row = approval.row;
  const Catalogue& texts = visit.texts();
  std::vector<View> answers = answer_views(visit, approval.answers, !approval.pinned, linked);
  std::vector<View> others = voices(visit, approval);
  std::vector<View> back = linked && approval.open ? returns(visit, approval, tried.back_to) : std::vector<View>();
  const std::string team =
      row.for_team.empty() ? std::string() : team_title(*approval.snapshot, row.for_team, visit.language());
  const char* const over = approval.said == 0          ? "decision.over"
                           : approval.said == said_yes ? "decision.over-yes"
                                                       : "decision.over-no";
  View data;
  data.text("url", url)
      .flag("linked", linked)
      .text("need", decision_title(visit, row))
      .text("reference", row.reference)
      .text("who", row.requester_name)
      .text("service_title", row.service.in(visit.language()))
      .maybe("step_title", row.step.in(visit.language()))
      .text("asked", visit.moments().shown(row.asked))
      .maybe("for_team", team.empty() ? "" : texts.text("decision.for-team", {{"team", team}}))
      .maybe("instead_of", row.instead_of.empty() ? "" : texts.text("decision.instead-of", {{"who", row.instead_of}}))
      .flag("trust", row.trust)
      .text("until", texts.text("decision.until", {{"until", visit.moments().shown(row.until)}}))
      .flag("open", approval.open)
      .text("over_text", texts.text(over))
      .flag("has_answers", !answers.empty())
      .list("answers", std::move(answers))
      .flag("has_earlier", false)
      .list("earlier", {})
      .flag("has_others", !others.empty())
      .list("others", std::move(others))
      .flag("can_return", !back.empty())
      .flag("open_return", !tried.back_to.empty())
      .list("returns", std::move(back))
      .maybe("unsent", approval.open ? std::string() : tried.comment)
      .text("typed", tried.comment);
  add_tried(data, visit, tried);
  return data;
}

}  // namespace guichet::web::pages
