// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/step.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guichet::domain {

/// Where one step stands.
enum class StepState {
  waiting,  ///< for those before it
  running,  ///< begun: somebody or something has it
  done,
  skipped,      ///< its condition did not hold, or another branch was taken
  handed_over,  ///< a machine could not: a person has it
  failed,       ///< a machine gave up: a person has it
  unknown,      ///< nobody knows whether a machine did it: a person has it
  refused,
  withdrawn,  ///< it had not ended when the request did
  undoing,    ///< what it did is being taken back
  undone,
};
[[nodiscard]] std::string_view name_of(StepState state);       ///< "handed-over"
[[nodiscard]] StepState step_state_of(std::string_view name);  ///< waiting when unknown

/// One step of one request.
struct StepRun {
  std::string step;
  StepState state = StepState::waiting;
  nlohmann::json result = nlohmann::json::object();  ///< what later conditions read as steps.ID.*
  int round = 0;                                     ///< times it was sent back to
  int order = 0;                                     ///< when it ended, counted from 1: what is undone goes backwards
  bool objectable = false;                           ///< trust approval: its objection date has not passed
  bool again = false;                                ///< waits once more when it is undone
};

/// What must now be done in the world; the run itself is already changed.
struct Act {
  enum class Kind { begin, withdraw, undo };
  Kind kind = Kind::begin;
  std::string step;
};
using Acts = std::vector<Act>;

/// How a workflow stands as a whole.
enum class RunState {
  open,     ///< something is still to come
  ended,    ///< every step is over, and something was really done
  idle,     ///< every step was skipped: the request is an ordinary one of its team
  stopped,  ///< refused or cancelled
};

/// The course of one request through its workflow: a state machine without a clock or a database. The workflow is
/// borrowed. Every function answers what must now be done, in order; `facts` holds answers, requester and request, and
/// steps.* are added here. Calls that no longer fit (a step that is already over) change nothing.
class WorkflowRun {
 public:
  /// A new run: every step waits.
  explicit WorkflowRun(const std::vector<Step>& workflow);
  /// One that goes on. Steps without a run wait; runs of unknown steps are left out.
  WorkflowRun(const std::vector<Step>& workflow, std::vector<StepRun> runs);

  /// Begins what can begin.
  Acts advance(const nlohmann::json& facts);
  /// A running step came to its good end, by whoever had it; then advances.
  Acts finish(const std::string& step, nlohmann::json result, const nlohmann::json& facts);
  /// A machine could not: handed_over, failed or unknown. A person has it from now on.
  void hand_over(const std::string& step, StepState state, nlohmann::json detail);
  /// A person has it tried once more by the machine that could not.
  Acts again(const std::string& step, const nlohmann::json& facts);
  /// An approval was refused, or objected to: back to an earlier step when it says so, else the request ends.
  Acts refuse(const std::string& step, nlohmann::json result, const nlohmann::json& facts);
  /// Back to an earlier step that `step` declares.
  Acts send_back(const std::string& step, const std::string& to, const nlohmann::json& facts);
  /// Nobody objected in time.
  void trust_confirmed(const std::string& step);
  /// What was done is taken back; then advances when it is to be done again.
  Acts undone(const std::string& step, const nlohmann::json& facts);
  /// The request ends here: what runs is withdrawn and what was done is undone, the last first.
  Acts stop();

  [[nodiscard]] RunState state() const;
  /// Whether some trust approval may still be objected to.
  [[nodiscard]] bool objectable() const;
  [[nodiscard]] bool is_stopped() const { return stopped_; }
  [[nodiscard]] const StepRun* run_of(const std::string& step) const;  ///< null when there is no such step
  [[nodiscard]] const Step* step(const std::string& id) const;
  [[nodiscard]] const std::vector<StepRun>& runs() const { return runs_; }  ///< in the order of the workflow
  /// Ids of the steps whose runs were changed by the calls so far.
  [[nodiscard]] std::vector<std::string> changed() const;
  /// steps.* as conditions read them.
  [[nodiscard]] nlohmann::json results() const;

 private:
  [[nodiscard]] std::size_t at(const std::string& step) const;
  [[nodiscard]] bool is_satisfied(std::size_t step) const;
  enum class Readiness { not_yet, ready, other_branch };
  [[nodiscard]] Readiness readiness(std::size_t step) const;
  void begin(std::size_t step, const nlohmann::json& data, Acts& acts);
  void end(std::size_t step, StepState state, nlohmann::json result);
  void take_back(std::size_t step, bool again, Acts& acts);
  void rewind(std::size_t to, std::size_t from, nlohmann::json result, Acts& acts);
  [[nodiscard]] std::vector<std::size_t> behind(std::size_t step) const;
  StepRun& touch(std::size_t step);

  const std::vector<Step>* workflow_;
  std::vector<StepRun> runs_;  ///< beside the workflow
  std::vector<bool> changed_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::vector<std::size_t>> before_;    ///< what a step waits for
  std::vector<std::vector<std::size_t>> deciders_;  ///< decisions whose branches name it
  bool stopped_ = false;
  int ended_ = 0;
};

/// Whether a step ends by itself as soon as it begins.
[[nodiscard]] bool ends_at_once(const Step& step);

}  // namespace guichet::domain
