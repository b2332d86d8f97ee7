// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/request_moves.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<RequestMove> Row>
void columns(Visitor& column, Row& row) {
  column("request", row.request);
  column("version", row.version);
  column("at", row.at);
  column("actor", row.actor);
  column("service", row.service);
  column("service_version", row.service_version);
  column("team", row.team);
  column("assignee", row.assignee);
  column("status", row.status);
  column("urgency", row.urgency);
  column("campus", row.campus);
  column("taken_at", row.taken_at);
  column("due_take_charge", row.due_take_charge);
  column("due_resolve", row.due_resolve);
  column("waiting_since", row.waiting_since);
  column("bounces", row.bounces);
  column("route_why", row.route_why);
  column("answers", row.answers);
  column("steps", row.steps);
}

void RequestMoves::insert(const RequestMove& move) {
  static const std::string sql =
      "INSERT INTO request_move (" + names_of<RequestMove>() + ") VALUES (" + places_of<RequestMove>() + ")";
  run(connection_, sql, move);
}

std::vector<RequestMove> RequestMoves::of_request(domain::RequestId request, std::size_t limit) {
  static const std::string sql =
      "SELECT " + names_of<RequestMove>() + " FROM request_move WHERE request = ? ORDER BY version DESC LIMIT ?";
  return ask<RequestMove>(connection_, sql, request, limit);
}

void RequestMoves::remove(domain::RequestId request, std::int64_t version) {
  run(connection_, "DELETE FROM request_move WHERE request = ? AND version = ?", request, version);
}

nlohmann::json RequestMoves::take_steps(domain::RequestId request) {
  nlohmann::json taken = nlohmann::json::array();
  for (const auto& step : Requests(connection_).steps(request)) {
    taken.push_back({{"step", step.step},
                     {"kind", step.kind},
                     {"state", step.state},
                     {"detail", step.detail},
                     {"updated", step.updated}});
  }
  if (!taken.empty()) run(connection_, "DELETE FROM step WHERE request = ?", request);
  return taken;
}

void RequestMoves::put_steps(domain::RequestId request, const nlohmann::json& steps) {
  for (const auto& step : steps) {
    StepState state;
    state.request = request;
    state.step = step.value("step", "");
    state.kind = step.value("kind", "");
    state.state = step.value("state", "");
    state.detail = step.value("detail", nlohmann::json::object());
    state.updated = step.value("updated", domain::Instant{0});
    (void)Requests(connection_).insert_step(state);
  }
}

}  // namespace guichet::storage
