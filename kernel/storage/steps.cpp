// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/steps.hpp"

#include "kernel/storage/query.hpp"
#include "kernel/storage/requests.hpp"

namespace guichet::storage {
namespace {
struct CourseStep {
  std::int64_t id = 0;
  std::string step, state;
  nlohmann::json detail;
};
}  // namespace

template <typename Visitor, Is<CourseStep> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("step", row.step);
  column("state", row.state);
  column("detail", row.detail);
}

template <typename Visitor, Is<StepState> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("request", row.request);
  column("step", row.step);
  column("kind", row.kind);
  column("state", row.state);
  column("detail", row.detail);
  column("updated", row.updated);
}

template <typename Visitor, Is<Participant> Row>
void columns(Visitor& column, Row& row) {
  column("person", row.person);
  column("name", row.name);
  column("role", row.role);
}

std::int64_t Requests::insert_step(const StepState& step) {
  return *ask_one<std::int64_t>(
      connection_,
      "INSERT INTO step (request, step, kind, state, detail, updated) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
      step.request, step.step, step.kind, step.state, step.detail, step.updated);
}

std::vector<StepState> Requests::steps(domain::RequestId request) {
  static const std::string sql = "SELECT " + names_of<StepState>() + " FROM step WHERE request = ? ORDER BY id";
  return ask<StepState>(connection_, sql, request);
}

std::vector<StepState> steps_of_course(Connection& connection, domain::RequestId request) {
  static const std::string sql = "SELECT " + names_of<CourseStep>() + " FROM step WHERE request = ? ORDER BY id";
  std::vector<StepState> rows;
  each<CourseStep>(
      connection, sql,
      [&](CourseStep&& row) {
        StepState& step = rows.emplace_back();
        step.id = row.id;
        step.request = request;
        step.step = std::move(row.step);
        step.state = std::move(row.state);
        step.detail = std::move(row.detail);
      },
      request);
  return rows;
}

bool Requests::move_step(std::int64_t id, std::string_view expected, std::string_view state,
                         const nlohmann::json& detail, domain::Instant now) {
  return run(connection_, "UPDATE step SET state = ?, detail = ?, updated = ? WHERE id = ? AND state = ?", state,
             detail, now, id, expected) == 1;
}

std::vector<domain::RequestId> Requests::participating(domain::PersonId person,
                                                       const std::vector<domain::RequestId>& ids) {
  if (ids.empty()) return {};
  const std::string sql =
      "SELECT DISTINCT request FROM participant WHERE person = ? AND " + is_in_ids(connection_, "request");
  return ask<domain::RequestId>(connection_, sql, person, list_of(ids));
}

void Requests::add_participant(domain::RequestId request, domain::PersonId person, std::string_view role) {
  run(connection_, "INSERT INTO participant (request, person, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", request,
      person, role);
}

void Requests::remove_participant(domain::RequestId request, domain::PersonId person, std::string_view role) {
  run(connection_, "DELETE FROM participant WHERE request = ? AND person = ? AND role = ?", request, person, role);
}

std::vector<Participant> Requests::participants(domain::RequestId request) {
  return ask<Participant>(
      connection_,
      "SELECT t.person, COALESCE(p.given_name || ' ' || p.family_name, ''), t.role FROM participant t"
      " LEFT JOIN person p ON p.id = t.person WHERE t.request = ? ORDER BY t.role, t.person",
      request);
}

}  // namespace guichet::storage
