// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/studio_steps.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/domain/commitment.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::FieldError;
using domain::Result;
using nlohmann::json;
using Strings = std::vector<std::string>;

constexpr std::array<const char*, 7> kinds{"approval", "task", "request", "automation", "wait", "notify", "decide"};

EditedVoice voice_of(const json& voice) {
  if (voice == "requester.manager") return {"manager", "", ""};
  if (voice == "requester") return {"requester", "", ""};
  if (voice.is_object() && voice.size() == 1 && voice.contains("team")) return {"team", string_at(voice, "team"), ""};
  if (voice.is_object() && voice.size() == 1 && voice.contains("person")) {
    return {"person", string_at(voice, "person"), ""};
  }
  const bool plain_role =
      voice.is_object() && voice.contains("role") && voice.size() == (voice.contains("of") ? 2U : 1U);
  if (plain_role && (!voice.contains("of") || voice["of"].is_string())) {
    return {"role", string_at(voice, "role"), string_at(voice, "of")};
  }
  return {"rule", voice.dump(-1, ' ', false, json::error_handler_t::replace), ""};
}

/// Null when nobody is named.
json voice_from(const EditedVoice& voice, bool& readable) {
  if (voice.kind == "manager") return "requester.manager";
  if (voice.kind == "requester") return "requester";
  if (voice.kind.empty() || voice.value.empty()) return nullptr;
  if (voice.kind == "team" || voice.kind == "person") return {{voice.kind, voice.value}};
  if (voice.kind == "role") {
    json role = {{"role", voice.value}};
    put_or_erase(role, "of", voice.of);
    return role;
  }
  json rule = json::parse(voice.value, nullptr, false);
  if (!rule.is_discarded()) return rule;
  readable = false;
  return nullptr;
}

std::vector<EditedVoice> voices_of(const json& part, const char* key) {
  std::vector<EditedVoice> voices;
  if (!part.contains(key)) return voices;
  const json& given = part[key];
  if (!given.is_array()) return {voice_of(given)};
  for (const json& one : given) voices.push_back(voice_of(one));
  return voices;
}

/// A number as it is written in a manifest, a text as it was typed.
json number_or_text(const std::string& text) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? json(number) : json(text);
}

EditedAnswer answer_of(const std::string& name, const json& value, const json& form) {
  EditedAnswer answer;
  answer.name = name;
  answer.question = question_named(value, form);
  if (answer.question.empty()) answer.value = typed_value(value);
  return answer;
}

/// Null when nothing is answered; nothing when it cannot be read.
std::optional<json> answer_from(const EditedAnswer& answer) {
  if (!answer.question.empty()) return json{{"var", "answers." + answer.question}};
  if (answer.value.empty()) return json();
  const bool structured = answer.value.front() == '{' || answer.value.front() == '[';
  const bool number = is_number_type(answer.type);
  if (answer.type == "yes-no" || answer.type == "consent") {
    if (answer.value == "yes" || answer.value == "oui") return json(true);
    if (answer.value == "no" || answer.value == "non") return json(false);
  }
  if (!structured && !number) return json(answer.value);
  json read = json::parse(answer.value, nullptr, false);
  if (read.is_discarded() || (number && !structured && !read.is_number())) return std::nullopt;
  return read;
}

class StepWriter {
 public:
  StepWriter(json& step, const EditedStep& edited, const json& form) : step_(step), edited_(edited), form_(form) {}

  std::vector<FieldError> write() {
    put_text(step_, "title", edited_.title);
    put_or_erase(step_, "after", edited_.after);
    if (edited_.kind == "approval") write_approval();
    if (edited_.kind == "task") write_task();
    if (edited_.kind == "automation") write_automation();
    if (edited_.kind == "request") write_request();
    if (edited_.kind == "wait") write_wait();
    if (edited_.kind == "notify") write_notice();
    if (edited_.kind == "decide") write_branches();
    return std::move(wrong_);
  }

 private:
  json part(const char* key) const {
    json part = step_.value(key, json::object());
    return part.is_object() ? part : json::object();
  }

  void duration(const char* field, const std::string& text) {
    if (!text.empty() && !domain::duration_of(text)) wrong_.push_back({field, "error.studio.duration"});
  }

  json voices() {
    json list = json::array();
    for (std::size_t i = 0; i < edited_.voices.size(); ++i) {
      bool readable = true;
      json voice = voice_from(edited_.voices[i], readable);
      if (!readable) wrong_.push_back({"voice-" + std::to_string(i), "error.studio.not-json"});
      if (!voice.is_null()) list.push_back(std::move(voice));
    }
    if (list.empty() && wrong_.empty()) wrong_.push_back({"voice-0", "error.field.required"});
    return list;
  }
  /// One voice stands alone, as authors write it, unless it was a list before.
  static json alone(json list, const json& before) {
    return list.size() == 1 && !before.is_array() ? list.front() : list;
  }

