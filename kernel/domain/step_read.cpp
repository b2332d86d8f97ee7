// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/step_read.hpp"

#include "kernel/domain/ids.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/domain/service_fields.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> kind_names{"approval", "task",   "request", "automation",
                                                     "wait",     "notify", "decide"};
constexpr std::size_t most_steps = 300;

const std::vector<std::string>& roots() {
  static const std::vector<std::string> all{"answers", "requester", "request", "steps"};
  return all;
}

Duration duration_from(ManifestReader& reader, const std::string& key) {
  const std::string text = reader.text_or(key, {});
  if (text.empty()) return {};
  const std::optional<Duration> duration = duration_of(text);
  if (!duration || duration->amount <= 0) reader.fail(key, not_a_duration);
  return *duration;
}

std::vector<std::string> near_from(ManifestReader& reader) {
  std::vector<std::string> near = reader.texts("near");
  for (const std::string& each : near) {
    const bool known = (each.starts_with("answers.") && each.size() > 8) || each == "requester.campus" ||
                       each == "requester.component" || each == "requester.office";
    if (!known) {
      reader.fail("near", "cannot be \"" + each + "\": it is answers.X or requester.campus, .component, .office");
    }
  }
  return near;
}

Voice voice_from(ManifestReader& reader, const std::string& plugin) {
  Voice voice;
  if (reader.has("team")) {
    voice.kind = Voice::Kind::team;
    voice.id = full_id(reader.text("team"), plugin);
    voice.near = near_from(reader);
  } else if (reader.has("person")) {
    voice.kind = Voice::Kind::person;
    voice.id = reader.text("person");
  } else if (reader.has("role")) {
    voice.kind = Voice::Kind::role;
    voice.id = reader.text("role");
    voice.of = reader.text_or("of", {});
  } else if (reader.has("expression")) {
    voice.kind = Voice::Kind::expression;
    voice.rule = reader.condition("expression", roots());
  } else {
    voice.kind = Voice::Kind::address;
    voice.rule = reader.condition("address", roots());
    if (voice.rule.is_null()) reader.fail("team", "is missing: say team, person, role, expression or address");
  }
  reader.done();
  return voice;
}

/// One voice, or a list of them; two of them have names.
std::vector<Voice> voices_from(ManifestReader& reader, const std::string& key, const std::string& plugin) {
  const json* value = reader.find(key);
  if (value == nullptr) reader.fail(key, "is missing");
  const auto one = [&](const json& voice, const std::string& path) -> Voice {
    if (voice == "requester.manager") return {};
    if (voice == "requester") {
      Voice requester;
      requester.kind = Voice::Kind::requester;
      return requester;
    }
    ManifestReader object(voice, path);
    return voice_from(object, plugin);
  };
  std::vector<Voice> voices;
  if (!value->is_array()) {
    voices.push_back(one(*value, reader.path_of(key)));
    return voices;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    voices.push_back(one((*value)[i], reader.path_of(key) + "[" + std::to_string(i) + "]"));
  }
  if (voices.empty() || voices.size() > 20) reader.fail(key, "must name one voice to twenty");
  return voices;
}

std::string team_under(ManifestReader& reader, const std::string& key, const std::string& plugin) {
  std::optional<ManifestReader> object = reader.object(key);
  if (!object) return {};
  std::string team = full_id(object->text("team"), plugin);
  object->done();
  return team;
}

void read_need(ManifestReader& reader, Approval& approval) {
  const json* need = reader.find("need");
  if (need == nullptr || *need == "all") return;
  approval.need = *need == "one" ? 1 : reader.count("need");
  if (approval.need == 0 || approval.need > approval.by.size())
    reader.fail("need", "must be all, one, or a number of those who are asked");
}

void read_refusal(ManifestReader& reader, Approval& approval) {
  const json* refusal = reader.find("on_refusal");
  if (refusal == nullptr || *refusal == "end") return;
  std::optional<ManifestReader> object = reader.object("on_refusal");
  approval.return_to = object->text("return_to");
  object->done();
}

