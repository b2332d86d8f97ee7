// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/past_needs.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<PastNeed> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("title", row.title);
  column("words", row.words);
  column("answers", row.said);
  column("service", row.service);
  column("team", row.team);
  column("requester", row.requester);
  column("status", row.status);
  column("created", row.created);
  column("answered", row.answers);
  column("stepped", row.stepped);
}

template <typename Visitor, Is<SaidLater> Row>
void columns(Visitor& column, Row& row) {
  column("request", row.request);
  column("body", row.body);
}

namespace {

// Messages to all are kind 0 (see values.hpp); what the requester wrote is no answer.
std::string needs_where(const std::string& condition) {
  return "SELECT id, title, words, answers, service, team, requester, status, created,"
         " CAST((SELECT COUNT(*) FROM message WHERE message.request = request.id AND message.kind = 0"
         " AND message.author <> request.requester) AS bigint) AS answered,"
         " CAST(CASE WHEN EXISTS (SELECT 1 FROM step WHERE step.request = request.id) THEN 1 ELSE 0 END AS bigint)"
         " AS stepped"
         " FROM request WHERE " +
         condition + " ORDER BY id DESC LIMIT ?";
}

}  // namespace

std::vector<PastNeed> PastNeeds::solved(std::size_t limit) {
  static const std::string sql = needs_where("confidential = 0 AND status IN (4, 5)");
  return ask<PastNeed>(connection_, sql, limit);
}

std::vector<PastNeed> PastNeeds::unmet(std::size_t limit) {
  static const std::string sql = needs_where("confidential = 0 AND (service = '' OR bounces > 0)");
  return ask<PastNeed>(connection_, sql, limit);
}

std::vector<SaidLater> PastNeeds::said_later(const std::vector<domain::RequestId>& requests) {
  if (requests.empty()) return {};
  const std::string sql = "SELECT request, body FROM message WHERE " + is_in_ids(connection_, "request");
  return ask<SaidLater>(connection_, sql, list_of(requests));
}

}  // namespace guichet::storage
