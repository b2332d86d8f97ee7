// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a draft's workflow: by a form of its kind, or as text for those who know what a manifest may hold.
#include "kernel/counter/studio_steps.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/plugins/authoring/write_yaml.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/studio.hpp"

#include <algorithm>
#include <array>

namespace guichet::web::pages {
namespace {

using counter::EditedStep;
using counter::EditedVoice;
using counter::ItemList;
using nlohmann::json;

constexpr std::array<const char*, 7> kinds{"approval", "task", "automation", "request", "wait", "notify", "decide"};
constexpr std::size_t most_voices = 8;

constexpr std::size_t most_branches = 12;
constexpr std::size_t most_answers = 60;

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
    if (step_.kind == "decide") add_branches();
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
      const auto of_kind = [&](const char* kind) { return voice.kind == kind ? voice.value : std::string(); };
      Controls::Options known = teams(true);
      const std::string team = of_kind("team");
      const auto is_team = [&](const auto& option) { return option.first == team; };
      // As its author wrote it, should no list have it.
      if (!team.empty() && std::none_of(known.begin(), known.end(), is_team)) known.emplace_back(team, team);
      controls_.list(name("team").c_str(), "studio.team-of", team, known);
      controls_.person(name("person").c_str(), "studio.person-of", of_kind("person"), {});
      const bool other = voice.kind == "role" || voice.kind == "rule";
      controls_.line(name("value").c_str(), "studio.role-of", other ? voice.value : std::string(),
                     {"studio.voice-value-hint", false, "medium", "text", 4000});
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
    add_answers();
  }

  /// What the other service asks, and what it is answered with.
  void add_answers() {
    const auto* service = view_.snapshot->service(domain::full_id(step_.service, view_.draft.department));
    if (step_.service.empty() || service == nullptr) return;
    controls_.heading("studio.answers");
    const auto own = question_options(counter::list_at(view_.draft.definition, "form"));
    std::size_t shown = 0;
    for (const auto& field : service->form.fields) {
      const bool asks = field.type != domain::FieldType::heading && field.type != domain::FieldType::file;
      if (!asks || ++shown > most_answers) continue;
      const auto given = std::find_if(step_.answers.begin(), step_.answers.end(),
                                      [&](const auto& answer) { return answer.name == field.id; });
      const counter::EditedAnswer answer = given != step_.answers.end() ? *given : counter::EditedAnswer{};
      const std::string name = "answer-" + field.id;
      controls_.titled_list(name.c_str(), field.label.in(visit_.language()), answer.question, own,
                            {field.required ? "studio.answer-required" : nullptr});
      controls_.line(("fixed-" + field.id).c_str(), "studio.answer-fixed", answer.value,
                     {nullptr, false, "medium", "text", 2000});
    }
  }

  /// One more than there are: which way to go, and the steps that come then.
  void add_branches() {
    const auto questions = question_options(counter::list_at(view_.draft.definition, "form"));
    const std::size_t count = std::min(most_branches, std::max<std::size_t>(2, step_.branches.size() + 1));
    for (std::size_t i = 0; i < count; ++i) {
      const counter::EditedBranch branch = i < step_.branches.size() ? step_.branches[i] : counter::EditedBranch{};
      const std::string suffix = "-" + std::to_string(i);
      controls_.heading(i == 0 ? "studio.branch" : "studio.branch-else");
      add_condition(controls_, visit_, branch.condition, questions, suffix, "studio.branch-when",
                    i == 0 ? "studio.branch-hint" : "studio.branch-else-hint");
      controls_.many(("then" + suffix).c_str(), "studio.branch-then", branch.then, other_steps());
    }
  }

