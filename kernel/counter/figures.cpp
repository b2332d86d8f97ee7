// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/figures.hpp"

#include "kernel/domain/routing.hpp"

namespace guichet::counter {
namespace {

/// Adds to the counts of one day.
class Today {
 public:
  Today(const Counter& counter, storage::Connection& connection, domain::Instant now)
      : counts_(connection), day_(domain::local_date(now, counter.calendar.zone)) {}
  void add(const char* kind, const std::string& service, const std::string& team, std::int64_t by = 1) {
    counts_.add(day_, kind, service, team, by);
  }
  void add_to_month(const char* kind, const std::string& service) {
    counts_.add(day_.substr(0, 8) + "01", kind, service, "");
  }

 private:
  storage::DailyCounts counts_;
  std::string day_;
};

}  // namespace

Standing::Standing(const domain::Request& request)
    : service(request.service),
      team(request.team),
      taken_at(request.taken_at),
      resolved_at(request.resolved_at),
      bounces(request.bounces),
      confidential(request.confidential) {}

bool is_bounce(std::string_view from, std::string_view to) {
  return from != to && from != domain::triage_team;
}

void count_submitted(const Counter& counter, storage::Connection& connection, const domain::Request& request,
                     domain::Instant now) {
  Today today(counter, connection, now);
  if (request.confidential) {
    today.add_to_month(figure::confidential, request.service);
  } else {
    today.add(figure::submitted, request.service, request.team);
  }
}

void count_change(const Counter& counter, storage::Connection& connection, const Standing& before,
                  const domain::Request& after, domain::Instant now) {
  Today today(counter, connection, now);
  if (after.confidential) {
    if (!before.confidential) today.add_to_month(figure::confidential, after.service);
    return;
  }
  if (const auto more = after.bounces - before.bounces; more != 0) {
    today.add(figure::bounced, before.service, before.team, more);
    if (before.bounces == 0 || after.bounces == 0) {
      today.add(figure::bounced_once, before.service, before.team, more > 0 ? 1 : -1);
    }
  }
  if (before.taken_at == 0 && after.taken_at != 0 && after.due_take_charge != 0) {
    today.add(figure::taken, after.service, after.team);
    if (now <= after.due_take_charge) today.add(figure::taken_in_time, after.service, after.team);
  }
  if (before.resolved_at == 0 && after.resolved_at != 0) {
    today.add(figure::resolved, after.service, after.team);
    if (after.due_resolve == 0) return;
    today.add(figure::promised, after.service, after.team);
    if (now <= after.due_resolve) today.add(figure::resolved_in_time, after.service, after.team);
  }
}

void uncount_bounce(const Counter& counter, storage::Connection& connection, const domain::Request& restored,
                    domain::Instant now) {
  Today today(counter, connection, now);
  today.add(figure::bounced, restored.service, restored.team, -1);
  if (restored.bounces == 0) today.add(figure::bounced_once, restored.service, restored.team, -1);
}

void count_solved(const Counter& counter, storage::Connection& connection, std::int64_t by, domain::Instant now) {
  Today(counter, connection, now).add(figure::solved, "", "", by);
}

}  // namespace guichet::counter
