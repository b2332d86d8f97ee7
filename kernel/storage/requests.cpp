// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/requests.hpp"

#include "kernel/storage/query.hpp"
#include "kernel/storage/work_order.hpp"

namespace guichet::storage {
namespace {

// The id and what never changes stand apart from what an update writes.
template <typename Visitor, typename Row>
void changing_columns(Visitor& column, Row& row) {
  column("title", row.title);
  column("service", row.service);
  column("team", row.team);
  column("assignee", row.assignee);
  column("status", row.status);
  column("urgency", row.urgency);
  column("confidential", row.confidential);
  column("campus", row.campus);
  column("updated", row.updated);
  column("due_take_charge", row.due_take_charge);
  column("due_resolve", row.due_resolve);
  column("taken_at", row.taken_at);
  column("service_version", row.service_version);
  column("opened_by", row.opened_by);
  column("contact", row.contact);
  column("waiting_since", row.waiting_since);
  column("resolved_at", row.resolved_at);
  column("closed_at", row.closed_at);
  column("bounces", row.bounces);
  column("words", row.words);
  column("answers", row.answers);
  column("route_why", row.route_why);
}

// A request without its id, with the order it is worked in.
struct NewRequest {
  const domain::Request& request;
  std::int64_t work_order;
};

template <typename Visitor>
void columns(Visitor& column, const NewRequest& row) {
  column("work_order", row.work_order);
  column("requester", row.request.requester);
  column("created", row.request.created);
  column("submission", row.request.submission);
  column("version", row.request.version);
  changing_columns(column, row.request);
}

struct ChangedRequest {
  const domain::Request& request;
};

template <typename Visitor>
void columns(Visitor& column, const ChangedRequest& row) {
  changing_columns(column, row.request);
}

std::string insert_sql(bool with_id) {
  const domain::Request none;
  Naming naming;
  columns(naming, NewRequest{none, 0});
  ShapeOf shape;
  columns(shape, NewRequest{none, 0});
  std::string places = "?";
  for (std::size_t place = 1; place < shape.shape.size(); ++place) places += ", ?";
  return std::string("INSERT INTO request (") + (with_id ? "id, " : "") + naming.names + ") VALUES (" +
         (with_id ? "?, " : "") + places + ")";
}

struct Assigning {
  std::string sql;
  void operator()(const char* name, const auto&) { sql += std::string(name) + " = ?, "; }
};

std::string update_sql() {
  Assigning assigning;
  const domain::Request none;
  changing_columns(assigning, none);
  return "UPDATE request SET " + assigning.sql + "work_order = ?, version = ? WHERE id = ? AND version = ?";
}

}  // namespace

template <typename Visitor, Is<domain::Request> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("requester", row.requester);
  column("created", row.created);
  column("submission", row.submission);
  column("version", row.version);
  changing_columns(column, row);
}

domain::RequestId Requests::insert(const domain::Request& request) {
  static const std::string sql = insert_sql(false) + " RETURNING id";
  return *ask_one<domain::RequestId>(connection_, sql, NewRequest{request, work_order_of(request)});
}

void Requests::insert_many(const std::vector<domain::Request>& requests) {
  static const std::string sql = insert_sql(true);
  for (const domain::Request& request : requests) {
    run(connection_, sql, request.id, NewRequest{request, work_order_of(request)});
  }
  handle_of(connection_).backend().ids_were_given(connection_, "request", "id");
}

std::optional<domain::Request> Requests::find(domain::RequestId id) {
  static const std::string sql = "SELECT " + names_of<domain::Request>() + " FROM request WHERE id = ?";
  return ask_one<domain::Request>(connection_, sql, id);
}

std::optional<domain::RequestId> Requests::by_submission(std::string_view key, domain::PersonId opened_by) {
  return ask_one<domain::RequestId>(
      connection_, "SELECT id FROM request WHERE submission = ? AND submission <> '' AND opened_by = ?", key,
      opened_by);
}

bool Requests::update(const domain::Request& request, std::int64_t expected_version) {
  static const std::string sql = update_sql();
  return run(connection_, sql, ChangedRequest{request}, work_order_of(request), expected_version + 1, request.id,
             expected_version) == 1;
}

std::vector<domain::RequestId> Requests::to_close(domain::Instant before, std::size_t limit) {
  return ask<domain::RequestId>(
      connection_, "SELECT id FROM request WHERE status = 4 AND resolved_at < ? ORDER BY resolved_at, id LIMIT ?",
      before, limit);
}

}  // namespace guichet::storage
