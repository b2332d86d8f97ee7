// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/change.hpp"
#include "kernel/counter/course.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t most_watchers = 50;
constexpr std::size_t most_files = 20;

/// An answer from its side of the counter sets a waiting request going again.
void set_going(const Counter& counter, storage::Connection& connection, domain::Request& request, const Asker& asker) {
  const auto status = domain::after(request, domain::Move::answer_received, asker.now);
  if (!status) return;
  const auto expected = request.version;
  resume_promises(counter, connection, request, asker.now);
  request.status = *status;
  request.updated = asker.now;
  follow_answer(counter, connection, request, asker.now, asker.id());
  if (!storage::Requests(connection).update(request, expected)) return;
  if (domain::is_over(request.status)) tell_parent(counter, connection, request, asker.now, asker.id());
  storage::Events(connection)
      .append({0, asker.now, "request.answered", request.id, asker.id(), nlohmann::json::object()});
  keep_promises(counter, connection, request, asker.now);
}

/// Their owner writes about a resolved request: it comes back to those who resolved it, or nobody would see it.
void bring_back(const Counter& counter, storage::Connection& connection, domain::Request& request, const Asker& asker) {
  const auto status = domain::after(request, domain::Move::reopen, asker.now);
  if (!status) return;
  const auto expected = request.version;
  request.status = *status;
  request.resolved_at = request.closed_at = 0;
  request.updated = asker.now;
  if (!storage::Requests(connection).update(request, expected)) return;
  storage::Events(connection)
      .append({0, asker.now, "request.reopened", request.id, asker.id(), nlohmann::json::object()});
  keep_promises(counter, connection, request, asker.now);
}

/// Why nobody would read what is written here now, and what can be done instead.
std::optional<Error> nobody_reads(const domain::Request& request, bool from_team, domain::Instant now) {
  const auto conflict = [](const char* key) { return Error{ErrorKind::conflict, key, {}, {}, ""}; };
  if (request.status == domain::Status::closed) {
    return conflict(domain::after(request, domain::Move::reopen, now) ? "error.request.closed"
                                                                      : "error.request.closed-for-good");
  }
  if (from_team) return std::nullopt;
  if (request.status == domain::Status::cancelled) return conflict("error.request.cancelled");
  if (request.status == domain::Status::refused) return conflict("error.request.refused");
  return std::nullopt;
}

/// Whether these are files this person uploaded and nothing has yet.
bool all_waiting(storage::Requests& requests, const std::vector<std::int64_t>& ids, domain::PersonId owner) {
  const std::set<std::int64_t> wanted(ids.begin(), ids.end());
  const auto found = requests.attachments_of({wanted.begin(), wanted.end()});
  return found.size() == wanted.size() && std::all_of(found.begin(), found.end(), [&](const auto& file) {
           return file.request == 0 && file.uploaded_by == owner;
         });
}

bool follows(const std::vector<storage::Participant>& participants, domain::PersonId person) {
  return std::any_of(participants.begin(), participants.end(),
                     [&](const auto& each) { return each.person == person && each.role == "watcher"; });
}

}  // namespace

Result<std::int64_t> write_message(const Counter& counter, const Asker& asker, const NewMessage& message) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (auto wrong = check_text(message.body, "body", message.attachments.empty())) return *wrong;
  if (message.attachments.size() > most_files) {
    return Error{
        ErrorKind::invalid, "error.file.too-many", {{"max", most_files}}, {{"files", "error.file.too-many"}}, ""};
  }
  auto written = counter.database.write([&](storage::Connection& connection) -> Result<std::int64_t> {
    storage::Requests requests(connection);
    auto request = requests.find(message.request);
    if (!request) return no_such_request();
    const auto relation = relation_to(asker.viewer, *request, requests.participants(message.request));
    if (!identity::may_see(relation, identity::Part::answers, *request)) return no_such_request();
    const bool allowed = message.internal ? identity::may_handle(relation) : identity::may_write(relation, *request);
    if (!allowed) return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
    // An agent may be the requester: what they answer to a question is an answer, whatever team they are in.
    const bool from_team = identity::may_handle(relation) && request->requester != asker.id();
    if (auto unread = nobody_reads(*request, from_team, asker.now)) return *unread;
    storage::Message row;
    row.request = message.request;
    row.author = asker.id();
    row.kind = message.internal ? storage::MessageKind::internal : storage::MessageKind::to_all;
    row.body = message.body;
    row.created = asker.now;
    row.id = requests.insert_message(row);
    if (!message.attachments.empty()) {
      if (!all_waiting(requests, message.attachments, asker.id())) {
        return Error{ErrorKind::invalid, "error.field.file-gone", {}, {{"files", "error.field.file-gone"}}, ""};
      }
      requests.claim_attachments(message.attachments, asker.id(), message.request, row.id, message.internal);
    }
    storage::Events(connection)
        .append({0,
                 asker.now,
                 "message.added",
                 message.request,
                 asker.id(),
                 {{"message", row.id}, {"internal", message.internal}}});
    if (!from_team && !message.internal && request->status == domain::Status::awaiting_you) {
      set_going(counter, connection, *request, asker);
    }
    const bool owns = relation == identity::Relation::requester || request->requester == asker.id();
    if (owns && !message.internal && request->status == domain::Status::resolved) {
      bring_back(counter, connection, *request, asker);
    }
    if (from_team && !message.internal) {
      write_to_requester(connection, *request, "mail.message", message.body, asker.now);
    }
    return row.id;
  });
  if (written && counter.wake_jobs) counter.wake_jobs();
  return written;
}

