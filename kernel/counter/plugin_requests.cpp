// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/change.hpp"
#include "kernel/counter/form_plugins.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/domain/reference.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr std::size_t largest_value = 20'000;  // bytes of JSON that a plugin may write as one answer

/// The account a request may unlock: that of its owner, who proved who they are by signing in or by a code. Somebody
/// who asks for another person has not proved it.
domain::Result<storage::DirectoryAccount> unlockable(storage::Connection& connection, const domain::Request& request,
                                                     const std::string& account) {
  const auto owner = storage::People(connection).find(request.requester);
  if (!owner || request.opened_by != request.requester)
    return plugin_refused(ErrorKind::forbidden, "error.account.not-verified");
  if (account != owner->login && account != owner->mail)
    return plugin_refused(ErrorKind::forbidden, "error.account.not-yours");
  auto found = storage::DirectoryAccounts(connection).find(owner->login);
  if (!found) return plugin_refused(ErrorKind::not_found, "error.account.unknown");
  if (!found->locked) return plugin_refused(ErrorKind::conflict, "error.account.not-locked");
  if (found->lock_reason != "failed-attempts") {
    return plugin_refused(ErrorKind::conflict, "error.account.not-by-machine", {{"reason", found->lock_reason}});
  }
  return *found;
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
    if (!at->is_object() || !at->contains(key))
      return plugin_refused(ErrorKind::not_found, "error.plugin.no-such-field");
    at = &(*at)[key];
    from = dot + 1;
  }
  return *at;
}

std::string text_in(const nlohmann::json& payload, const char* key, domain::Language language) {
  if (!payload.is_object() || !payload.contains(key)) return {};
  const auto& text = payload[key];
  if (text.is_string()) return text.get<std::string>();
  const domain::LocalText local{string_in(text, "fr"), string_in(text, "en")};
  return local.in(language);
}

/// A question of the form whose answer a plugin may write: files are people's, and what no question asks is nobody's.
std::optional<Error> field_refused(const domain::Service* service, const nlohmann::json& payload) {
  const auto name = string_in(payload, "name");
  const auto* field = service != nullptr ? service->form.find(name) : nullptr;
  if (field == nullptr || field->type == domain::FieldType::file || !payload.contains("value") ||
      size_of_json(payload["value"]) > largest_value) {
    return plugin_refused(ErrorKind::invalid, "error.plugin.no-such-field");
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
  if (request.service.rfind(plugin + "/", 0) != 0) return plugin_refused(ErrorKind::not_found, "error.request.unknown");
  if (asked.function == "comment") return check_text(text_in(asked.payload, "text", language), "text", false);
  if (asked.function == "set_field") return field_refused(service, asked.payload);
  if (asked.function == "complete_step") return std::nullopt;
  if (asked.function == "resolve") {
    if (const auto status = domain::after(request, domain::Move::resolve, 0); !status) return status.error();
    return check_text(text_in(asked.payload, "message", language), "message", false);
  }
  return plugin_refused(ErrorKind::invalid, "error.plugin.no-such-function");
}

}  // namespace

PluginReply answer_request_function(const Asking& asking) {
  const auto& asked = asking.asked;
  const domain::Request& request = *asking.request;
  if (asked.function == "field") {
    if (!may_know(asking.plugin, asking.call, request))
      return plugin_refused(ErrorKind::not_found, "error.request.unknown");
    return field_of(asking.connection, request, string_in(asked.payload, "name"));
  }
  if (auto no = refusal(asking.connection, asking.plugin, asked, request, asking.service, asking.language)) return *no;
  return accepted();
}

std::optional<Error> carry_out_on_request(const Committing& committing, const plugins::HostRequest& asked) {
  storage::Connection& connection = committing.connection;
  const std::string& plugin = committing.plugin;
  domain::Request& request = *committing.request;
  const auto language = committing.language;
  const auto now = committing.now;
  if (auto no = refusal(connection, plugin, asked, request, committing.service, language)) return no;
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
    (void)say_for_department(connection, plugin, request.id, text_in(payload, "text", language), internal, now);
  } else if (asked.function == "set_field") {
    request.answers[string_in(payload, "name")] = payload["value"];
    request.answers.erase(label_key(string_in(payload, "name")));  // it was that of the value before
  } else if (asked.function == "complete_step") {
    committing.step_result =
        payload.is_object() && payload.contains("result") ? payload["result"] : nlohmann::json::object();
  } else if (asked.function == "resolve") {
    request.status = domain::Status::resolved;
    request.resolved_at = now;
    (void)say_for_department(connection, plugin, request.id, text_in(payload, "message", language), false, now);
  }
  return std::nullopt;
}

}  // namespace guichet::counter
