// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/calendars.hpp"
#include "kernel/domain/request.hpp"
#include "kernel/domain/workflow_run.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/workflow.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guichet::counter {

/// The course of one request through its workflow, taken up inside a write: its steps as kept, what follows from a
/// change, and what is kept again. Everything is borrowed for the write. What it changes of the request (team, status,
/// times) is left in `request` for the caller to write.
class Course {
 public:
  Course(const Counter& counter, storage::Connection& connection, domain::Request& request,
         std::shared_ptr<const domain::Service> service, domain::Instant now, domain::PersonId actor = 0);

  [[nodiscard]] bool has_steps() const { return service_ && !service_->workflow.empty(); }
  [[nodiscard]] const domain::WorkflowRun& run() const { return run_; }
  [[nodiscard]] const domain::Service& service() const { return *service_; }
  /// answers, requester and request, as conditions read them.
  [[nodiscard]] nlohmann::json facts() const;

  /// Writes a row for each step, and begins those that can.
  void plan();
  void finish(const std::string& step, nlohmann::json result);
  void hand_over(const std::string& step, domain::StepState state, nlohmann::json detail);
  void refuse(const std::string& step, nlohmann::json result);
  void send_back(const std::string& step, const std::string& to);
  void trust_confirmed(const std::string& step);
  void undone(const std::string& step);
  /// What a machine did though it was no longer wanted is taken back as well.
  void ended_too_late(const std::string& step, nlohmann::json result);
  /// The request ends, cancelled or refused: what was done is undone.
  void stop();
  /// The request was resolved by hand: what still ran is withdrawn, and nothing is undone.
  void abandon();

  /// Whoever had something in hand is asked for it again, after a move that was taken back.
  void ask_again();
  /// A step that a person has because a machine could not, or whose part ended badly, is tried once more.
  void begin_again(const std::string& step);
  /// Whoever has not answered an approval is looked after once more, later.
  void remind_later(const std::string& step);

  /// Why an agent may not call it resolved yet: ids of the approvals and parts that are open.
  [[nodiscard]] std::vector<std::string> open_steps() const;

  /// Keeps the steps that changed and what follows for the request's status. Answers whether jobs were left. To be
  /// called once, before the request is written.
  bool keep();

 private:
  void carry_out(const domain::Acts& acts);
  void begin(const domain::Step& step);
  void begin_approval(const domain::Step& step);
  void begin_task(const domain::Step& step);
  void begin_automation(const domain::Step& step);
  void begin_sub_request(const domain::Step& step);
  void begin_wait(const domain::Step& step);
  void tell(const domain::Step& step);
  void withdraw(const domain::Step& step);
  void undo(const domain::Step& step);
  /// A machine is called for a step, or called to take back what one gave.
  void call_machine(const domain::Step& step, nlohmann::json input, bool undo);
  void take_back(const domain::Step& step, nlohmann::json result);
  void give_to_team(const std::string& step, const std::string& team);
  void later(const char* what, const domain::Step& step, domain::Instant at);
  void record(const char* kind, const std::string& step, nlohmann::json data = nlohmann::json::object());
  [[nodiscard]] domain::Language language() const;  ///< of the requester
  [[nodiscard]] const domain::Calendar& calendar_in(Calendars& calendars) const;
  [[nodiscard]] storage::StepState* kept(const std::string& step);  ///< its row; null: none yet
  [[nodiscard]] std::int64_t row_of(const std::string& step);       ///< 0: none yet
  [[nodiscard]] domain::Instant after(const domain::Duration& duration) const;
  [[nodiscard]] std::string team_near(const std::string& team, const std::vector<std::string>& near) const;
  [[nodiscard]] nlohmann::json input_of(const nlohmann::json& rules) const;
  [[nodiscard]] std::int64_t round_of(const std::string& step) const;
  void derive_status();

  const Counter& counter_;
  storage::Connection& connection_;
  domain::Request& request_;
  std::shared_ptr<const domain::Service> service_;
  domain::Instant now_;
  domain::PersonId actor_;
  std::optional<domain::Person> requester_;
  std::vector<storage::StepState> rows_;
  domain::WorkflowRun run_;  ///< borrows the workflow of service_
  std::string told_done_;    ///< the step whose end was told already
  bool jobs_left_ = false;
  bool abandoned_ = false;
};

/// When a request ended: its parent's step ends with it. Within a write.
void tell_parent(const Counter& counter, storage::Connection& connection, const domain::Request& child,
                 domain::Instant now, domain::PersonId actor);

}  // namespace guichet::counter
