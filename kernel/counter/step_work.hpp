// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "kernel/storage/workflow.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// A step that a team has in hand, as a list shows it.
struct WorkRow {
  domain::RequestId request = 0;
  std::string step, reference, title, requester_name;
  domain::LocalText service, step_title;
  std::string team;
  domain::Instant since = 0;
  bool from_machine = false;  ///< a machine could not
};
/// Of the viewer's teams, oldest first; at most 200.
struct WorkList {
  plugins::SnapshotPtr snapshot;
  std::vector<WorkRow> rows;
  bool more = false;
};
[[nodiscard]] domain::Result<WorkList> steps_in_hand(const Counter& counter, const Asker& asker);

/// A step to be done, with what it is about: the answers, and what was done before it.
struct WorkView {
  plugins::SnapshotPtr snapshot;
  WorkRow row;
  std::int64_t version = 0;
  std::shared_ptr<const domain::Service> pinned;
  const domain::Step* step = nullptr;  ///< borrowed from `pinned`
  std::vector<AnswerLine> answers;
  nlohmann::json earlier = nlohmann::json::object();  ///< results of other steps, by step id
  std::string reason;                                 ///< why a machine could not, in the viewer's language
  bool may_retry = false;
  std::vector<domain::LocalText> unanswered;  ///< what another service would have needed to be told
  bool own = false;  ///< it spends or grants, and the asker asked for it: a colleague has to do it
};
/// not_found for whoever is not in its team, or in the team of its request.
[[nodiscard]] domain::Result<WorkView> read_step(const Counter& counter, const Asker& asker, domain::RequestId request,
                                                 const std::string& step);

/// Done by a person, with what its form asks. Error{invalid} with a FieldError for each wrong answer;
/// Error{conflict, "error.step.over"} when somebody was quicker.
domain::Result<domain::Done> finish_step(const Counter& counter, const Asker& asker, domain::RequestId request,
                                         const std::string& step, const domain::Typed& typed);
/// The machine tries again, or the part of another department is opened anew.
domain::Result<domain::Done> retry_step(const Counter& counter, const Asker& asker, domain::RequestId request,
                                        const std::string& step);
/// Back to an earlier step that this one declares.
domain::Result<domain::Done> send_step_back(const Counter& counter, const Asker& asker, domain::RequestId request,
                                            const std::string& step, const std::string& to, const std::string& why);

}  // namespace guichet::counter