  void write_approval() {
    json approval = part("approval");
    approval["by"] = alone(voices(), approval.value("by", json()));
    put_or_erase(approval, "need", edited_.need.empty() ? json() : number_or_text(edited_.need));
    put_or_erase(approval, "order", edited_.in_turn ? json("in-turn") : json());
    const std::string mode_before = string_at(approval, "mode");
    if (edited_.trust != (mode_before == "trust"))
      put_or_erase(approval, "mode", edited_.trust ? json("trust") : json());
    duration("object_before", edited_.object_before);
    put_or_erase(approval, "object_before", edited_.trust ? json(edited_.object_before) : json());
    if (!edited_.trust) approval.erase("on_objection");
    duration("remind", edited_.remind);
    put_or_erase(approval, "remind", edited_.remind);
    if (edited_.team.empty()) {
      wrong_.push_back({"team", "error.field.required"});
    } else {
      approval["otherwise"] = {{"team", edited_.team}};
    }
    step_["approval"] = std::move(approval);
  }

  void write_task() {
    json task = part("task");
    put_or_erase(task, "team", edited_.team);
    put_text(task, "instructions", edited_.text);
    step_["task"] = std::move(task);
  }

  void write_automation() {
    if (edited_.automation.empty()) wrong_.push_back({"automation", "error.field.required"});
    step_["automation"] = edited_.automation;
    put_or_erase(step_, "undo", edited_.undo);
    put_or_erase(step_, "retry", edited_.retry.empty() ? json() : number_or_text(edited_.retry));
    put_or_erase(step_, "otherwise", edited_.team.empty() ? json() : json{{"team", edited_.team}});
  }

  void write_request() {
    json request = part("request");
    if (edited_.service.empty()) wrong_.push_back({"service", "error.field.required"});
    request["service"] = edited_.service;
    const bool before = !request.contains("blocking") || request["blocking"] == true;
    if (before != edited_.blocking) put_or_erase(request, "blocking", edited_.blocking ? json() : json(false));
    json map = request.value("map", json::object());
    if (!map.is_object()) map = json::object();
    for (const EditedAnswer& answer : edited_.answers) {
      // What was not touched stays as its author wrote it.
      if (map.contains(answer.name)) {
        const EditedAnswer before_it = answer_of(answer.name, map[answer.name], form_);
        if (before_it.question == answer.question && before_it.value == answer.value) continue;
      }
      auto value = answer_from(answer);
      if (!value) {
        wrong_.push_back({"answer-" + answer.name, "error.studio.answer"});
      } else if (value->is_null()) {
        map.erase(answer.name);
      } else {
        map[answer.name] = std::move(*value);
      }
    }
    put_or_erase(request, "map", std::move(map));
    step_["request"] = std::move(request);
  }

  void write_wait() {
    json wait = part("wait");
    const json until_before = wait.value("until", json());
    duration("length", edited_.length);
    duration("before", edited_.before);
    put_or_erase(wait, "for", edited_.length);
    const std::string variable = "answers." + edited_.until;
    if (edited_.until.empty()) {
      // A rule of its own stays: no question stands for it in the form.
      if (until_before.is_object() && until_before.contains("var")) wait.erase("until");
    } else {
      wait["until"] = {{"var", variable}};
    }
    put_or_erase(wait, "before", edited_.before);
    put_text(wait, "answer", edited_.text);
    if (wait.empty()) wrong_.push_back({"length", "error.studio.wait"});
    step_["wait"] = std::move(wait);
  }

  void write_notice() {
    json notice = part("notify");
    notice["to"] = alone(voices(), notice.value("to", json()));
    if (edited_.text.fr.empty()) wrong_.push_back({"text", "error.field.required"});
    put_text(notice, "text", edited_.text);
    step_["notify"] = std::move(notice);
  }

  void write_branches() {
    json branches = json::array();
    for (std::size_t i = 0; i < edited_.branches.size(); ++i) {
      const EditedBranch& edited = edited_.branches[i];
      auto rule = rule_of(edited.condition, form_);
      if (!rule) {
        add_numbered(wrong_, rule.error(), i);
        continue;
      }
      json branch = json::object();
      put_or_erase(branch, "when", std::move(*rule));
      branch["then"] = edited.then;
      branches.push_back(std::move(branch));
    }
    if (branches.empty() && wrong_.empty()) wrong_.push_back({"then-0", "error.field.required"});
    step_["decide"] = std::move(branches);
  }

  json& step_;
  const EditedStep& edited_;
  const json& form_;
  std::vector<FieldError> wrong_;
};

}  // namespace

std::string kind_of_step(const json& step) {
  for (const char* kind : kinds) {
    if (step.is_object() && step.contains(kind)) return kind;
  }
  return {};
}

