// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/events.hpp"

#include "kernel/storage/query.hpp"

#include <algorithm>

namespace guichet::storage {

template <typename Visitor, Is<Event> Row>
void columns(Visitor& column, Row& row) {
  column("number", row.number);
  column("at", row.at);
  column("kind", row.kind);
  column("request", row.request);
  column("actor", row.actor);
  column("data", row.data);
}

// The writer holds the lock that orders commits before any of this runs, so the number may simply be the next one.
std::int64_t Events::append(const Event& event) {
  const auto number = ask_one<std::int64_t>(
      connection_, "INSERT INTO event (at, kind, request, actor, data) VALUES (?, ?, ?, ?, ?) RETURNING number",
      event.at, event.kind, event.request, event.actor, event.data);
  handle_of(connection_).last_event = *number;
  return *number;
}

void Events::insert_many(const std::vector<Event>& events) {
  if (events.empty()) return;
  for (const Event& event : events) {
    run(connection_, "INSERT INTO event (at, kind, request, actor, data) VALUES (?, ?, ?, ?, ?)", event.at, event.kind,
        event.request, event.actor, event.data);
  }
  handle_of(connection_).last_event = last();
}

std::vector<Event> Events::since(std::int64_t number, std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<Event>() + " FROM event WHERE number > ? ORDER BY number LIMIT ?";
  return ask<Event>(connection_, sql, number, limit);
}

std::vector<Event> Events::of_request(domain::RequestId request, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<Event>() + " FROM event WHERE request = ? ORDER BY number DESC LIMIT ?";
  std::vector<Event> latest = ask<Event>(connection_, sql, request, limit);
  std::reverse(latest.begin(), latest.end());
  return latest;
}

std::int64_t Events::last() {
  return ask_one<std::int64_t>(connection_, "SELECT COALESCE(MAX(number), 0) FROM event").value_or(0);
}

}  // namespace guichet::storage
