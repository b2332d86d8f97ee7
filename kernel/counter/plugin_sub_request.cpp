// SPDX-License-Identifier: GPL-3.0-or-later
// A request that a plugin opens of another service, for the same person: as if they had asked for it themselves.
#include "kernel/counter/opened_requests.hpp"
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/submit.hpp"
#include "kernel/domain/ids.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr int most_levels = 3;  // a request opens one that opens one that opens one
constexpr std::size_t most_of_one = 20;

std::string full_service(const std::string& plugin, const nlohmann::json& payload) {
  return domain::full_id(string_in(payload, "service"), plugin);
}

domain::Result<PreparedRequest> prepare(const Counter& counter, storage::Connection& connection,
                                        const std::string& plugin, const domain::Request& parent,
                                        const nlohmann::json& payload, domain::Instant now) {
  if (parent.service.rfind(plugin + "/", 0) != 0) return plugin_refused(ErrorKind::not_found, "error.request.unknown");
  const Kinship kinship = kinship_of(connection, parent.id);
  if (kinship.level >= most_levels || kinship.opened >= most_of_one) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.too-many-requests", {{"max", most_of_one}});
  }
  const auto requester = storage::People(connection).find(parent.requester);
  if (!requester || !requester->active) {
    return plugin_refused(ErrorKind::forbidden, "error.plugin.nobody-to-open-for");
  }
  const auto request = payload.find("request");
  if (request == payload.end() || !request->is_object()) {
    return plugin_refused(ErrorKind::invalid, "error.form.invalid");
  }
  return prepare_opened(counter, connection, parent, *requester, full_service(plugin, payload),
                        request->value("answers", nlohmann::json::object()), now);
}

}  // namespace

PluginReply answer_open_request(const Asking& asking) {
  const auto prepared =
      prepare(asking.counter, asking.connection, asking.plugin, *asking.request, asking.asked.payload, asking.now);
  if (!prepared) return prepared.error();
  return accepted();
}

std::optional<Error> carry_out_open_request(const Committing& committing, const plugins::HostRequest& asked) {
  const domain::Request& parent = *committing.request;
  storage::Connection& connection = committing.connection;
  auto prepared = prepare(committing.counter, connection, committing.plugin, parent, asked.payload, committing.now);
  if (!prepared) return prepared.error();
  const int level = kinship_of(connection, parent.id).level + 1;
  (void)write_prepared(committing.counter, connection, *prepared, committing.now, [&](domain::RequestId opened) {
    tell_opened(connection, parent.id, opened, level, committing.now);
  });
  return std::nullopt;
}

}  // namespace guichet::counter
