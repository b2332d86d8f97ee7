// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_requests.hpp"

#include "kernel/counter/automation.hpp"
#include "kernel/counter/change.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

#include <charconv>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t largest_value = 20'000;  // bytes of JSON that a plugin may write as one answer

Error refused(ErrorKind kind, const char* message, nlohmann::json parameters = nlohmann::json::object()) {
  return {kind, message, std::move(parameters), {}, ""};
}

/// The account a request may unlock: that of its owner, who proved who they are by signing in or by a code. Somebody
/// who asks for another person has not proved it.
domain::Result<storage::DirectoryAccount> unlockable(storage::Connection& connection, const domain::Request& request,
                                                     const std::string& account) {
  const auto owner = storage::People(connection).find(request.requester);
  if (!owner || request.opened_by != request.requester)
    return refused(ErrorKind::forbidden, "error.account.not-verified");
  if (account != owner->login && account != owner->mail)
    return refused(ErrorKind::forbidden, "error.account.not-yours");
  auto found = storage::DirectoryAccounts(connection).find(owner->login);
  if (!found) return refused(ErrorKind::not_found, "error.account.unknown");
  if (!found->locked) return refused(ErrorKind::conflict, "error.account.not-locked");
  if (found->lock_reason != "failed-attempts") {
    return refused(ErrorKind::conflict, "error.account.not-by-machine", {{"reason", found->lock_reason}});
  }
  return *found;
}

/// The one request that the running call works for.
std::optional<domain::Request> request_of(storage::Connection& connection, const plugins::PluginCall& call) {
  std::int64_t id = 0;
  constexpr std::string_view prefix = "job-";
  if (call.job.rfind(prefix, 0) != 0) return std::nullopt;
  std::from_chars(call.job.data() + prefix.size(), call.job.data() + call.job.size(), id);
  const auto job = storage::Jobs(connection).find(id);
  return job ? storage::Requests(connection).find(job->request) : std::nullopt;
}

domain::Result<nlohmann::json> field_of(storage::Connection& connection, const domain::Request& request,
                                        const std::string& name) {
  const auto owner = storage::People(connection).find(request.requester);
  const nlohmann::json readable{
      {"answers", request.answers},
      {"requester", owner ? domain::variables_of(*owner) : nlohmann::json::object()},
      {"request",
       {{"reference", domain::reference_of(request.id)}, {"title", request.title}, {"service", request.service}}}};
  const nlohmann::json* at = &readable;
  std::size_t from = 0;
  while (from <= name.size()) {
    const auto dot = std::min(name.find('.', from), name.size());
    const auto key = name.substr(from, dot - from);
    if (!at->is_object() || !at->contains(key)) return refused(ErrorKind::not_found, "error.plugin.no-such-field");
    at = &(*at)[key];
    from = dot + 1;
  }
  return *at;
}

std::string string_in(const nlohmann::json& object, const char* key, const char* otherwise = "") {
  if (!object.is_object() || !object.contains(key) || !object[key].is_string()) return otherwise;
  return object[key].get<std::string>();
}

std::string text_in(const nlohmann::json& payload, const char* key, domain::Language language) {
  if (!payload.is_object() || !payload.contains(key)) return {};
  const auto& text = payload[key];
  if (text.is_string()) return text.get<std::string>();
  const domain::LocalText local{string_in(text, "fr"), string_in(text, "en")};
  return local.in(language);
}

void add_message(storage::Connection& connection, const std::string& plugin, domain::RequestId request,
                 const std::string& body, bool internal, domain::Instant now) {
  if (is_blank(body)) return;
  storage::Message message;
  message.request = request;
  message.plugin = plugin;
  message.kind = internal ? storage::MessageKind::internal : storage::MessageKind::to_all;
  message.body = body;
  message.created = now;
  const auto id = storage::Requests(connection).insert_message(message);
  storage::Events(connection).append({0, now, "message.added", request, 0, {{"message", id}, {"internal", internal}}});
}