Approval approval_from(ManifestReader& step, const std::string& plugin) {
  Approval approval;
  ManifestReader reader = *step.object("approval");
  approval.by = voices_from(reader, "by", plugin);
  for (const Voice& voice : approval.by) {
    if (voice.kind == Voice::Kind::requester) reader.fail("by", "cannot be the requester: nobody approves their own");
  }
  read_need(reader, approval);
  const std::string order = reader.text_or("order", "together");
  if (order != "together" && order != "in-turn") reader.fail("order", "must be together or in-turn");
  approval.in_turn = order == "in-turn";
  const std::string mode = reader.text_or("mode", "before");
  if (mode != "before" && mode != "trust") reader.fail("mode", "must be before or trust");
  approval.trust = mode == "trust";
  approval.object_before = duration_from(reader, "object_before");
  if (approval.trust && approval.object_before.amount == 0)
    reader.fail("object_before", "is missing: until when may they object?");
  if (reader.text_or("on_objection", "undo") != "undo") reader.fail("on_objection", "must be undo");
  approval.remind = duration_from(reader, "remind");
  if (std::optional<ManifestReader> escalate = reader.object("escalate")) {
    approval.escalate_after = duration_from(*escalate, "after");
    if (approval.escalate_after.amount == 0) escalate->fail("after", "is missing");
    approval.escalate_to = voices_from(*escalate, "to", plugin).front();
    escalate->done();
  }
  approval.otherwise = team_under(reader, "otherwise", plugin);
  if (approval.otherwise.empty()) reader.fail("otherwise", "is missing: which team answers when nobody can be found?");
  read_refusal(reader, approval);
  reader.done();
  return approval;
}

Task task_from(ManifestReader& step, const std::string& plugin) {
  Task task;
  ManifestReader reader = *step.object("task");
  task.team = full_id(reader.text_or("team", {}), plugin);
  task.near = near_from(reader);
  task.instructions = reader.local_text("instructions", false);
  task.form = form_from(reader, "form");
  for (const Field& field : task.form.fields) {
    if (field.type == FieldType::file)
      reader.fail("form", "cannot ask for a file (" + field.id +
                              "): whoever does the task joins files to a message of the request");
  }
  reader.done();
  return task;
}

/// Names to values or rules.
json rules_from(ManifestReader& reader, const std::string& key) {
  json rules = json::object();
  std::optional<ManifestReader> object = reader.object(key);
  if (!object) return rules;
  for (const auto& [name, rule] : reader.find(key)->items()) {
    rules[name] = rule.is_object() && rule.size() == 1 ? object->condition(name, roots()) : *object->find(name);
  }
  return rules;
}

SubRequest sub_request_from(ManifestReader& step, const std::string& plugin) {
  SubRequest request;
  ManifestReader reader = *step.object("request");
  request.service = full_id(reader.text("service"), plugin);
  request.map = rules_from(reader, "map");
  request.blocking = !reader.has("blocking") || reader.flag("blocking");
  reader.done();
  return request;
}

AutomationCall automation_from(ManifestReader& step, const std::string& plugin) {
  AutomationCall call;
  call.id = full_id(step.text("automation"), plugin);
  call.input = rules_from(step, "input");
  call.retry = static_cast<int>(step.count("retry"));
  if (call.retry > 50) step.fail("retry", "is more than 50");
  call.undo = full_id(step.text_or("undo", {}), plugin);
  call.on_success = step.text_or("on_success", {});
  if (!call.on_success.empty() && call.on_success != "resolve") step.fail("on_success", "must be resolve");
  call.otherwise = team_under(step, "otherwise", plugin);
  return call;
}

Wait wait_from(ManifestReader& step) {
  Wait wait;
  ManifestReader reader = *step.object("wait");
  wait.length = duration_from(reader, "for");
  wait.until = reader.condition("until", roots());
  wait.before = duration_from(reader, "before");
  wait.question = reader.local_text("answer", false);
  const int ways = (wait.length.amount > 0 ? 1 : 0) + (wait.until.is_null() ? 0 : 1) + (wait.question.empty() ? 0 : 1);
  if (ways != 1) reader.fail("for", "must stand alone: a wait says one of for, until, answer");
  reader.done();
  return wait;
}

