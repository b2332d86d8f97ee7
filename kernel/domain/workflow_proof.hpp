// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/step.hpp"

#include <functional>
#include <string>
#include <vector>

namespace guichet::domain {

/// Something that must not be in a workflow that is published.
struct WorkflowFinding {
  std::string step;              ///< the step it is about
  std::string problem;           ///< "unreachable", "cycle"...: names the sentence, "workflow.problem.unreachable"
  std::vector<std::string> way;  ///< steps that lead there, the first first; may be empty
  std::string other;             ///< another step or automation that the sentence names
};

/// What the proof has to know from elsewhere.
struct WorkflowFacts {
  std::function<bool(const std::string& automation)> has_stakes;  ///< spends money or grants rights; may be empty
  bool trust_accepted = false;  ///< an administrator accepted trust for this service by name
  std::string service;          ///< full id; a sub-request to itself never ends
  bool confidential = false;    ///< its requests are for the teams of its department alone
};

/// Proves a workflow with its conditions taken as free: any of them may be true or false. Empty when it is sound.
/// Problems: "unknown-step" {other}, "cycle" {way}, "unreachable" {way}, "no-else", "unreachable-branch",
/// "return-not-earlier" {other}, "return-without-undo" {other, way}, "trust-without-undo" {other, way}, "trust-stakes"
/// {other, way}, "nobody-can-approve", "asks-itself", "approves-own-request", "told-outside" {other} of a confidential
/// service. For authors: sentence_of.
[[nodiscard]] std::vector<WorkflowFinding> prove(const std::vector<Step>& workflow, const WorkflowFacts& facts);

/// In English, for `guichet-sdk`: names the step and the way there.
[[nodiscard]] std::string sentence_of(const WorkflowFinding& finding);

}  // namespace guichet::domain
