// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/promises.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Promise> Row>
void columns(Visitor& column, Row& row) {
  column("request", row.request);
  column("what", row.what);
  column("due", row.due);
  column("calendar", row.calendar);
  column("counted_from", row.counted_from);
  column("amount", row.amount);
  column("on_clock", row.on_clock);
  column("margin", row.margin);
  column("told", row.told);
  column("next", row.next);
}

std::vector<Promise> Promises::of(domain::RequestId request) {
  static const std::string sql = "SELECT " + names_of<Promise>() + " FROM promise WHERE request = ? ORDER BY what";
  return ask<Promise>(connection_, sql, request);
}

std::vector<Promise> Promises::of_many(const std::vector<domain::RequestId>& requests) {
  if (requests.empty()) return {};
  return ask<Promise>(connection_,
                      "SELECT " + names_of<Promise>() + " FROM promise WHERE " + is_in_ids(connection_, "request") +
                          " ORDER BY request, what",
                      list_of(requests));
}

void Promises::save(const Promise& promise) {
  static const std::string sql =
      "INSERT INTO promise (" + names_of<Promise>() + ") VALUES (" + places_of<Promise>() +
      ") ON CONFLICT (request, what) DO UPDATE SET due = excluded.due,"
      " calendar = excluded.calendar, counted_from = excluded.counted_from,"
      " amount = excluded.amount, on_clock = excluded.on_clock, margin = excluded.margin, told = excluded.told,"
      " next = excluded.next";
  run(connection_, sql, promise);
}

void Promises::remove(domain::RequestId request, std::int64_t what) {
  run(connection_, "DELETE FROM promise WHERE request = ? AND what = ?", request, what);
}

void Promises::remove_all(domain::RequestId request) {
  run(connection_, "DELETE FROM promise WHERE request = ?", request);
}

bool Promises::any_due(domain::Instant now) {
  return ask_one<std::int64_t>(connection_, "SELECT request FROM promise WHERE next > 0 AND next <= ? LIMIT 1", now)
      .has_value();
}

std::vector<Promise> Promises::take_due(domain::Instant now, std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<Promise>() +
                                 " FROM promise WHERE next > 0 AND next <= ? ORDER BY next, request, what LIMIT ?";
  static const std::string locking = sql + " FOR UPDATE SKIP LOCKED";
  return ask<Promise>(connection_, connection_.dialect() == Dialect::sqlite ? sql : locking, now, limit);
}

std::vector<Promise> Promises::on_calendars(domain::RequestId after, std::int64_t after_what, std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<Promise>() +
                                 " FROM promise WHERE (request, what) > (?, ?) AND on_clock = 0"
                                 " ORDER BY request, what LIMIT ?";
  return ask<Promise>(connection_, sql, after, after_what, limit);
}

}  // namespace guichet::storage
