// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/submit.hpp"

#include "kernel/counter/ask.hpp"
#include "kernel/counter/assignment.hpp"
#include "kernel/counter/calendars.hpp"
#include "kernel/counter/distress.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/counter/promises.hpp"
#include "kernel/counter/workflow.hpp"
#include "kernel/domain/logic.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::int64_t free_request_taken_within =
    4 * domain::hour;  // of working time: every request has its "by when"
constexpr std::int64_t most_an_hour = 30;
// Signed out: a campus shares an address, and somebody in trouble must never find the counter shut by a stranger.
constexpr std::int64_t most_an_hour_for_a_contact = 10;
constexpr std::int64_t most_an_hour_from_an_address = 60;
constexpr std::int64_t most_an_hour_signed_out = 5000;  // all of them together: what the teams could ever read

domain::Urgency urgency_of(const domain::Service& service, const nlohmann::json& data) {
  for (const auto& rule : service.urgency) {
    if (domain::holds(rule.when, data)) return rule.urgency;
  }
  return domain::Urgency::normal;
}

std::string campus_of(const Counter& counter, const FormState& state, const domain::Person* owner) {
  for (const auto& field : state.form->fields) {
    if (field.type != domain::FieldType::place || !state.answers.contains(field.id)) continue;
    const auto& place = state.answers[field.id];
    if (!place.is_string()) continue;
    if (auto campus = counter.places.campus_of(place.get<std::string>()); !campus.empty()) return campus;
  }
  return owner != nullptr ? owner->campus : "";
}

domain::RoutingDecision decide(const Counter& counter, const Asker& asker, const FormState& state,
                               const domain::Person* owner) {
  if (state.service == nullptr) {
    if (const auto distress = distress_of(state); distress != matching::Distress::none) {
      return route_distress(counter, {asker.viewer, asker.language, asker.now}, state, distress);
    }
    std::string words = state.title;
    if (state.answers.contains("words")) words += " " + state.answers["words"].get<std::string>();
    return route_free_request(counter, {asker.viewer, asker.language, asker.now}, owner, words, &state.answers);
  }
  domain::RoutingInput input;
  input.requester = owner;
  input.answers = &state.answers;
  input.places = &counter.places;
  input.words = state.title;
  return domain::route(state.service, {}, std::nullopt, 1.0, state.snapshot->teams, input);
}

/// Nobody owns the key of a form that somebody signed out sends: another one who learned it must not be shown their
/// request, so it is theirs together with their contact.
std::string submission_of(const Asker& asker, const FormInput& input) {
  if (asker.viewer != nullptr || input.submission.empty()) return input.submission;
  return identity::token_hash(input.submission + "\n" + input.contact);
}

/// The request as it will be written; nothing here touches the database.
domain::Request draw_up(const Counter& counter, const Asker& asker, const FormInput& input, const FormState& state) {
  const domain::Person* owner = state.on_behalf_of ? &*state.on_behalf_of : asker.person();
  domain::Request request;
  request.title = is_blank(state.title) ? "" : state.title;
  request.requester = owner != nullptr ? owner->id : 0;
  request.opened_by = asker.id();
  request.contact = asker.viewer == nullptr ? input.contact : "";
  request.answers = state.answers;
  keep_labels(state, asker.language, request.answers);
  request.submission = submission_of(asker, input);
  request.created = request.updated = asker.now;
  if (state.service == nullptr) {
    request.words = state.answers.value("words", "");
    if (request.title.empty()) request.title = first_line(request.words);
  } else if (request.title.empty()) {
    request.title = state.service->title.in(asker.language);
  }
  direct(counter, asker, state, owner, request);
  if (state.service == nullptr) request.confidential = distress_of(state) != matching::Distress::none;
  return request;
}

