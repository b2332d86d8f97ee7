// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a draft's workflow: by a form of its kind, or as text for those who know what a manifest may hold.
#include "kernel/counter/studio_steps.hpp"
#include "kernel/plugins/authoring/write_yaml.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using counter::EditedStep;
using counter::EditedVoice;
using nlohmann::json;

constexpr std::array<const char*, 7> kinds{"approval", "task", "automation", "request", "wait", "notify", "decide"};
constexpr std::size_t most_voices = 8;

std::size_t place_in(const Visit& visit) {
  const auto number = studio_number(visit.request().path_parameters.value("numero"));
  return number > 0 ? static_cast<std::size_t>(number - 1) : static_cast<std::size_t>(-1);
}

/// The questions of one step's form; each kind has its own.
class StepForm {
 public:
  StepForm(Controls& controls, const Visit& visit, const counter::DraftView& view, const EditedStep& step)
      : controls_(controls), visit_(visit), view_(view), step_(step) {}

  void add() {
    controls_.line("title", "studio.step-title-fr", step_.title.fr,
                   {"studio.step-title-hint", false, "long", "text", 120});
    controls_.line("title_en", "studio.step-title-en", step_.title.en, {nullptr, false, "long", "text", 120});
    if (step_.kind == "approval") add_approval();
    if (step_.kind == "task") add_task();
    if (step_.kind == "automation") add_automation();
    if (step_.kind == "request") add_request();
    if (step_.kind == "wait") add_wait();
    if (step_.kind == "notify") add_notice();
    if (step_.kind == "decide") {
      controls_.area("branches", "studio.branches", step_.branches, {"studio.branches-hint", true});
    }
    add_order();
  }

 private:
  [[nodiscard]] Controls::Options teams(bool with_groups) const {
    return team_options(visit_, *view_.snapshot, view_.draft.department, with_groups);
  }

  void add_voices() {
    Controls::Options voices;
    const bool approval = step_.kind == "approval";
    for (const char* kind : {"manager", "requester", "team", "person", "role", "rule"}) {
      if (approval && std::string_view(kind) == "requester") continue;  // nobody approves their own request
      voices.emplace_back(kind, visit_.texts().text(std::string("studio.voice.") + kind));
    }
    const std::size_t count = std::min(most_voices, step_.voices.size() + 1);
    for (std::size_t i = 0; i < count; ++i) {
      const EditedVoice voice = i < step_.voices.size() ? step_.voices[i] : EditedVoice{};
      const auto name = [i](const char* part) { return std::string(part) + "-" + std::to_string(i); };
      controls_.list(name("voice").c_str(), i == 0 ? "studio.voice" : "studio.voice-more", voice.kind, voices,
                     {i == 0 ? "studio.voice-hint" : nullptr, i == 0});
      controls_.line(name("value").c_str(), "studio.voice-value", voice.value,
                     {"studio.voice-value-hint", false, "medium"});
      controls_.line(name("of").c_str(), "studio.voice-of", voice.of, {"studio.voice-of-hint", false, "medium"});
    }
  }

  void add_approval() {
    add_voices();
    controls_.line("need", "studio.need", step_.need, {"studio.need-hint", false, "short", "text", 10});
    controls_.tick("in_turn", "studio.in-turn", step_.in_turn);
    controls_.tick("trust", "studio.trust", step_.trust, "studio.trust-hint");
    controls_.line("object_before", "studio.object-before", step_.object_before,
                   {"studio.duration-hint", false, "short", "text", 20});
    controls_.line("remind", "studio.remind", step_.remind, {"studio.duration-hint", false, "short", "text", 20});
    controls_.list("team", "studio.otherwise", step_.team, teams(false), {"studio.otherwise-hint", true});
  }

  void add_task() {
    controls_.list("team", "studio.task-team", step_.team, teams(true), {"studio.task-team-hint"});
    controls_.area("text", "studio.instructions-fr", step_.text.fr, {});
    controls_.area("text_en", "studio.instructions-en", step_.text.en, {});
  }

