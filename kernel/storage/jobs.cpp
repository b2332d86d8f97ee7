// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/events.hpp"
#include "kernel/storage/job_shares.hpp"
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

namespace {

// An automation's payload begins with its full id, {"automation":"it/unlock-account", as JSON sorts its members: up to
// the first slash it names the plugin. Those left out are one text, |{"automation":"it/|, in which that is looked for.
std::string left_out(const std::vector<std::string>& plugins) {
  std::string text = "|";
  for (const std::string& plugin : plugins) text += "{\"automation\":\"" + plugin + "/|";
  return text;
}

const std::string& not_left_out(Dialect dialect) {
  static const std::string sqlite = " AND instr(?, '|' || substr(payload, 1, instr(payload, '/')) || '|') = 0";
  static const std::string postgresql = " AND strpos(?, '|' || substr(payload, 1, strpos(payload, '/')) || '|') = 0";
  return dialect == Dialect::sqlite ? sqlite : postgresql;
}

}  // namespace

std::int64_t Jobs::enqueue(const Job& job) {
  return *ask_one<std::int64_t>(
      connection_,
      "INSERT INTO job (kind, request, payload, state, attempts, run_at, node, lease_until, last_error)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      job.kind, job.request, job.payload, job.state, job.attempts, job.run_at, job.node, job.lease_until,
      job.last_error);
}

std::vector<Job> Jobs::claim(domain::Instant now, std::string_view node, std::int64_t lease, std::size_t limit) {
  return claim_but_of(connection_, {}, now, node, lease, limit);
}

std::vector<Job> claim_but_of(Connection& connection, const std::vector<std::string>& plugins, domain::Instant now,
                              std::string_view node, std::int64_t lease, std::size_t limit) {
  static const auto statement = [](Dialect dialect) {
    return "UPDATE job SET state = 'running', node = ?, lease_until = ?, attempts = attempts + 1 WHERE id IN"
           " (SELECT id FROM job WHERE state = 'ready' AND run_at <= ?" +
           not_left_out(dialect) + " ORDER BY run_at, id LIMIT ?" +
           (dialect == Dialect::sqlite ? "" : " FOR UPDATE SKIP LOCKED") + ") RETURNING " + names_of<Job>();
  };
  static const std::string sqlite = statement(Dialect::sqlite);
  static const std::string postgresql = statement(Dialect::postgresql);
  return ask<Job>(connection, connection.dialect() == Dialect::sqlite ? sqlite : postgresql, node, now + lease, now,
                  left_out(plugins), limit);
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

void Jobs::set_payload(std::int64_t id, const nlohmann::json& payload) {
  run(connection_, "UPDATE job SET payload = ? WHERE id = ?", payload, id);
}

bool Jobs::remove_running(std::int64_t id) {
  return run(connection_, "DELETE FROM job WHERE id = ? AND state = 'running'", id) == 1;
}

void Jobs::forget_given_up(std::string_view schedule) {
  const std::string beginning = R"({"automation":")" + std::string(schedule) + "\",";
  run(connection_,
      "DELETE FROM job WHERE kind = 'schedule' AND state IN ('failed', 'unknown') AND substr(payload, 1, ?) = ?",
      beginning.size(), beginning);
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
  return next_due_but_of(connection_, {});
}

std::optional<domain::Instant> next_due_but_of(Connection& connection, const std::vector<std::string>& plugins) {
  static const auto statement = [](Dialect dialect) {
    return "SELECT run_at FROM job WHERE state = 'ready'" + not_left_out(dialect) + " ORDER BY run_at, id LIMIT 1";
  };
  static const std::string sqlite = statement(Dialect::sqlite);
  static const std::string postgresql = statement(Dialect::postgresql);
  return ask_one<domain::Instant>(connection, connection.dialect() == Dialect::sqlite ? sqlite : postgresql,
                                  left_out(plugins));
}

}  // namespace guichet::storage
