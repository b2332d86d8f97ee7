// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/opened_requests.hpp"

#include "kernel/storage/events.hpp"

namespace guichet::counter {
namespace {

constexpr std::size_t events_looked_at = 1000;

}  // namespace

Kinship kinship_of(storage::Connection& connection, domain::RequestId request) {
  Kinship kinship;
  for (const auto& event : storage::Events(connection).of_request(request, events_looked_at)) {
    if (event.kind == "request.opened-other") ++kinship.opened;
    if (event.kind == "request.opened-for") kinship.level = event.data.value("level", 1);
  }
  return kinship;
}

domain::Result<PreparedRequest> prepare_opened(const Counter& counter, storage::Connection& connection,
                                               const domain::Request& parent, const domain::Person& requester,
                                               const std::string& service, const domain::Answers& answers,
                                               domain::Instant now) {
  identity::Viewer viewer;
  viewer.person = requester;
  Counter alone = counter;
  alone.within = &connection;
  auto prepared = prepare_request(alone, {&viewer, requester.language, now}, service, answers);
  // Who proved who they are by signing in is the one who opened the first request, if anybody.
  if (prepared) prepared->request.opened_by = parent.opened_by;
  return prepared;
}

void tell_opened(storage::Connection& connection, domain::RequestId parent, domain::RequestId child, int level,
                 domain::Instant now) {
  storage::Events events(connection);
  events.append({0, now, "request.opened-other", parent, 0, {{"other", child}}});
  events.append({0, now, "request.opened-for", child, 0, {{"other", parent}, {"level", level}}});
}

}  // namespace guichet::counter
