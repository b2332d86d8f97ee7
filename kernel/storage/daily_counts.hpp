// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/storage/connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::storage {

/// How often something happened on a day ("2026-11-24", in the university's time zone).
struct DailyCount {
  std::string day;
  std::string kind;  ///< "submitted", "bounced", ...: see counter/figures.hpp
  std::string service;
  std::string team;
  std::int64_t number = 0;
};

/// Counted in the write of what is counted, so that no page has to look through requests. A year of it is bounded by
/// the days, services and teams, whatever the number of requests. Lives within a read or a write.
class DailyCounts {
 public:
  explicit DailyCounts(Connection& connection) : connection_(connection) {}
  /// `by` may be negative: what was counted is taken back.
  void add(std::string_view day, std::string_view kind, std::string_view service, std::string_view team,
           std::int64_t by = 1);
  /// Sums from `first` to `last` included, a row for each kind, service and team; `day` is empty.
  [[nodiscard]] std::vector<DailyCount> sums(std::string_view first, std::string_view last);
  /// Sums of each day of one kind, oldest first; service and team are empty.
  [[nodiscard]] std::vector<DailyCount> days(std::string_view first, std::string_view last, std::string_view kind);

  /// Of one kind that is counted on the first day of a month, from the month of `first` until before `until`; each
  /// service apart.
  [[nodiscard]] std::vector<DailyCount> months(std::string_view first, std::string_view until, std::string_view kind);

  /// Counts every request that is there, for those that were written in bulk: reads them all. Days are of UTC.
  void count_all_requests();

 private:
  Connection& connection_;
};

}  // namespace guichet::storage