Notice notice_from(ManifestReader& step, const std::string& plugin) {
  Notice notice;
  ManifestReader reader = *step.object("notify");
  notice.to = voices_from(reader, "to", plugin);
  notice.text = reader.local_text("text", true);
  reader.done();
  return notice;
}

std::vector<Branch> branches_from(ManifestReader& step) {
  std::vector<Branch> branches;
  for (ManifestReader& reader : step.objects("decide")) {
    branches.push_back({reader.condition("when", roots()), reader.texts("then")});
    reader.done();
  }
  return branches;
}

StepKind kind_from(ManifestReader& reader) {
  std::optional<StepKind> kind;
  for (const std::string_view name : kind_names) {
    if (!reader.has(std::string(name))) continue;
    if (kind) reader.fail(std::string(name), "is a second kind: a step is one thing");
    kind = step_kind_of(name);
  }
  if (!kind) {
    reader.fail("automation", "is missing: a step is an approval, task, request, automation, wait, notify or decide");
  }
  return *kind;
}

void read_kind(ManifestReader& reader, const std::string& plugin, Step& step) {
  switch (step.kind) {
    case StepKind::approval:
      step.approval = approval_from(reader, plugin);
      break;
    case StepKind::task:
      step.task = task_from(reader, plugin);
      break;
    case StepKind::request:
      step.request = sub_request_from(reader, plugin);
      break;
    case StepKind::automation:
      step.automation = automation_from(reader, plugin);
      break;
    case StepKind::wait:
      step.wait = wait_from(reader);
      break;
    case StepKind::notify:
      step.notice = notice_from(reader, plugin);
      break;
    case StepKind::decide:
      step.branches = branches_from(reader);
      break;
  }
}

}  // namespace

std::string_view name_of(StepKind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<StepKind> step_kind_of(std::string_view name) {
  const auto* const found = std::find(kind_names.begin(), kind_names.end(), name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<StepKind>(found - kind_names.begin());
}

std::vector<Step> workflow_from(ManifestReader& service, const std::string& key, const std::string& plugin) {
  std::vector<Step> steps;
  std::set<std::string> ids;
  for (ManifestReader& reader : service.objects(key)) {
    Step step;
    step.id = reader.text("id");
    step.kind = kind_from(reader);
    step.title = reader.local_text("title", false);
    step.after = reader.texts("after");
    step.when = reader.condition("when", roots());
    step.returns = reader.texts("returns");
    step.stakes = reader.texts("stakes");
    read_kind(reader, plugin, step);
    reader.done();
    if (!ids.insert(step.id).second) reader.fail("id", "stands twice in the workflow");
    steps.push_back(std::move(step));
    if (steps.size() > most_steps) service.fail(key, "has more than 300 steps");
  }
  for (const Step& step : steps) {
    for (const std::string& before : step.after) {
      if (!ids.contains(before))
        service.fail(key, "step \"" + step.id + "\" waits for unknown step \"" + before + "\"");
    }
  }
  return steps;
}

void for_each_reference(
    const std::vector<Step>& workflow,
    const std::function<void(const char* kind, const std::string& id, const std::string& step)>& tell) {
  for (const Step& step : workflow) {
    const auto told = [&](const char* kind, const std::string& id) {
      if (!id.empty()) tell(kind, id, step.id);
    };
    const auto voices = [&](const std::vector<Voice>& all) {
      for (const Voice& voice : all) {
        if (voice.kind == Voice::Kind::team) told("team", voice.id);
      }
    };
    voices(step.approval.by);
    if (step.approval.escalate_to) voices({*step.approval.escalate_to});
    voices(step.notice.to);
    told("team", step.approval.otherwise);
    told("team", step.task.team);
    told("service", step.request.service);
    told("automation", step.automation.id);
    told("automation", step.automation.undo);
    told("team", step.automation.otherwise);
  }
}

}  // namespace guichet::domain