  void add_automation() {
    Controls::Options automations;
    const std::string own = view_.draft.department + "/";
    for (const auto& one : view_.snapshot->automations) {
      if (one.id.starts_with(own)) automations.emplace_back(one.id.substr(own.size()), one.title.in(visit_.language()));
    }
    controls_.list("automation", "studio.automation", step_.automation, automations, {"studio.automation-hint", true});
    controls_.list("undo", "studio.undo", step_.undo, automations, {"studio.undo-hint"});
    controls_.line("retry", "studio.retry", step_.retry, {nullptr, false, "short", "text", 3});
    controls_.list("team", "studio.otherwise", step_.team, teams(false), {"studio.otherwise-machine-hint", true});
  }

  void add_request() {
    Controls::Options services;
    const std::string own = view_.draft.department + "/";
    for (const auto& one : view_.snapshot->services) {
      if (one.id == view_.draft.service) continue;
      services.emplace_back(one.id.starts_with(own) ? one.id.substr(own.size()) : one.id,
                            one.title.in(visit_.language()));
    }
    controls_.list("service", "studio.sub-service", step_.service, services, {"studio.sub-service-hint", true});
    controls_.tick("blocking", "studio.blocking", step_.blocking);
  }

  void add_wait() {
    Controls::Options dates;
    for (const json& question : counter::list_at(view_.draft.definition, "form")) {
      if (counter::string_at(question, "type") != "date") continue;
      dates.emplace_back(counter::string_at(question, "id"), counter::text_at(question, "label").in(visit_.language()));
    }
    controls_.line("length", "studio.wait-for", step_.length, {"studio.wait-hint", false, "short", "text", 20});
    controls_.list("until", "studio.wait-until", step_.until, dates);
    controls_.line("before", "studio.wait-before", step_.before, {"studio.duration-hint", false, "short", "text", 20});
    controls_.line("text", "studio.wait-answer-fr", step_.text.fr, {nullptr, false, "long", "text", 500});
    controls_.line("text_en", "studio.wait-answer-en", step_.text.en, {nullptr, false, "long", "text", 500});
  }

  void add_notice() {
    add_voices();
    controls_.area("text", "studio.notice-fr", step_.text.fr, {nullptr, true});
    controls_.area("text_en", "studio.notice-en", step_.text.en, {});
  }

  void add_order() {
    controls_.heading("studio.order");
    Controls::Options others;
    for (const json& step : counter::list_at(view_.draft.definition, "workflow")) {
      const std::string id = counter::string_at(step, "id");
      if (id == step_.id) continue;
      const std::string title = counter::text_at(step, "title").in(visit_.language());
      others.emplace_back(id, title.empty() ? id : title);
    }
    if (!others.empty()) controls_.many("after", "studio.after", step_.after, others, "studio.after-hint");
    controls_.list("question", "studio.step-when-question", step_.condition.question,
                   question_options(view_.draft.definition), {"studio.step-when-hint"});
    controls_.line("condition_value", "studio.when-value", step_.condition.value,
                   {"studio.when-value-hint", false, "medium"});
    controls_.line("rule", "studio.when-rule", step_.condition.rule,
                   {"studio.when-rule-hint", false, "long", "text", 4000});
    controls_.line("id", "studio.id", step_.id, {"studio.step-id-hint", false, "medium", "text", 60});
  }

  Controls& controls_;
  const Visit& visit_;
  const counter::DraftView& view_;
  const EditedStep& step_;
};

/// What kind a new step is of, one link each.
server::Response choose_kind(Visit& visit, const counter::DraftView& view) {
  std::vector<View> choices;
  for (const char* kind : kinds) {
    choices.push_back(View()
                          .text("choice_title", kind_title(visit, kind))
                          .text("choice_text", visit.texts().text(std::string("studio.kind-text.") + kind))
                          .text("choice_url", url_of_draft(view.draft.id) + "/etapes/nouvelle?sorte=" + kind));
  }
  View data;
  data.list("choices", std::move(choices));
  add_draft_frame(data, visit, view, "draft");
  return visit.page("studio-kinds", std::move(data), Section::studio);
}