EditedStep step_of(const json& step, const json& definition) {
  EditedStep edited;
  edited.id = string_at(step, "id");
  edited.kind = kind_of_step(step);
  edited.title = text_at(step, "title");
  edited.after = strings_at(step, "after");
  if (step.contains("when")) edited.condition = condition_of(step["when"], list_at(definition, "form"));
  const bool takes_text = edited.kind == "automation", takes_list = edited.kind == "decide";
  json part = edited.kind.empty() ? json::object() : step[edited.kind];
  // Written by hand it may be anything: what is no part of its kind is shown as none.
  if (!takes_text && !takes_list && !part.is_object()) part = json::object();
  const auto otherwise = [](const json& from) {
    return from.contains("otherwise") ? string_at(from["otherwise"], "team") : std::string();
  };
  if (edited.kind == "approval") {
    edited.voices = voices_of(part, "by");
    edited.team = otherwise(part);
    edited.trust = string_at(part, "mode") == "trust";
    edited.object_before = string_at(part, "object_before");
    edited.remind = string_at(part, "remind");
    edited.in_turn = string_at(part, "order") == "in-turn";
    if (part.contains("need")) edited.need = part["need"].is_string() ? string_at(part, "need") : part["need"].dump();
  } else if (edited.kind == "task") {
    edited.team = string_at(part, "team");
    edited.text = text_at(part, "instructions");
  } else if (edited.kind == "automation") {
    edited.automation = string_at(step, "automation");
    edited.undo = string_at(step, "undo");
    if (step.contains("retry")) edited.retry = step["retry"].dump();
    edited.team = otherwise(step);
  } else if (edited.kind == "request") {
    edited.service = string_at(part, "service");
    edited.blocking = !part.contains("blocking") || part["blocking"] == true;
    const json map = part.value("map", json::object());
    const json form = list_at(definition, "form");
    if (map.is_object()) {
      for (const auto& [name, value] : map.items()) edited.answers.push_back(answer_of(name, value, form));
    }
  } else if (edited.kind == "wait") {
    edited.length = string_at(part, "for");
    edited.before = string_at(part, "before");
    edited.text = text_at(part, "answer");
    const std::string variable = part.contains("until") ? string_at(part["until"], "var") : "";
    if (variable.starts_with("answers.")) edited.until = variable.substr(8);
  } else if (edited.kind == "notify") {
    edited.voices = voices_of(part, "to");
    edited.text = text_at(part, "text");
  } else if (edited.kind == "decide") {
    const json form = list_at(definition, "form");
    for (const json& branch : list_at(step, "decide")) {
      EditedBranch one;
      if (branch.is_object() && branch.contains("when")) one.condition = condition_of(branch["when"], form);
      one.then = strings_at(branch, "then");
      edited.branches.push_back(std::move(one));
    }
  }
  return edited;
}

Result<Done> put_step(json& definition, std::size_t index, const EditedStep& edited) {
  json steps = list_at(definition, "workflow");
  const bool fresh = index >= steps.size();
  json step = fresh ? json::object() : steps[index];
  std::vector<FieldError> wrong;
  if (std::find(kinds.begin(), kinds.end(), edited.kind) == kinds.end()) {
    return Error{ErrorKind::invalid, "error.form.check", {}, {{"kind", "error.field.not-an-option"}}, ""};
  }
  Strings taken;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (fresh || i != index) taken.push_back(string_at(steps[i], "id"));
  }
  const std::string words = edited.title.fr.empty() ? edited.kind : edited.title.fr;
  const std::string id = edited.id.empty() ? id_from(words, taken) : edited.id;
  if (!is_item_id(id)) {
    wrong.push_back({"id", "error.studio.id"});
  } else if (std::find(taken.begin(), taken.end(), id) != taken.end()) {
    wrong.push_back({"id", "error.studio.id-taken"});
  }
  if (!fresh && kind_of_step(step) != edited.kind) {
    // Of another kind it begins anew, where it stands.
    json anew = json::object();
    if (step.contains("returns")) anew["returns"] = step["returns"];
    step = std::move(anew);
  }
  const std::string before = fresh ? "" : string_at(steps[index], "id");
  step["id"] = id;
  auto rule = rule_of(edited.condition, list_at(definition, "form"));
  if (!rule) wrong.insert(wrong.end(), rule.error().fields.begin(), rule.error().fields.end());
  if (rule) put_or_erase(step, "when", std::move(*rule));
  const auto more = StepWriter(step, edited, list_at(definition, "form")).write();
  wrong.insert(wrong.end(), more.begin(), more.end());
  if (!wrong.empty()) return Error{ErrorKind::invalid, "error.form.check", {}, std::move(wrong), ""};
  if (fresh) {
    steps.push_back(std::move(step));
  } else {
    steps[index] = std::move(step);
  }
  // Those that waited for it wait for it under its new name.
  for (json& other : steps) {
    if (before.empty() || before == id || !other.contains("after")) continue;
    for (json& earlier : other["after"]) {
      if (earlier == before) earlier = id;
    }
  }
  definition["workflow"] = std::move(steps);
  return Done{};
}

}  // namespace guichet::counter
