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

constexpr domain::RequestId furthest_back = 5000;

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

bool PastNeeds::is_repeated(const domain::Request& request) {
  // One statement a half: each has an index of its own.
  for (const char* half : {"status < 4", "status >= 4"}) {
    const std::string sql = "SELECT id FROM request WHERE requester = ? AND " + std::string(half) +
                            " AND id < ? AND id > ? AND contact = ? AND service = ? AND (service <> '' OR team = ?)"
                            " AND created >= ? AND status <> ? AND confidential = 0 LIMIT 1";
    const domain::Instant day = request.created - request.created % domain::day;
    if (ask_one<std::int64_t>(connection_, sql, request.requester, request.id, request.id - furthest_back,
                              request.contact, request.service, request.team, day, domain::Status::cancelled)) {
      return true;
    }
  }
  return false;
}

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