  [[nodiscard]] Controls::Options other_steps() const {
    Controls::Options others;
    for (const json& step : counter::list_at(view_.draft.definition, "workflow")) {
      const std::string id = counter::string_at(step, "id");
      if (id == step_.id) continue;
      const std::string title = counter::text_at(step, "title").in(visit_.language());
      others.emplace_back(id, title.empty() ? id : title);
    }
    return others;
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
    const Controls::Options others = other_steps();
    if (!others.empty()) controls_.many("after", "studio.after", step_.after, others, "studio.after-hint");
    add_condition(controls_, visit_, step_.condition,
                  question_options(counter::list_at(view_.draft.definition, "form")), "", "studio.step-when-question",
                  "studio.step-when-hint");
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
  choices.reserve(kinds.size());
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

/// What whoever does the task writes down, each edited as a question.
void add_task_questions(View& data, const Visit& visit, const counter::DraftView& view, std::size_t place) {
  const ItemList questions{ItemList::Kind::task, place};
  data.flag("has_inner", true)
      .text("inner_title", visit.texts().text("studio.task-form"))
      .text("inner_empty", visit.texts().text("studio.no-task-form"))
      .text("inner_new", visit.texts().text("studio.new-question"))
      .text("inner_url", url_of_questions(view.draft.id, questions) + "/nouvelle")
      .list("inner_rows", question_rows(visit, view, questions));
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
  Controls controls(visit, std::move(errors));
  StepForm(controls, visit, *view, step).add();
  View data;
  controls.add_to(data, "questions");
  const std::string url = url_of_draft(view->draft.id) + "/etapes/";
  data.text("form_title", kind_title(visit, step.kind))
      .text("form_url", url + (fresh ? std::string("nouvelle") : std::to_string(place + 1)))
      .text("kind", step.kind)
      .flag("removable", !fresh)
      .text("back_url", url_of_draft(view->draft.id) + "#etapes")
      .text("list", "workflow")
      .flag("has_inner", false)
      .number("place", static_cast<std::int64_t>(place))
      .flag("with_text", !fresh)
      .text("yaml", text != nullptr ? *text
                    : fresh         ? ""
                                    : plugins::authoring::write_yaml(steps[place]));
  if (!fresh && step.kind == "task") add_task_questions(data, visit, *view, place);
  add_draft_frame(data, visit, *view, "draft");
  return visit.page("studio-form", std::move(data), Section::studio, status);
}

/// The ways of a decision up to the last that leads somewhere or has a condition.
std::vector<counter::EditedBranch> typed_branches(const Visit& visit) {
  std::vector<counter::EditedBranch> branches;
  std::size_t used = 0;
  for (std::size_t i = 0; i < most_branches; ++i) {
    const std::string suffix = "-" + std::to_string(i);
    branches.push_back({typed_condition(visit, suffix), ticked(visit, "then" + suffix)});
    const auto& condition = branches.back().condition;
    if (!branches.back().then.empty() || !condition.question.empty() || !condition.rule.empty()) used = i + 1;
  }
  branches.resize(used);
  return branches;
}

/// What the form says of the other service's questions; their types are the service's to say.
std::vector<counter::EditedAnswer> typed_answers(const Visit& visit, const std::string& service) {
  std::vector<counter::EditedAnswer> answers;
  if (service.empty()) return answers;
  const auto view = counter::read_draft(visit.counter(), visit.asker(), draft_in(visit));
  const auto* known = view ? view->snapshot->service(domain::full_id(service, view->draft.department)) : nullptr;
  if (known == nullptr) return answers;
  for (const auto& field : known->form.fields) {
    // Only those that the page asked: it may have been another service then.
    if (!visit.request().form.has("fixed-" + field.id)) continue;
    answers.push_back({field.id, std::string(domain::name_of(field.type)), typed(visit, ("answer-" + field.id).c_str()),
                       typed(visit, ("fixed-" + field.id).c_str())});
  }
  return answers;
}

EditedStep typed_step(const Visit& visit) {
  EditedStep step;
  step.id = typed(visit, "id");
  step.kind = typed(visit, "sorte");
  step.title = {typed(visit, "title"), typed(visit, "title_en")};
  step.after = ticked(visit, "after");
  step.condition = typed_condition(visit, "");
  step.team = typed(visit, "team");
  step.text = {typed(visit, "text"), typed(visit, "text_en")};
  for (std::size_t i = 0; i < most_voices; ++i) {
    const auto field = [&](const char* part) {
      return typed(visit, (std::string(part) + "-" + std::to_string(i)).c_str());
    };
    EditedVoice voice{field("voice"), "", field("of")};
    voice.value = voice.kind == "team" || voice.kind == "person" ? field(voice.kind.c_str()) : field("value");
    if (!voice.kind.empty()) step.voices.push_back(std::move(voice));
  }
  step.trust = typed(visit, "trust") == "yes";
  step.object_before = counter::duration_from_words(typed(visit, "object_before"));
  step.need = typed(visit, "need");
  step.in_turn = typed(visit, "in_turn") == "yes";
  step.remind = counter::duration_from_words(typed(visit, "remind"));
  step.automation = typed(visit, "automation");
  step.undo = typed(visit, "undo");
  step.retry = typed(visit, "retry");
  step.service = typed(visit, "service");
  step.blocking = typed(visit, "blocking") == "yes";
  step.length = counter::duration_from_words(typed(visit, "length"));
  step.until = typed(visit, "until");
  step.before = counter::duration_from_words(typed(visit, "before"));
  step.branches = typed_branches(visit);
  step.answers = typed_answers(visit, step.service);
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
                            return put_text_item(definition, {ItemList::Kind::workflow, 0}, place, text);
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