/// A question of the form whose answer a plugin may write: files are people's, and what no question asks is nobody's.
std::optional<Error> field_refused(const domain::Service* service, const nlohmann::json& payload) {
  const auto name = string_in(payload, "name");
  const auto* field = service != nullptr ? service->form.find(name) : nullptr;
  if (field == nullptr || field->type == domain::FieldType::file || !payload.contains("value") ||
      payload["value"].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size() > largest_value) {
    return refused(ErrorKind::invalid, "error.plugin.no-such-field");
  }
  return std::nullopt;
}

/// Why this plugin may not have this done to this request now; nothing when it may.
std::optional<Error> refusal(storage::Connection& connection, const std::string& plugin,
                             const plugins::HostRequest& asked, const domain::Request& request,
                             const domain::Service* service, domain::Language language) {
  if (asked.function == "unlock") {
    const auto account = unlockable(connection, request, string_in(asked.payload, "account"));
    return account ? std::nullopt : std::optional(account.error());
  }
  if (request.service.rfind(plugin + "/", 0) != 0) return refused(ErrorKind::not_found, "error.request.unknown");
  if (asked.function == "comment") return check_text(text_in(asked.payload, "text", language), "text", false);
  if (asked.function == "set_field") return field_refused(service, asked.payload);
  if (asked.function == "complete_step") return std::nullopt;
  if (asked.function == "resolve") {
    if (const auto status = domain::after(request, domain::Move::resolve, 0); !status) return status.error();
    return check_text(text_in(asked.payload, "message", language), "message", false);
  }
  return refused(ErrorKind::invalid, "error.plugin.no-such-function");
}

}  // namespace

domain::Result<nlohmann::json> answer_plugin(const Counter& counter, const std::string& plugin,
                                             const plugins::PluginCall& call, const plugins::HostRequest& asked) {
  if (asked.extension == "guichet.settings/1") return refused(ErrorKind::not_found, "error.plugin.no-such-setting");
  try {
    storage::Reader reader = counter.database.read();
    const auto request = request_of(reader, call);
    if (!request) return refused(ErrorKind::not_found, "error.request.unknown");
    if (asked.function == "field") {
      const bool its_own = request->service.rfind(plugin + "/", 0) == 0;
      if (!its_own) return refused(ErrorKind::not_found, "error.request.unknown");
      return field_of(reader, *request, string_in(asked.payload, "name"));
    }
    const auto service = counter.pinned.find(reader, request->service_version);
    const auto language = domain::language_of(call.language);
    if (auto no = refusal(reader, plugin, asked, *request, service.get(), language)) return *no;
    return nlohmann::json{{"accepted", true}};
  } catch (const std::exception& failure) {
    return Error{ErrorKind::unavailable, "error.database", {}, {}, failure.what()};
  }
}

std::optional<Error> carry_out(storage::Connection& connection, const std::string& plugin,
                               const plugins::HostRequest& asked, domain::Request& request,
                               const domain::Service* service, nlohmann::json& step_result, domain::Language language,
                               domain::Instant now) {
  if (auto no = refusal(connection, plugin, asked, request, service, language)) return no;
  const auto& payload = asked.payload;
  if (asked.function == "unlock") {
    const auto account = unlockable(connection, request, string_in(payload, "account"));
    if (!account) return account.error();
    storage::DirectoryAccounts(connection).set_lock(account->login, false, "");
    storage::Audit(connection)
        .append({now, 0, "directory.unlock", account->login,
                 nlohmann::json{{"plugin", plugin}, {"request", request.id}}.dump()});
  } else if (asked.function == "comment") {
    const bool internal = string_in(payload, "visibility", "internal") != "public";
    add_message(connection, plugin, request.id, text_in(payload, "text", language), internal, now);
  } else if (asked.function == "set_field") {
    request.answers[string_in(payload, "name")] = payload["value"];
  } else if (asked.function == "complete_step") {
    step_result = payload.is_object() && payload.contains("result") ? payload["result"] : nlohmann::json::object();
  } else if (asked.function == "resolve") {
    request.status = domain::Status::resolved;
    request.resolved_at = now;
    add_message(connection, plugin, request.id, text_in(payload, "message", language), false, now);
  }
  return std::nullopt;
}

}  // namespace guichet::counter