server::Response show_step(Visit& visit, const EditedStep* given, const std::string* text,
                           std::vector<domain::FieldError> errors, int status) {
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  if (!view) return show_error(visit, view.error());
  if (!view->rights.write) return show_error(visit, counter::studio_forbidden());
  const json steps = counter::list_at(view->draft.definition, "workflow");
  const std::size_t place = place_in(visit);
  const bool fresh = place >= steps.size();
  if (fresh && visit.request().path_parameters.value("numero") != "nouvelle") return show_problem(visit, 404);
  EditedStep step = given != nullptr ? *given
                    : fresh          ? EditedStep{}
                                     : counter::step_of(steps[place], view->draft.definition);
  if (fresh && given == nullptr) {
    step.kind = std::string(visit.request().query.value("sorte"));
    if (std::find(kinds.begin(), kinds.end(), step.kind) == kinds.end()) return choose_kind(visit, *view);
    // What comes last is what a new step most often follows.
    if (!steps.empty()) step.after = {counter::string_at(steps.back(), "id")};
  }
  // The condition's value and a voice's share a word in the definition, not in the page.
  for (domain::FieldError& error : errors) {
    if (error.field == "value") error.field = "condition_value";
  }
  Controls controls(visit, std::move(errors));
  StepForm(controls, visit, *view, step).add();
  View data;
  controls.add_to(data, "questions");
  const std::string url = url_of_draft(view->draft.id) + "/etapes/";
  data.text("form_title", kind_title(visit, step.kind))
      .text("form_url", url + (fresh ? std::string("nouvelle") : std::to_string(place + 1)))
      .text("kind", step.kind)
      .flag("removable", !fresh)
      .text("list", "workflow")
      .number("place", static_cast<std::int64_t>(place))
      .flag("with_text", !fresh)
      .text("yaml", text != nullptr ? *text
                    : fresh         ? ""
                                    : plugins::authoring::write_yaml(steps[place]));
  add_draft_frame(data, visit, *view, "draft");
  return visit.page("studio-form", std::move(data), Section::studio, status);
}

EditedStep typed_step(const Visit& visit) {
  EditedStep step;
  step.id = typed(visit, "id");
  step.kind = typed(visit, "sorte");
  step.title = {typed(visit, "title"), typed(visit, "title_en")};
  for (const auto& id : visit.request().form.all("after")) step.after.emplace_back(id);
  step.condition = {typed(visit, "question"), typed(visit, "condition_value"), typed(visit, "rule")};
  step.team = typed(visit, "team");
  step.text = {typed(visit, "text"), typed(visit, "text_en")};
  for (std::size_t i = 0; i < most_voices; ++i) {
    const auto field = [&](const char* part) {
      return typed(visit, (std::string(part) + "-" + std::to_string(i)).c_str());
    };
    EditedVoice voice{field("voice"), field("value"), field("of")};
    if (!voice.kind.empty()) step.voices.push_back(std::move(voice));
  }
  step.trust = typed(visit, "trust") == "yes";
  step.object_before = typed(visit, "object_before");
  step.need = typed(visit, "need");
  step.in_turn = typed(visit, "in_turn") == "yes";
  step.remind = typed(visit, "remind");
  step.automation = typed(visit, "automation");
  step.undo = typed(visit, "undo");
  step.retry = typed(visit, "retry");
  step.service = typed(visit, "service");
  step.blocking = typed(visit, "blocking") == "yes";
  step.length = typed(visit, "length");
  step.until = typed(visit, "until");
  step.before = typed(visit, "before");
  step.branches = typed(visit, "branches");
  return step;
}

server::Response save_step(Visit& visit) {
  const bool as_text = typed(visit, "quoi") == "texte";
  const std::string text = typed(visit, "yaml");
  const EditedStep step = typed_step(visit);
  const std::size_t place = place_in(visit);
  const auto done =
      counter::edit_draft(visit.counter(), visit.asker(), draft_in(visit), studio_number(typed(visit, "version")),
                          [&](json& definition) -> domain::Result<domain::Done> {
                            if (!as_text) return counter::put_step(definition, place, step);
                            return put_text_item(definition, "workflow", place, text);
                          });
  return settle_studio(
      visit, done, url_of_draft(draft_in(visit)) + "#etapes", [&](std::vector<domain::FieldError> errors, int status) {
        return show_step(visit, as_text ? nullptr : &step, as_text ? &text : nullptr, std::move(errors), status);
      });
}

}  // namespace

void add_studio_step_pages(Pages& pages) {
  const std::string url = std::string(studio_url) + "/{draft}/etapes/{numero}";
  pages.get(url, [](Visit& visit) { return show_step(visit, nullptr, nullptr, {}, 200); });
  pages.post(url, save_step);
}

}  // namespace guichet::web::pages
