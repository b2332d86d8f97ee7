// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/move.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// One line of what was answered, ready to show: person and place names resolved.
struct AnswerLine {
  const domain::Field* field = nullptr;  ///< borrowed from `pinned`
  nlohmann::json value;
  std::string shown;  ///< person, place: the name; else empty
  std::vector<storage::Attachment> files;
  std::vector<std::vector<AnswerLine>> rows;  ///< table: of each row, what was answered
};

/// One thing that happened, for the timeline: what everybody entitled sees.
struct TimelineEntry {
  domain::Instant at = 0;
  std::string kind;        ///< event kind: "request.submitted", "request.taken", "request.transferred", "step.done" ...
  std::string actor_name;  ///< empty: the counter
  nlohmann::json parameters = nlohmann::json::object();  ///< {"team": {fr,en}, "why": Explanation json}
};

/// What the viewer may do now; each is also checked when it is done.
struct AllowedMoves {
  bool write = false, note = false, take_charge = false, release = false, assign = false, transfer = false;
  bool wait = false, resolve = false, reopen = false, cancel = false, wrong_service = false, watch = false;
  bool move_service = false;  ///< to another service
};

/// What was answered before the request was moved to another service, where it does not stand in its answers now.
struct EarlierAnswers {
  domain::Instant until = 0;                      ///< when it was moved
  std::shared_ptr<const domain::Service> pinned;  ///< the service then; null: a free request
  domain::Answers answers = nlohmann::json::object();
  std::vector<AnswerLine> lines;
};
/// Who moved a request last, when, and its version before; all 0: nobody.
struct LatestMove {
  domain::PersonId actor = 0;
  domain::Instant at = 0;
  std::int64_t version = 0;
};

struct MessageView {
  storage::Message message;
  std::vector<storage::Attachment> files;
  bool by_viewer = false;
};

/// A request as this viewer may see it; what they may not see is not in it.
struct RequestView {
  plugins::SnapshotPtr snapshot;
  domain::Request request;
  std::string reference;
  identity::Relation relation = identity::Relation::none;
  std::shared_ptr<const domain::Service> pinned;  ///< as it was when sent; null for a free request
  std::string requester_name, opened_by_name, assignee_name;
  domain::Person requester;  ///< mail, phone, campus: for the team only, else id and name
  domain::LocalText team_title;
  std::vector<AnswerLine> answers;
  std::vector<MessageView> messages;  ///< oldest first, the latest 50
  bool earlier_messages = false;
  std::vector<TimelineEntry> timeline;
  std::vector<storage::StepState> steps;
  std::vector<storage::Participant> participants;
  AllowedMoves allowed;
  std::vector<EarlierAnswers> earlier;  ///< latest first
  LatestMove latest_move;
  std::vector<std::string> missing;  ///< ids of questions that its new service asks and nobody has answered yet
  bool may_take_back = false;        ///< the viewer moved it a moment ago, and nothing has happened since
  std::vector<Guess> guesses;        ///< for those who sort: where it could go
};

/// not_found for what this viewer may not know of. Reading a confidential request is audited. At most 7 statements, 8
/// when it was moved.
[[nodiscard]] domain::Result<RequestView> read_request(const Counter& counter, const Asker& asker, domain::RequestId id,
                                                       std::int64_t messages_before = 0);

struct MyRequests {
  plugins::SnapshotPtr snapshot;
  storage::RequestPage page;
};
[[nodiscard]] domain::Result<MyRequests> my_requests(const Counter& counter, const Asker& asker, bool over,
                                                     const storage::Cursor& from, std::size_t limit = 20);

/// A file of a request this viewer may see (or of their own draft): where it is and how to name it.
struct FileToServe {
  storage::Attachment attachment;
  std::string path;
};
[[nodiscard]] domain::Result<FileToServe> attachment(const Counter& counter, const Asker& asker, std::int64_t id);

/// May this viewer be told now that this event happened (live updates)? Checked for each event.
[[nodiscard]] bool may_hear(const Counter& counter, storage::Connection& connection, const identity::Viewer& viewer,
                            const storage::Event& event);

}  // namespace guichet::counter
