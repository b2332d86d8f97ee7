// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_port.hpp"

#include "kernel/counter/automation.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

#include <charconv>
#include <chrono>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

/// One line an extension of the host that is not answered by the host itself.
struct Family {
  std::string_view extension;
  PluginReply (*answer)(const Asking&);
  std::optional<Error> (*carry_out)(const Committing&, const plugins::HostRequest&);  ///< null: only read
  bool of_a_request;  ///< makes sense for a request only
};

constexpr Family families[] = {
    {"guichet.settings/1", answer_settings, nullptr, false},
    {"guichet.secrets/0", answer_settings, nullptr, false},
    {"guichet.requests/1", answer_request_function, carry_out_on_request, true},
    {"guichet.directory.modify/0", answer_request_function, carry_out_on_request, true},
    {"guichet.requests.open/0", answer_open_request, carry_out_open_request, true},
    {"guichet.people/0", answer_people, nullptr, true},
    {"guichet.mail/0", answer_mail, carry_out_mail, true},
    {"guichet.storage/0", answer_storage, carry_out_storage, false},
    {"guichet.schedule/0", answer_schedule, carry_out_schedule, false},
    {"guichet.files/0", nullptr, carry_out_files, true},  // answered by the file port
};

const Family* family_of(std::string_view extension) {
  for (const Family& family : families) {
    if (family.extension == extension) return &family;
  }
  return nullptr;
}

domain::Instant clock_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

domain::Result<nlohmann::json> answer_plugin(const Counter& counter, const std::string& plugin,
                                             const plugins::PluginCall& call, const plugins::HostRequest& asked) {
  const Family* const family = family_of(asked.extension);
  if (family == nullptr || family->answer == nullptr) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.no-such-function");
  }
  try {
    storage::Reader reader = counter.database.read();
    const auto request = request_of_call(reader, call);
    if (family->of_a_request && !request) return plugin_refused(ErrorKind::not_found, "error.request.unknown");
    Asking asking{counter, reader, plugin, call, asked};
    std::shared_ptr<const domain::Service> service;
    if (request) {
      service = counter.pinned.find(reader, request->service_version);
      asking.request = &*request;
      asking.service = service.get();
    }
    asking.language = domain::language_of(call.language);
    asking.now = clock_now();
    return family->answer(asking);
  } catch (const std::exception& failure) {
    return Error{ErrorKind::unavailable, "error.database", {}, {}, failure.what()};
  }
}

std::optional<Error> carry_out(const Committing& committing, const plugins::HostRequest& asked) {
  const Family* const family = family_of(asked.extension);
  if (family == nullptr || family->carry_out == nullptr) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.no-such-function");
  }
  if (family->of_a_request && committing.request == nullptr) {
    return plugin_refused(ErrorKind::not_found, "error.request.unknown");
  }
  return family->carry_out(committing, asked);
}

std::optional<domain::Request> request_of_call(storage::Connection& connection, const plugins::PluginCall& call) {
  if (call.request != 0) return storage::Requests(connection).find(call.request);
  std::int64_t id = 0;
  constexpr std::string_view prefix = "job-";
  if (call.job.rfind(prefix, 0) != 0) return std::nullopt;
  std::from_chars(call.job.data() + prefix.size(), call.job.data() + call.job.size(), id);
  const auto job = storage::Jobs(connection).find(id);
  return job && job->request != 0 ? storage::Requests(connection).find(job->request) : std::nullopt;
}

bool is_too_late(const Error& refused) {
  return refused.kind == ErrorKind::conflict && refused.message == "error.plugin.changed-meanwhile";
}

Error plugin_refused(ErrorKind kind, const char* message, nlohmann::json parameters) {
  return {kind, message, std::move(parameters), {}, ""};
}

nlohmann::json accepted() {
  return {{"accepted", true}};
}

std::string string_in(const nlohmann::json& object, const char* key, const char* otherwise) {
  if (!object.is_object()) return otherwise;
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

std::size_t size_of_json(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size();
}

std::optional<domain::Person> person_of_request(storage::Connection& connection, const domain::Request& request,
                                                const std::string& who) {
  storage::People people(connection);
  if (who == "requester") return people.find(request.requester);
  if (who == "assignee") return people.find(request.assignee);
  const auto participants = storage::Requests(connection).participants(request.id);
  if (who == "beneficiary") {
    for (const auto& participant : participants) {
      if (participant.role == "beneficiary") return people.find(participant.person);
    }
    return people.find(request.requester);
  }
  std::vector<domain::PersonId> ids{request.requester, request.opened_by, request.assignee};
  for (const auto& participant : participants) ids.push_back(participant.person);
  for (auto& person : people.many(ids)) {
    if (person.login == who) return std::move(person);
  }
  return std::nullopt;
}

bool may_know(const std::string& plugin, const plugins::PluginCall& call, const domain::Request& request) {
  const bool does_a_step_of_it = !call.job.empty() && call.request == request.id;
  return does_a_step_of_it || request.service.rfind(plugin + "/", 0) == 0;
}

}  // namespace guichet::counter
