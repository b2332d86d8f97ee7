// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/handle.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/requests.hpp"

#include <functional>
#include <optional>
#include <string>

namespace guichet::counter {

/// What a change of a request works on, inside its one transaction.
struct ChangeInProgress {
  storage::Connection& connection;
  storage::Requests& requests;
  domain::Request& request;  ///< changed in place, written once at the end
  identity::Relation relation;
  storage::Event event;                   ///< appended at the end; kind set by the caller, data may be added to
  std::function<void()> afterwards = {};  ///< what follows from the change, told after its event
};

/// Whether this relation may make this move.
using Permission = std::function<bool(identity::Relation)>;

/// Loads the request, checks permission, the version the page showed and that the move can be made, lets `body` change
/// it, writes it and its event, all in one transaction.
domain::Result<domain::Request> change_request(
    const Counter& counter, const Asker& asker, const Change& change, const Permission& permission, domain::Move move,
    std::string event_kind, const std::function<std::optional<domain::Error>(ChangeInProgress&)>& body);

/// A message from the one who makes the change, in the same transaction. Empty bodies write nothing.
void say(ChangeInProgress& change, const Asker& asker, const std::string& body, storage::MessageKind kind);

/// What a department's machine or workflow says in the conversation, to all or to agents alone. Its id; 0 for a blank
/// text, of which nothing is written. Within a write.
std::int64_t say_for_department(storage::Connection& connection, const std::string& plugin, domain::RequestId request,
                                const std::string& body, bool internal, domain::Instant now);

/// Nothing when the text may be kept as a message.
[[nodiscard]] std::optional<domain::Error> check_text(const std::string& body, const char* field, bool required);

/// Where letters about this request reach `reader`: for the one who asked because they cannot sign in, the contact
/// address they proved, not the mailbox they cannot open.
[[nodiscard]] std::string address_for_letters(storage::Connection& connection, const domain::Request& request,
                                              const domain::Person& reader);
/// A letter to the requester about this request, sent by a job. Within a write.
void write_to_requester(storage::Connection& connection, const domain::Request& request, const char* kind,
                        const std::string& body, domain::Instant now);

}  // namespace guichet::counter
