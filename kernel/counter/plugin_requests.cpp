// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/plugin_requests.hpp"

#include "kernel/counter/automation.hpp"
#include "kernel/counter/names.hpp"
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
std::optional<domain::Request> request_of(storage::Connection& connection, const plugins::AutomationCall& call) {
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

std::string text_in(const nlohmann::json& text, domain::Language language) {
  if (text.is_string()) return text.get<std::string>();
  if (!text.is_object()) return {};
  const domain::LocalText local{text.value("fr", ""), text.value("en", "")};
  return local.in(language);
}

void add_message(storage::Connection& connection, const std::string& plugin, domain::RequestId request,
                 const std::string& body, bool internal, domain::Instant now) {
  if (body.empty()) return;
  storage::Message message;
  message.request = request;
  message.plugin = plugin;
  message.kind = internal ? storage::MessageKind::internal : storage::MessageKind::to_all;
  message.body = body;
  message.created = now;
  const auto id = storage::Requests(connection).insert_message(message);
  storage::Events(connection).append({0, now, "message.added", request, 0, {{"message", id}, {"internal", internal}}});
}

}  // namespace

domain::Result<nlohmann::json> answer_plugin(const Counter& counter, const std::string& plugin,
                                             const plugins::AutomationCall& call, const plugins::HostRequest& asked) {
  (void)plugin;
  if (asked.extension == "guichet.settings/1") return refused(ErrorKind::not_found, "error.plugin.no-such-setting");
  storage::Reader reader = counter.database.read();
  const auto request = request_of(reader, call);
  if (!request) return refused(ErrorKind::not_found, "error.request.unknown");
  if (asked.extension == "guichet.directory.modify/0" && asked.function == "unlock") {
    const auto account = unlockable(reader, *request, asked.payload.value("account", ""));
    if (!account) return account.error();
    return nlohmann::json{{"accepted", true}};
  }
  if (asked.function == "field") return field_of(reader, *request, asked.payload.value("name", ""));
  return nlohmann::json{{"accepted", true}};
}

std::optional<Error> carry_out(storage::Connection& connection, const std::string& plugin,
                               const plugins::HostRequest& asked, domain::Request& request, nlohmann::json& step_result,
                               domain::Language language, domain::Instant now) {
  const auto& payload = asked.payload;
  if (asked.function == "unlock") {
    const auto account = unlockable(connection, request, payload.value("account", ""));
    if (!account) return account.error();
    storage::DirectoryAccounts(connection).set_lock(account->login, false, "");
    storage::Audit(connection)
        .append({now, 0, "directory.unlock", account->login,
                 nlohmann::json{{"plugin", plugin}, {"request", request.id}}.dump()});
    return std::nullopt;
  }
  if (asked.function == "comment") {
    add_message(connection, plugin, request.id, text_in(payload.value("text", nlohmann::json()), language),
                payload.value("visibility", "internal") != "public", now);
    return std::nullopt;
  }
  if (asked.function == "set_field") {
    const auto name = payload.value("name", "");
    if (name.empty() || !payload.contains("value")) return refused(ErrorKind::invalid, "error.plugin.no-such-field");
    request.answers[name] = payload["value"];
    return std::nullopt;
  }
  if (asked.function == "complete_step") {
    step_result = payload.value("result", nlohmann::json::object());
    return std::nullopt;
  }
  if (asked.function == "resolve") {
    const auto status = domain::after(request, domain::Move::resolve, now);
    if (!status) return status.error();
    request.status = *status;
    request.resolved_at = now;
    add_message(connection, plugin, request.id, text_in(payload.value("message", nlohmann::json()), language), false,
                now);
    return std::nullopt;
  }
  return refused(ErrorKind::invalid, "error.plugin.no-such-function");
}

}  // namespace guichet::counter
