// SPDX-License-Identifier: GPL-3.0-or-later
// A request that a plugin opens of another service, for the same person: as if they had asked for it themselves.
#include "kernel/counter/plugin_port.hpp"
#include "kernel/counter/submit.hpp"
#include "kernel/storage/events.hpp"
#include "kernel/storage/people.hpp"

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

constexpr int most_levels = 3;  // a request opens one that opens one that opens one
constexpr std::size_t most_of_one = 20;
constexpr std::size_t events_looked_at = 1000;

/// How many requests up this one was opened for, and how many it has opened.
struct Kinship {
  int level = 0;
  std::size_t opened = 0;
};

Kinship kinship_of(storage::Connection& connection, domain::RequestId request) {
  Kinship kinship;
  for (const auto& event : storage::Events(connection).of_request(request, events_looked_at)) {
    if (event.kind == "request.opened-other") ++kinship.opened;
    if (event.kind == "request.opened-for") kinship.level = event.data.value("level", 1);
  }
  return kinship;
}

std::string full_service(const std::string& plugin, const nlohmann::json& payload) {
  const std::string service = string_in(payload, "service");
  return service.find('/') == std::string::npos ? plugin + "/" + service : service;
}

domain::Result<PreparedRequest> prepare(const Counter& counter, storage::Connection& connection,
                                        const std::string& plugin, const domain::Request& parent,
                                        const nlohmann::json& payload, domain::Instant now) {
  if (parent.service.rfind(plugin + "/", 0) != 0) return plugin_refused(ErrorKind::not_found, "error.request.unknown");
  const Kinship kinship = kinship_of(connection, parent.id);
  if (kinship.level >= most_levels || kinship.opened >= most_of_one) {
    return plugin_refused(ErrorKind::too_many, "error.plugin.too-many-requests", {{"max", most_of_one}});
  }
  identity::Viewer requester;
  if (auto person = storage::People(connection).find(parent.requester); person && person->active) {
    requester.person = std::move(*person);
  } else {
    return plugin_refused(ErrorKind::forbidden, "error.plugin.nobody-to-open-for");
  }
  const auto request = payload.find("request");
  if (request == payload.end() || !request->is_object()) {
    return plugin_refused(ErrorKind::invalid, "error.form.invalid");
  }
  // The plugins that a form would ask are not waited for here: this runs within a write, and the one that asks for the
  // request may be the one that would be asked.
  Counter alone = counter;
  alone.within = &connection;
  auto prepared = prepare_request(alone, {&requester, requester.person.language, now}, full_service(plugin, payload),
                                  request->value("answers", nlohmann::json::object()));
  if (!prepared) return prepared;
  // Who proved who they are by signing in is the one who opened the first request, if anybody.
  prepared->request.opened_by = parent.opened_by;
  return prepared;
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
  const auto opened = write_prepared(committing.counter, connection, *prepared, committing.now);
  storage::Events events(connection);
  events.append({0, committing.now, "request.opened-other", parent.id, 0, {{"other", opened}}});
  events.append({0, committing.now, "request.opened-for", opened, 0, {{"other", parent.id}, {"level", level}}});
  return std::nullopt;
}

}  // namespace guichet::counter
