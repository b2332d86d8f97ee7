// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/workflow_proof.hpp"

#include "kernel/domain/ids.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace guichet::domain {
namespace {

using Ids = std::vector<std::string>;

/// The workflow as a graph: an edge from what a step waits for to the step.
class Proof {
 public:
  Proof(const std::vector<Step>& workflow, const WorkflowFacts& facts) : workflow_(workflow), facts_(facts) {
    for (std::size_t i = 0; i < workflow.size(); ++i) by_id_.emplace(workflow[i].id, i);
    before_.resize(workflow.size());
    next_.resize(workflow.size());
    for (std::size_t i = 0; i < workflow.size(); ++i) {
      for (const std::string& earlier : workflow[i].after) link(earlier, i);
      for (const Branch& branch : workflow[i].branches) {
        for (const std::string& then : branch.then) {
          if (const auto index = by_id_.find(then); index != by_id_.end()) link(workflow[i].id, index->second);
        }
      }
    }
  }

  std::vector<WorkflowFinding> findings() {
    for (std::size_t i = 0; i < workflow_.size(); ++i) {
      check_references(i);
      if (workflow_[i].kind == StepKind::decide) check_branches(i);
      if (workflow_[i].kind == StepKind::approval) check_approval(i);
      if (workflow_[i].kind == StepKind::request && workflow_[i].request.service == facts_.service &&
          !facts_.service.empty())
        found(i, "asks-itself", {}, facts_.service);
      if (facts_.confidential) check_told(i);
    }
    check_order();
    // What follows walks along the order, which has to be one.
    if (cyclic_.empty()) check_returns_and_trust();
    return std::move(found_);
  }

 private:
  void link(const std::string& earlier, std::size_t later) {
    const auto index = by_id_.find(earlier);
    if (index == by_id_.end()) return;
    before_[later].push_back(index->second);
    next_[index->second].push_back(later);
  }

  void found(std::size_t step, const char* problem, Ids way = {}, std::string other = {}) {
    found_.push_back({workflow_[step].id, problem, std::move(way), std::move(other)});
  }

  void check_references(std::size_t i) {
    const Step& step = workflow_[i];
    const auto known = [&](const Ids& ids) {
      for (const std::string& id : ids) {
        if (!by_id_.contains(id)) found(i, "unknown-step", {}, id);
      }
    };
    known(step.after);
    known(step.returns);
    if (!step.approval.return_to.empty()) known({step.approval.return_to});
    for (const Branch& branch : step.branches) known(branch.then);
  }

  void check_branches(std::size_t i) {
    const auto& branches = workflow_[i].branches;
    if (branches.empty() || !branches.back().when.is_null()) found(i, "no-else");
    for (std::size_t b = 0; b + 1 < branches.size(); ++b) {
      if (!branches[b].when.is_null()) continue;
      std::string steps;
      for (const std::string& then : branches[b + 1].then) steps += (steps.empty() ? "" : ", ") + then;
      found(i, "unreachable-branch", {}, steps);
      break;
    }
  }

  void check_approval(std::size_t i) {
    const Approval& approval = workflow_[i].approval;
    if (approval.by.empty() || approval.otherwise.empty()) found(i, "nobody-can-approve");
    for (const Voice& voice : approval.by) {
      const bool own = voice.kind == Voice::Kind::requester ||
                       (voice.kind == Voice::Kind::expression && voice.rule.is_object() && voice.rule.contains("var") &&
                        (voice.rule["var"] == "requester.login" || voice.rule["var"] == "requester"));
      if (own) found(i, "approves-own-request");
    }
  }

  /// A confidential request is shown to nobody but the teams of its department, and to whoever made it.
  void check_told(std::size_t i) {
    const Step& step = workflow_[i];
    std::vector<Voice> told = step.notice.to;
    if (step.kind == StepKind::approval) {
      told = step.approval.by;
      if (step.approval.escalate_to) told.push_back(*step.approval.escalate_to);
      told.push_back({Voice::Kind::team, step.approval.otherwise, "", {}, {}});
    }
    told.push_back({Voice::Kind::team, step.task.team, "", {}, {}});
    told.push_back({Voice::Kind::team, step.automation.otherwise, "", {}, {}});
    for (const Voice& voice : told) {
      const bool within =
          voice.kind == Voice::Kind::requester ||
          (voice.kind == Voice::Kind::team && (voice.id.empty() || plugin_of(voice.id) == plugin_of(facts_.service)));
      if (!within) return found(i, "told-outside", {}, voice.kind == Voice::Kind::team ? voice.id : "");
    }
  }

  /// The steps from one to another along the order, both included; empty when there is no way.
  [[nodiscard]] Ids way(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> came(workflow_.size(), workflow_.size());
    std::vector<std::size_t> reached{from};
    came[from] = from;
    for (std::size_t at = 0; at < reached.size(); ++at) {
      for (const auto later : next_[reached[at]]) {
        if (came[later] != workflow_.size()) continue;
        came[later] = reached[at];
        reached.push_back(later);
      }
    }
    if (came[to] == workflow_.size()) return {};
    Ids ids{workflow_[to].id};
    for (std::size_t at = to; at != from;) {
      at = came[at];
      ids.insert(ids.begin(), workflow_[at].id);
    }
    return ids;
  }

  [[nodiscard]] std::set<std::size_t> behind(std::size_t step) const {
    std::set<std::size_t> found{step};
    std::vector<std::size_t> reached{step};
    for (std::size_t at = 0; at < reached.size(); ++at) {
      for (const auto later : next_[reached[at]]) {
        if (found.insert(later).second) reached.push_back(later);
      }
    }
    return found;
  }

