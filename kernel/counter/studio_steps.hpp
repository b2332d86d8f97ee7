// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/studio_edit.hpp"

#include <string>
#include <vector>

/// Steps of a workflow as forms show and send them. Pure; what no form knows of stays as it is.
namespace guichet::counter {

/// One who is asked or told. `kind`: manager, requester, team, person, role; rule: anything else, as JSON.
struct EditedVoice {
  std::string kind;
  std::string value;  ///< team, person, role; rule: the JSON
  std::string of;     ///< role: "requester.component", a component's id, or empty
};

/// One way of a decision, and the steps that come then.
struct EditedBranch {
  EditedCondition condition;
  std::vector<std::string> then;
};

/// What a question of another service is answered with: the answer to a question here, or what is written.
struct EditedAnswer {
  std::string name;      ///< the other service's question
  std::string type;      ///< and its type, "integer"; empty: a text
  std::string question;  ///< of this form; empty: `value` counts
  std::string value;     ///< a text, a number, "yes" or "no"; a rule of JsonLogic in braces
};

struct EditedStep {
  std::string id;  ///< empty: made of the title
  std::string kind = "task";
  domain::LocalText title;
  std::vector<std::string> after;
  EditedCondition condition;
  std::string team;        ///< task: whose it is; approval and automation: who gets it otherwise
  domain::LocalText text;  ///< task: instructions; notify: what is said; wait: the question
  std::vector<EditedVoice> voices;
  bool trust = false;
  std::string object_before;
  std::string need;  ///< "", "one" or a number
  bool in_turn = false;
  std::string remind;
  std::string automation, undo, retry;
  std::string service;
  bool blocking = true;
  std::vector<EditedAnswer> answers;  ///< those that are not named stay as they are
  std::string length;                 ///< wait: so long
  std::string until, before;          ///< wait: until the date that this question answers, so long before
  std::vector<EditedBranch> branches;
};
[[nodiscard]] EditedStep step_of(const nlohmann::json& step, const nlohmann::json& definition);
/// Changes the step at `index`, or adds one at the end. Error{invalid} with fields named as the members are, "voice-N",
/// "answer-NAME", and "question-N", "how-N", "value-N", "rule-N", "then-N" of a branch.
[[nodiscard]] domain::Result<domain::Done> put_step(nlohmann::json& definition, std::size_t index,
                                                    const EditedStep& step);

/// The one of the seven kinds that a step is, "" when it is none.
[[nodiscard]] std::string kind_of_step(const nlohmann::json& step);

}  // namespace guichet::counter