std::optional<Error> over_the_limit(storage::Connection& connection, const Asker& asker, const FormInput& input) {
  storage::Accounts accounts(connection);
  const auto over = [&](const std::string& who, std::int64_t most) -> std::optional<Error> {
    if (accounts.count_use("submit:" + who, asker.now, domain::hour) <= most) return std::nullopt;
    return Error{ErrorKind::too_many, "error.submit.too-many", {{"max", most}}, {}, ""};
  };
  if (asker.viewer != nullptr) return over(std::to_string(asker.id()), most_an_hour);
  // What is refused for one of them is not counted for all.
  if (auto refused = over("address:" + input.address, most_an_hour_from_an_address)) return refused;
  if (auto refused = over("contact:" + identity::token_hash(input.contact), most_an_hour_for_a_contact)) return refused;
  return over("signed-out", most_an_hour_signed_out);
}

std::optional<Submitted> already_there(storage::Connection& connection, const Asker& asker, const FormInput& input) {
  if (input.submission.empty()) return std::nullopt;
  storage::Requests requests(connection);
  const auto before = requests.by_submission(submission_of(asker, input), asker.id());
  auto earlier = before ? requests.find(*before) : std::nullopt;
  if (!earlier) return std::nullopt;
  return Submitted{std::move(*earlier), domain::reference_of(*before), true};
}

std::optional<Submitted> sent_before(const Counter& counter, const Asker& asker, const FormInput& input) {
  if (input.submission.empty()) return std::nullopt;
  storage::Reader reader = counter.database.read();
  return already_there(reader, asker, input);
}

/// Two forms may name the same file, and one of them came first.
std::optional<Error> uploads_lost(storage::Connection& connection, const FormState& state) {
  if (state.uploads.empty()) return std::nullopt;
  std::vector<std::int64_t> ids;
  for (const auto& upload : state.uploads) ids.push_back(upload.id);
  const auto now = storage::Requests(connection).attachments_of(ids);
  const auto waiting = std::count_if(now.begin(), now.end(), [](const auto& upload) { return upload.request == 0; });
  if (waiting == static_cast<std::ptrdiff_t>(ids.size())) return std::nullopt;
  std::vector<domain::FieldError> fields;
  for (const auto& upload : state.uploads) fields.push_back({upload.field, "error.field.file-gone"});
  return Error{ErrorKind::invalid, "error.form.check", {}, fields, ""};
}

/// The request, its event and its jobs, within a write. Answers whether it left a job.
bool write_request(const Counter& counter, storage::Connection& connection, const FormState& state,
                   domain::Request& request, domain::PersonId actor, domain::Instant now,
                   const std::function<void(domain::RequestId)>& known = {}) {
  if (state.service != nullptr) {
    request.service_version =
        counter.pinned.pin(connection, *state.service, *state.snapshot->definition(state.service->id), now);
  }
  request.id = storage::Requests(connection).insert(request);
  if (known) known(request.id);
  storage::Events events(connection);
  events.append({0, now, "request.submitted", request.id, actor, {{"team", request.team}}});
  count_submitted(counter, connection, request, now);
  // For the team: the request is taken all the same.
  for (const auto& validator : state.unchecked) {
    events.append({0, now, "request.unchecked", request.id, 0, {{"validator", validator}, {"internal", true}}});
  }
  const std::shared_ptr<const domain::Service> service(state.snapshot, state.service);
  const bool left = plan_workflow(counter, connection, service, request, now);
  assign_in_team(counter, connection, request, now);
  keep_promises(counter, connection, request, now);  // a workflow may have ended at once
  return left;
}

}  // namespace

nlohmann::json condition_data(const FormState& state, const domain::Person* owner) {
  return {{"answers", state.answers},
          {"requester", owner != nullptr ? domain::variables_of(*owner) : nlohmann::json::object()},
          {"request", {{"words", state.title}}}};
}

