// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/calendars.hpp"

#include "kernel/domain/working_time.hpp"
#include "kernel/storage/closures.hpp"

namespace guichet::counter {
namespace {
constexpr std::size_t most_closures = 500;
// No promise is longer than a year.
constexpr std::int64_t looked_back = 370 * domain::day;
}  // namespace

Calendars::Calendars(const Counter& counter, storage::Connection& connection, domain::Instant now)
    : counter_(counter), snapshot_(counter.registry.current()) {
  const std::string since = domain::local_date(now - looked_back, counter.calendar.zone);
  for (const auto& closure : storage::Closures(connection).from(since, most_closures)) {
    close(domain::days_from_to(closure.first_day, closure.last_day));
  }
}

void Calendars::close(const std::vector<std::string>& days) {
  closed_.insert(closed_.end(), days.begin(), days.end());
  known_.clear();
}

const domain::Calendar& Calendars::named(const std::string& id) {
  const auto* const own = snapshot_->calendar(id);
  const std::string key = own != nullptr ? id : std::string();
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  domain::Calendar calendar = own != nullptr ? *own : counter_.calendar;
  calendar.closed_days.insert(calendar.closed_days.end(), closed_.begin(), closed_.end());
  return known_.emplace(key, std::move(calendar)).first->second;
}

}  // namespace guichet::counter
