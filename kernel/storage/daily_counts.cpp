// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/daily_counts.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<DailyCount> Row>
void columns(Visitor& column, Row& row) {
  column("day", row.day);
  column("kind", row.kind);
  column("service", row.service);
  column("team", row.team);
  column("number", row.number);
}

void DailyCounts::add(std::string_view day, std::string_view kind, std::string_view service, std::string_view team,
                      std::int64_t by) {
  run(connection_,
      "INSERT INTO daily_count (day, kind, service, team, number) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (day, kind, service, team) DO UPDATE SET number = daily_count.number + excluded.number",
      day, kind, service, team, by);
}

void DailyCounts::count_all_requests() {
  const auto day_of = [&](const std::string& column) {
    return connection_.dialect() == Dialect::sqlite
               ? "strftime('%Y-%m-%d', " + column + " / 1000, 'unixepoch')"
               : "to_char(to_timestamp(" + column + " / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
  };
  const auto count = [&](const std::string& kind, const std::string& at, const std::string& which) {
    run(connection_, "INSERT INTO daily_count (day, kind, service, team, number) SELECT " + day_of(at) + ", '" + kind +
                         "', service, team, COUNT(*) FROM request WHERE confidential = 0 AND " + which +
                         " GROUP BY 1, service, team");
  };
  run(connection_, "DELETE FROM daily_count");
  count("submitted", "created", "1 = 1");
  count("taken", "taken_at", "taken_at <> 0 AND due_take_charge <> 0");
  count("taken-in-time", "taken_at", "taken_at <> 0 AND due_take_charge <> 0 AND taken_at <= due_take_charge");
  count("resolved", "resolved_at", "resolved_at <> 0");
  count("promised", "resolved_at", "resolved_at <> 0 AND due_resolve <> 0");
  count("resolved-in-time", "resolved_at", "resolved_at <> 0 AND due_resolve <> 0 AND resolved_at <= due_resolve");
}

std::vector<DailyCount> DailyCounts::sums(std::string_view first, std::string_view last) {
  return ask<DailyCount>(connection_,
                         "SELECT '' AS day, kind, service, team, CAST(SUM(number) AS bigint) FROM daily_count"
                         " WHERE day >= ? AND day <= ? GROUP BY kind, service, team ORDER BY kind, service, team",
                         first, last);
}

std::vector<DailyCount> DailyCounts::days(std::string_view first, std::string_view last, std::string_view kind) {
  return ask<DailyCount>(connection_,
                         "SELECT day, kind, '' AS service, '' AS team, CAST(SUM(number) AS bigint) FROM daily_count"
                         " WHERE day >= ? AND day <= ? AND kind = ? GROUP BY day, kind ORDER BY day",
                         first, last, kind);
}

std::vector<DailyCount> DailyCounts::months(std::string_view first, std::string_view until, std::string_view kind) {
  const std::string begin = std::string(first.substr(0, 8)) + "01";
  return ask<DailyCount>(connection_,
                         "SELECT day, kind, service, team, number FROM daily_count"
                         " WHERE day >= ? AND day < ? AND kind = ? ORDER BY day DESC, service",
                         begin, until, kind);
}

}  // namespace guichet::storage