void direct(const Counter& counter, const Asker& asker, const FormState& state, const domain::Person* owner,
            domain::Request& request) {
  request.campus = campus_of(counter, state, owner);
  const auto decision = decide(counter, asker, state, owner);
  request.team = decision.team;
  request.route_why = decision.why;
  request.due_take_charge = request.due_resolve = 0;
  std::optional<storage::Reader> reader;
  if (counter.within == nullptr) reader.emplace(counter.database.read());
  Calendars calendars(counter, reader ? **reader : *counter.within, asker.now);
  if (state.service == nullptr) {
    request.due_take_charge =
        domain::due_after(asker.now, free_request_taken_within, false, calendars.named("university"));
    return;
  }
  const domain::Service& service = *state.service;
  request.service = service.id;
  request.confidential = service.confidential;
  request.urgency = urgency_of(service, condition_data(state, owner));
  const auto& promise = service.promised(request.urgency);
  const auto& calendar = calendars.named(promise.calendar);
  if (promise.take_charge > 0) {
    request.due_take_charge = domain::due_after(asker.now, promise.take_charge, promise.take_charge_on_clock, calendar);
  }
  if (promise.resolve > 0) {
    request.due_resolve = domain::due_after(asker.now, promise.resolve, promise.resolve_on_clock, calendar);
  }
}

domain::Request foreseen(const Counter& counter, const Asker& asker, const FormInput& input, const FormState& state) {
  return draw_up(counter, asker, input, state);
}

domain::Result<Submitted> submit(const Counter& counter, const Asker& asker, const FormInput& input) {
  if (input.submission.size() > 100 || !is_text(input.submission)) {
    return Error{ErrorKind::invalid, "error.submit.key", {}, {}, ""};
  }
  auto state = check_form(counter, asker, input);
  if (!state) return state.error();
  if (!state->errors.empty()) {
    // A form that was sent already may no longer hold: its files belong to the request now.
    if (auto earlier = sent_before(counter, asker, input)) return *earlier;
    return Error{ErrorKind::invalid, "error.form.check", {}, state->errors, ""};
  }

  domain::Request request = draw_up(counter, asker, input, *state);

  bool jobs_left = false;
  auto written = counter.database.write([&](storage::Connection& connection) -> domain::Result<Submitted> {
    storage::Requests requests(connection);
    if (auto earlier = already_there(connection, asker, input)) return *earlier;
    if (const auto lost = uploads_lost(connection, *state)) return *lost;
    if (const auto refused = over_the_limit(connection, asker, input)) return *refused;
    jobs_left = write_request(counter, connection, *state, request, asker.id(), asker.now);
    if (request.opened_by != request.requester && request.opened_by != 0 && !request.confidential) {
      requests.add_participant(request.id, request.opened_by, "watcher");  // follows what they asked for somebody
    }
    std::vector<std::int64_t> uploads;
    for (const auto& upload : state->uploads) uploads.push_back(upload.id);
    if (!uploads.empty()) requests.claim_attachments(uploads, asker.id(), request.id, 0);
    if (asker.viewer != nullptr) storage::Drafts(connection).remove(asker.id(), input.service);
    return Submitted{request, domain::reference_of(request.id), false};
  });
  if (!written && written.error().kind == ErrorKind::internal) {
    // Another node may have written the same form between our look and our writing.
    if (auto earlier = sent_before(counter, asker, input)) return *earlier;
  }
  if (!written) return written;
  if (jobs_left && counter.wake_jobs) counter.wake_jobs();
  if (state->service != nullptr) counter.pinned.remember(written->request.service_version, *state->service);
  return written;
}

domain::Result<PreparedRequest> prepare_request(const Counter& counter, const Asker& asker, const std::string& service,
                                                const domain::Answers& answers) {
  auto state = answered_form(counter, asker, service, answers);
  if (!state) return state.error();
  if (!state->errors.empty()) return Error{ErrorKind::invalid, "error.form.check", {}, state->errors, ""};
  FormInput input;
  input.service = service;
  PreparedRequest prepared{std::move(*state), {}};
  prepared.request = draw_up(counter, asker, input, prepared.state);
  return prepared;
}

domain::RequestId write_prepared(const Counter& counter, storage::Connection& connection, PreparedRequest& prepared,
                                 domain::Instant now, const std::function<void(domain::RequestId)>& known) {
  (void)write_request(counter, connection, prepared.state, prepared.request, 0, now, known);
  return prepared.request.id;
}

}  // namespace guichet::counter
