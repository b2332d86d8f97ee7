// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "kernel/storage/workflow.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// Something that somebody is asked to agree to, as a list shows it.
struct ApprovalRow {
  std::int64_t id = 0;
  std::string reference, title, requester_name;
  domain::LocalText service, step;  ///< titles; the step's may be empty
  bool trust = false;               ///< work has begun: they may object until `until`
  domain::Instant asked = 0, until = 0;
  std::string for_team;    ///< title's team id when a team is asked; else empty
  std::string instead_of;  ///< name of who is away and for whom they answer; else empty
};
struct ApprovalList {
  plugins::SnapshotPtr snapshot;
  std::vector<ApprovalRow> rows;  ///< oldest first
  bool more = false;
};
/// What this person, those they stand in for and their teams are asked now; at most 200.
[[nodiscard]] domain::Result<ApprovalList> approvals_asked(const Counter& counter, const Asker& asker);
/// How many, at most 100.
[[nodiscard]] int approvals_waiting(const Counter& counter, const Asker& asker);

/// What somebody said of the same step.
struct OtherVoice {
  std::string name;  ///< who decided, or who is asked
  std::int64_t said = 0;
  domain::Instant at = 0;
  std::string comment;
};
/// What is to be decided on: the answers and what others said, nothing of what agents wrote to each other.
struct ApprovalView {
  plugins::SnapshotPtr snapshot;
  ApprovalRow row;
  std::shared_ptr<const domain::Service> pinned;
  std::vector<AnswerLine> answers;
  std::vector<OtherVoice> others;
  bool open = false;                 ///< may still be decided
  std::int64_t said = 0;             ///< once it is decided: 1 yes, 2 no
  std::vector<std::string> returns;  ///< earlier steps it may be sent back to
  domain::Language language = domain::Language::fr;
};
/// not_found for whoever is not asked.
[[nodiscard]] domain::Result<ApprovalView> read_approval(const Counter& counter, const Asker& asker, std::int64_t id);
/// By the link of a letter, for somebody without an account.
[[nodiscard]] domain::Result<ApprovalView> read_approval_by_link(const Counter& counter, const std::string& token,
                                                                 domain::Language language, domain::Instant now);

/// Whether somebody is asked now to agree to something of this request.
[[nodiscard]] bool is_asked(const Counter& counter, storage::Connection& connection, const Asker& asker,
                            const domain::Request& request);

enum class Decision { agree, refuse, send_back };
struct Deciding {
  std::int64_t approval = 0;
  Decision decision = Decision::agree;
  std::string comment;  ///< required to refuse and to send back
  std::string back_to;  ///< send_back: a step that it declares
};
/// Error{conflict, "error.approval.decided"} when somebody was quicker or the request ended; nothing is done then.
domain::Result<domain::Done> decide(const Counter& counter, const Asker& asker, const Deciding& deciding);
domain::Result<domain::Done> decide_by_link(const Counter& counter, const std::string& token, Decision decision,
                                            const std::string& comment, domain::Instant now);

/// Those for whom somebody may answer: themselves, and whoever is away and named them. For approvals.
[[nodiscard]] std::vector<domain::PersonId> speaks_for(storage::Connection& connection, domain::PersonId person,
                                                       domain::Instant now);

}  // namespace guichet::counter
