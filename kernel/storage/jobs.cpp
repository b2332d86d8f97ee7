// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/events.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<Job> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("kind", row.kind);
  column("request", row.request);
  column("payload", row.payload);
  column("state", row.state);
  column("attempts", row.attempts);
  column("run_at", row.run_at);
  column("node", row.node);
  column("lease_until", row.lease_until);
  column("last_error", row.last_error);
}

std::int64_t Jobs::enqueue(const Job& job) {
  return *ask_one<std::int64_t>(
      connection_,
      "INSERT INTO job (kind, request, payload, state, attempts, run_at, node, lease_until, last_error)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      job.kind, job.request, job.payload, job.state, job.attempts, job.run_at, job.node, job.lease_until,
      job.last_error);
}

std::vector<Job> Jobs::claim(domain::Instant now, std::string_view node, std::int64_t lease, std::size_t limit) {
  static const std::string start =
      "UPDATE job SET state = 'running', node = ?, lease_until = ?, attempts = attempts + 1 WHERE id IN"
      " (SELECT id FROM job WHERE state = 'ready' AND run_at <= ? ORDER BY run_at, id LIMIT ?";
  static const std::string end = ") RETURNING " + names_of<Job>();
  static const std::string sqlite = start + end;
  static const std::string postgresql = start + " FOR UPDATE SKIP LOCKED" + end;
  return ask<Job>(connection_, connection_.dialect() == Dialect::sqlite ? sqlite : postgresql, node, now + lease, now,
                  limit);
}

std::vector<Job> Jobs::interrupted(domain::Instant now, std::string_view node) {
  static const std::string sql =
      "SELECT " + names_of<Job>() + " FROM job WHERE state = 'running' AND (lease_until < ? OR node = ?) ORDER BY id";
  return ask<Job>(connection_, sql, now, node);
}

std::optional<Job> Jobs::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<Job>() + " FROM job WHERE id = ?";
  return ask_one<Job>(connection_, sql, id);
}

bool Jobs::finish(std::int64_t id) {
  return run(connection_, "UPDATE job SET state = 'done', lease_until = 0 WHERE id = ? AND state = 'running'", id) == 1;
}

void Jobs::retry(std::int64_t id, domain::Instant at, std::string_view error) {
  run(connection_,
      "UPDATE job SET state = 'ready', run_at = ?, last_error = ?, node = '', lease_until = 0 WHERE id = ?", at, error,
      id);
}

void Jobs::give_up(std::int64_t id, std::string_view state, std::string_view error) {
  run(connection_, "UPDATE job SET state = ?, last_error = ?, lease_until = 0 WHERE id = ?", state, error, id);
}

std::vector<Job> Jobs::given_up(std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<Job>() + " FROM job WHERE state IN ('failed', 'unknown') ORDER BY id DESC LIMIT ?";
  return ask<Job>(connection_, sql, limit);
}

std::optional<domain::Instant> Jobs::next_due() {
  return ask_one<domain::Instant>(connection_,
                                  "SELECT run_at FROM job WHERE state = 'ready' ORDER BY run_at, id LIMIT 1");
}

}  // namespace guichet::storage
