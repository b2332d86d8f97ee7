// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/commitment.hpp"
#include "kernel/domain/form.hpp"
#include "kernel/domain/text.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::domain {

enum class StepKind { approval, task, request, automation, wait, notify, decide };
[[nodiscard]] std::string_view name_of(StepKind kind);  ///< "approval", as the manifest says it
[[nodiscard]] std::optional<StepKind> step_kind_of(std::string_view name);

/// Who is asked, or told: one voice of an approval, one reader of a notice.
struct Voice {
  enum class Kind {
    requester,   ///< notices only: nobody approves their own request
    manager,     ///< the requester's
    person,      ///< `id`: a login
    team,        ///< `id`: full id; anybody of it speaks for it
    role,        ///< whoever holds role `id` over the structure that `of` names; the head of a structure is role "head"
    expression,  ///< `rule` answers a login, or a list of them
    address,     ///< `rule` answers an e-mail address: somebody without an account, who gets a link
  };
  Kind kind = Kind::manager;
  std::string id;
  std::string of;                 ///< "requester.component", "answers.faculty", or a component's id; empty: university
  std::vector<std::string> near;  ///< team: picks the branch of a group
  nlohmann::json rule;
};

/// Somebody has to agree.
struct Approval {
  std::vector<Voice> by;
  std::size_t need = 0;  ///< how many must agree; 0: all of them
  bool in_turn = false;  ///< asked one after the other, in the order of `by`
  bool trust = false;    ///< work begins at once; they may object until `object_before` has passed
  Duration object_before;
  Duration remind;                   ///< 0: no reminder
  Duration escalate_after;           ///< 0: never
  std::optional<Voice> escalate_to;  ///< asked as well from then on
  std::string otherwise;             ///< full id of the team that answers for somebody who cannot be found
  std::string return_to;             ///< refused: back to this step; empty: the request ends, refused
};

/// Work for a team, with its own small form.
struct Task {
  std::string team;  ///< full id, a group is resolved by `near`; empty: the team that has the request
  std::vector<std::string> near;
  LocalText instructions;
  Form form;  ///< what the agent writes down when it is done; may be empty
};

/// A request to another service.
struct SubRequest {
  std::string service;                            ///< full id
  nlohmann::json map = nlohmann::json::object();  ///< answers of that service: names to JsonLogic
  bool blocking = true;                           ///< its parent waits for its end
};

/// A function of a plugin.
struct AutomationCall {
  std::string id;                                   ///< full id "it/unlock-account"
  nlohmann::json input = nlohmann::json::object();  ///< names to JsonLogic
  int retry = 0;                                    ///< tries at most; 0: the counter's own bound
  std::string undo;                                 ///< full id of the automation that takes it back; empty: none
  std::string on_success;                           ///< "resolve" or empty
  std::string otherwise;                            ///< full id of the team that gets it when the machine cannot
};

/// Time passes, or the requester answers. One of the three.
struct Wait {
  Duration length;       ///< 0: not this one
  nlohmann::json until;  ///< answers an ISO date; null: not this one
  Duration before;       ///< so long before `until`
  LocalText question;    ///< asked of the requester; empty: not this one
};

struct Notice {
  std::vector<Voice> to;
  LocalText text;
};

/// The first branch whose condition holds goes on; the steps of the others are skipped. The last has no condition.
struct Branch {
  nlohmann::json when;
  std::vector<std::string> then;  ///< ids of steps; may be empty
};

/// One step of a workflow. Of the parts from `approval` on, the one of its kind counts.
struct Step {
  std::string id;
  StepKind kind = StepKind::task;
  LocalText title;  ///< may be empty: told by its kind
  std::vector<std::string> after;
  nlohmann::json when;               ///< JsonLogic over answers, requester, request, steps; null: always
  std::vector<std::string> returns;  ///< earlier steps that whoever has this one may send the request back to
  std::vector<std::string> stakes;   ///< "money", "rights": what is spent or granted by it
  Approval approval;
  Task task;
  SubRequest request;
  AutomationCall automation;
  Wait wait;
  Notice notice;
  std::vector<Branch> branches;
};

/// Borrowed from `workflow`; null when it has no such step.
[[nodiscard]] const Step* find_step(const std::vector<Step>& workflow, std::string_view id);

}  // namespace guichet::domain