Result<Done> add_watcher(const Counter& counter, const Asker& asker, domain::RequestId id, std::string_view login) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Requests requests(connection);
    const auto request = requests.find(id);
    if (!request) return no_such_request();
    const auto participants = requests.participants(id);
    const auto relation = relation_to(asker.viewer, *request, participants);
    if (!identity::may_see(relation, identity::Part::answers, *request)) return no_such_request();
    if (!identity::may_steer(relation) || request->confidential) {
      return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
    }
    const auto person = is_name(login) ? storage::People(connection).by_login(login) : std::nullopt;
    if (!person || !person->active) {
      return Error{ErrorKind::invalid, "error.field.not-a-person", {}, {{"login", "error.field.not-a-person"}}, ""};
    }
    if (person->id == request->requester) return Error{ErrorKind::conflict, "error.watchers.owner", {}, {}, ""};
    if (follows(participants, person->id)) {
      return Error{ErrorKind::conflict, "error.watchers.already", {{"who", person->name()}}, {}, ""};
    }
    if (participants.size() >= most_watchers)
      return Error{ErrorKind::too_many, "error.watchers.too-many", {{"max", most_watchers}}, {}, ""};
    requests.add_participant(id, person->id, "watcher");
    storage::Events(connection).append({0, asker.now, "watcher.added", id, asker.id(), {{"person", person->id}}});
    return Done{};
  });
}

Result<Done> remove_watcher(const Counter& counter, const Asker& asker, domain::RequestId id,
                            domain::PersonId watcher) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Requests requests(connection);
    const auto request = requests.find(id);
    if (!request) return no_such_request();
    const auto participants = requests.participants(id);
    const auto relation = relation_to(asker.viewer, *request, participants);
    if (!identity::may_see(relation, identity::Part::answers, *request)) return no_such_request();
    if (!identity::may_steer(relation) && watcher != asker.id()) {
      return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
    }
    if (!follows(participants, watcher)) return Error{ErrorKind::conflict, "error.watchers.not-there", {}, {}, ""};
    requests.remove_participant(id, watcher, "watcher");
    storage::Events(connection).append({0, asker.now, "watcher.removed", id, asker.id(), {{"person", watcher}}});
    return Done{};
  });
}

std::size_t close_resolved(const Counter& counter, domain::Instant now) {
  constexpr std::int64_t delay = 14 * domain::day;
  constexpr std::size_t batch = 200;
  const auto closed = counter.database.write([&](storage::Connection& connection) -> Result<std::size_t> {
    storage::Requests requests(connection);
    std::size_t count = 0;
    for (const auto id : requests.to_close(now - delay, batch)) {
      auto request = requests.find(id);
      if (!request) continue;
      const auto status = domain::after(*request, domain::Move::close, now);
      if (!status || may_be_objected_to(counter, connection, *request, now)) continue;
      request->status = *status;
      request->closed_at = request->updated = now;
      if (!requests.update(*request, request->version)) continue;
      storage::Events(connection).append({0, now, "request.closed", id, 0, nlohmann::json::object()});
      ++count;
    }
    return count;
  });
  return closed ? *closed : 0;
}

}  // namespace guichet::counter