  /// Takes away, one after the other, the steps that wait for nothing that is left: what remains waits for itself, or
  /// for something that does.
  void check_order() {
    std::vector<std::size_t> waits(workflow_.size());
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < workflow_.size(); ++i) {
      waits[i] = before_[i].size();
      if (waits[i] == 0) free.push_back(i);
    }
    for (std::size_t at = 0; at < free.size(); ++at) {
      for (const auto later : next_[free[at]]) {
        if (--waits[later] == 0) free.push_back(later);
      }
    }
    for (std::size_t i = 0; i < workflow_.size(); ++i) {
      if (waits[i] != 0) cyclic_.insert(i);
    }
    std::set<std::size_t> told;
    for (const auto i : cyclic_) {
      const Ids around = cycle_of(i);
      if (around.empty()) continue;
      if (told.contains(i)) continue;
      for (const std::string& id : around) told.insert(by_id_.at(id));
      found(i, "cycle", around);
    }
    for (const auto i : cyclic_) {
      if (told.contains(i)) continue;
      for (const auto in_cycle : told) {
        Ids there = way(in_cycle, i);
        if (there.empty()) continue;
        found(i, "unreachable", std::move(there), workflow_[in_cycle].id);
        break;
      }
    }
  }

  [[nodiscard]] Ids cycle_of(std::size_t step) const {
    for (const auto later : next_[step]) {
      Ids back = way(later, step);
      if (back.empty()) continue;
      back.insert(back.begin(), workflow_[step].id);
      return back;
    }
    return {};
  }

  void check_returns_and_trust() {
    for (std::size_t i = 0; i < workflow_.size(); ++i) {
      Ids targets = workflow_[i].returns;
      if (!workflow_[i].approval.return_to.empty()) targets.push_back(workflow_[i].approval.return_to);
      for (const std::string& target : targets) check_return(i, target);
      if (workflow_[i].kind == StepKind::approval && workflow_[i].approval.trust) check_trust(i);
    }
  }

  void check_return(std::size_t from, const std::string& target) {
    const auto to = by_id_.find(target);
    if (to == by_id_.end()) return;
    const auto after_target = behind(to->second);
    if (!after_target.contains(from) || to->second == from) return found(from, "return-not-earlier", {}, target);
    const auto after_step = behind(from);
    for (const auto again : after_target) {
      const Step& step = workflow_[again];
      if (after_step.contains(again) || step.kind != StepKind::automation || !step.automation.undo.empty()) continue;
      found(from, "return-without-undo", way(to->second, again), step.id);
    }
  }

  void check_trust(std::size_t trusting) {
    for (const auto later : behind(trusting)) {
      const Step& step = workflow_[later];
      if (step.kind == StepKind::automation && step.automation.undo.empty())
        found(trusting, "trust-without-undo", way(trusting, later), step.id);
      const bool stakes = !step.stakes.empty() || (step.kind == StepKind::automation && facts_.has_stakes &&
                                                   facts_.has_stakes(step.automation.id));
      if (stakes && !facts_.trust_accepted) found(trusting, "trust-stakes", way(trusting, later), step.id);
    }
  }

  const std::vector<Step>& workflow_;
  const WorkflowFacts& facts_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::vector<std::size_t>> before_, next_;
  std::set<std::size_t> cyclic_;
  std::vector<WorkflowFinding> found_;
};

std::string arrows(const Ids& way) {
  std::string text;
  for (const std::string& id : way) text += (text.empty() ? "" : " → ") + id;
  return text;
}

}  // namespace

std::vector<WorkflowFinding> prove(const std::vector<Step>& workflow, const WorkflowFacts& facts) {
  return Proof(workflow, facts).findings();
}

std::string sentence_of(const WorkflowFinding& finding) {
  static const std::map<std::string, std::string> sentences{
      {"unknown-step", "names the step OTHER, which is not there"},
      {"cycle", "waits, through others, for itself: WAY"},
      {"unreachable", "is never reached: it waits for OTHER, which waits for itself (WAY)"},
      {"no-else", "may take no branch at all: let the last branch have no `when`"},
      {"unreachable-branch", "has branches after one without `when`, which are never taken (OTHER): put that one last"},
      {"return-not-earlier", "goes back to OTHER, which does not come before it"},
      {"return-without-undo", "may go back and have OTHER run twice (WAY): give OTHER an `undo`"},
      {"trust-without-undo", "trusts first, and what OTHER does could not be taken back (WAY): give OTHER an `undo`"},
      {"trust-stakes",
       "trusts first, and OTHER spends money or grants rights (WAY): ask before, or have an administrator accept this "
       "service by name"},
      {"nobody-can-approve", "has nobody to answer: say `by` and `otherwise`"},
      {"asks-itself", "opens a request to its own service: it would never end"},
      {"approves-own-request", "asks the requester to approve their own request"},
      {"told-outside",
       "would show a confidential request to somebody who is in no team of this department: name one of its teams"},
  };
  const auto found = sentences.find(finding.problem);
  std::string text = found == sentences.end() ? finding.problem : found->second;
  const auto put = [&](const std::string& name, const std::string& value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
      text.replace(at, name.size(), value);
  };
  put("OTHER", "\"" + finding.other + "\"");
  put("WAY", arrows(finding.way));
  return "the step \"" + finding.step + "\" " + text;
}

}  // namespace guichet::domain
