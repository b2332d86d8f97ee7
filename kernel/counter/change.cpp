// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/change.hpp"

#include "kernel/counter/course.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/letters.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/recover.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t longest_message = 20'000;

/// Says who changed it and what they did, so that the one who lost the race knows.
Error changed_meanwhile(storage::Connection& connection, const domain::Request& request, const Asker& asker) {
  nlohmann::json parameters{{"by", ""}, {"what", ""}};
  const auto events = storage::Events(connection).of_request(request.id, 1);
  // From an older page of one's own, nobody else did anything.
  if (!events.empty() && events.back().actor == asker.id()) {
    return {ErrorKind::conflict, "error.request.older-page", parameters, {}, ""};
  }
  if (!events.empty()) {
    parameters["what"] = events.back().kind;
    if (const auto person = storage::People(connection).find(events.back().actor)) parameters["by"] = person->name();
  }
  return {ErrorKind::conflict, "error.request.changed", parameters, {}, ""};
}

}  // namespace

domain::Result<domain::Request> change_request(const Counter& counter, const Asker& asker, const Change& change,
                                               const Permission& permission, domain::Move move, std::string event_kind,
                                               const std::function<std::optional<Error>(ChangeInProgress&)>& body) {
  if (asker.viewer == nullptr) return sign_in_needed();
  auto changed = counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Request> {
    storage::Requests requests(connection);
    auto request = requests.find(change.request);
    if (!request) return no_such_request();
    const auto relation = relation_to(asker.viewer, *request, requests.participants(change.request));
    if (!identity::may_see(relation, identity::Part::answers, *request)) return no_such_request();
    if (!permission(relation)) return Error{ErrorKind::forbidden, "error.request.not-yours", {}, {}, ""};
    if (request->version != change.version) return changed_meanwhile(connection, *request, asker);
    const auto status = domain::after(*request, move, asker.now);
    if (!status) return status.error();
    if (request->waiting_since != 0 && *status != domain::Status::awaiting_you)
      resume_promises(counter, connection, *request, asker.now);
    const bool was_over = domain::is_over(request->status);
    request->status = *status;
    request->updated = asker.now;

    const Standing before(*request);
    ChangeInProgress in_progress{connection, requests, *request, relation, {}};
    in_progress.event.kind = event_kind;
    if (const auto refused = body(in_progress)) return *refused;
    const bool ends = domain::is_over(request->status) && (!was_over || move == domain::Move::cancel);
    if (ends && request->status == domain::Status::resolved) {
      if (const auto open = steps_open(counter, connection, *request, asker.now)) return *open;
    }
    if (ends) follow_end(counter, connection, *request, asker.now, asker.id());
    if (!requests.update(*request, change.version)) return changed_meanwhile(connection, *request, asker);
    request->version = change.version + 1;
    in_progress.event.at = asker.now;
    in_progress.event.request = request->id;
    in_progress.event.actor = asker.id();
    storage::Events(connection).append(in_progress.event);
    keep_promises(counter, connection, *request, asker.now);
    count_change(counter, connection, before, *request, asker.now);
    if (in_progress.afterwards) in_progress.afterwards();
    if (ends) tell_parent(counter, connection, *request, asker.now, asker.id());
    return *request;
  });
  if (changed && counter.wake_jobs) counter.wake_jobs();
  return changed;
}

void say(ChangeInProgress& change, const Asker& asker, const std::string& body, storage::MessageKind kind) {
  if (is_blank(body)) return;
  storage::Message message;
  message.request = change.request.id;
  message.author = asker.id();
  message.kind = kind;
  message.body = body;
  message.created = asker.now;
  change.requests.insert_message(message);
}

std::optional<Error> check_text(const std::string& body, const char* field, bool required) {
  const auto wrong = [&](const char* message, nlohmann::json parameters) {
    return Error{ErrorKind::invalid, message, parameters, {{field, message, parameters}}, ""};
  };
  if (is_blank(body)) {
    if (required) return wrong("error.field.required", nlohmann::json::object());
    return std::nullopt;
  }
  if (characters_of(body) > longest_message) return wrong("error.field.too-long", {{"max", longest_message}});
  if (!is_text(body)) return wrong("error.field.bad-text", nlohmann::json::object());
  return std::nullopt;
}

std::string address_for_letters(storage::Connection& connection, const domain::Request& request,
                                const domain::Person& reader) {
  if (reader.id == request.requester && request.submission.starts_with(recovery_key_prefix)) {
    const auto account = storage::DirectoryAccounts(connection).find(reader.login);
    if (account && !account->contact_mail.empty()) return account->contact_mail;
  }
  return reader.mail;
}

std::int64_t say_for_department(storage::Connection& connection, const std::string& plugin, domain::RequestId request,
                                const std::string& body, bool internal, domain::Instant now) {
  if (is_blank(body)) return 0;
  storage::Message message;
  message.request = request;
  message.plugin = plugin;
  message.kind = internal ? storage::MessageKind::internal : storage::MessageKind::to_all;
  message.body = body;
  message.created = now;
  const auto id = storage::Requests(connection).insert_message(message);
  storage::Events(connection).append({0, now, "message.added", request, 0, {{"message", id}, {"internal", internal}}});
  return id;
}

void write_to_requester(storage::Connection& connection, const domain::Request& request, const char* kind,
                        const std::string& body, domain::Instant now) {
  const auto person = storage::People(connection).find(request.requester);
  if (!person || request.confidential) return;
  storage::Mail mail;
  mail.to = address_for_letters(connection, request, *person);
  if (mail.to.empty()) return;
  mail.kind = kind;
  mail.language = person->language;
  mail.request = request.id;
  mail.created = now;
  mail.parameters = {{"reference", domain::reference_of(request.id)}, {"title", request.title}, {"body", body}};
  leave_letter(connection, mail);
}

}  // namespace guichet::counter
