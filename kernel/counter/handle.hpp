// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/request.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

/// What somebody does to a request. `version` is the one their page showed: when it changed meanwhile the answer is
/// Error{conflict, "error.request.changed"} with {"by": name, "what": event kind}, and nothing is done.
struct Change {
  domain::RequestId request = 0;
  std::int64_t version = 0;
};

domain::Result<domain::Request> take_charge(const Counter&, const Asker&, const Change&);
/// Only by the one who has it.
domain::Result<domain::Request> release(const Counter&, const Asker&, const Change&);
domain::Result<domain::Request> assign(const Counter&, const Asker&, const Change&, std::string_view login);
/// Confidential requests stay with their team: Error{conflict, "error.request.confidential-stays"}.
/// Everything is kept; `note` (internal, may be empty) tells the next team why.
domain::Result<domain::Request> transfer(const Counter&, const Asker&, const Change&, const std::string& team,
                                         const std::string& note);
/// Asks the requester something; commitments stop until they answer.
domain::Result<domain::Request> wait_for_requester(const Counter&, const Asker&, const Change&,
                                                   const std::string& question);
/// `answer`: what was done, shown to the requester.
domain::Result<domain::Request> resolve(const Counter&, const Asker&, const Change&, const std::string& answer);
domain::Result<domain::Request> reopen(const Counter&, const Asker&, const Change&, const std::string& reason);
domain::Result<domain::Request> cancel(const Counter&, const Asker&, const Change&, const std::string& reason);
/// A confidential request stays where it is, as with transfer.
/// "Ce n'est pas le bon service": back to triage with everything kept, counted as a bounce.
domain::Result<domain::Request> wrong_service(const Counter&, const Asker&, const Change&, const std::string& reason);

struct NewMessage {
  domain::RequestId request = 0;
  std::string body;                       ///< at most 20,000 characters
  bool internal = false;                  ///< a note between agents
  std::vector<std::int64_t> attachments;  ///< from upload_for_message
};
/// Answering while the request awaits its requester sets it going again. Writing never conflicts.
domain::Result<std::int64_t> write_message(const Counter&, const Asker&, const NewMessage&);

domain::Result<domain::Done> add_watcher(const Counter&, const Asker&, domain::RequestId, std::string_view login);
domain::Result<domain::Done> remove_watcher(const Counter&, const Asker&, domain::RequestId, domain::PersonId);

/// Requests resolved for 14 days are closed, a batch at a time. Answers how many. For `jobs`.
std::size_t close_resolved(const Counter&, domain::Instant now);

}  // namespace guichet::counter
