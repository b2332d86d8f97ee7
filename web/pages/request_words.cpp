// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/request_words.hpp"

#include "kernel/domain/reference.hpp"

#include <cstdlib>

namespace guichet::web::pages {
namespace {

using domain::Status;

/// The commitment that counts now; 0: none, or the clock stands still.
domain::Instant due_of(const RequestFacts& request) {
  if (domain::is_over(request.status) || request.status == Status::awaiting_you) return 0;
  return request.taken_at == 0 && request.due_take_charge != 0 ? request.due_take_charge : request.due_resolve;
}

RequestWords base(const Visit& visit, const RequestFacts& request) {
  RequestWords words;
  const domain::Instant due = due_of(request);
  words.late = due != 0 && due < visit.moments().now();
  words.status = visit.texts().text("status." + std::string(domain::name_of(request.status)));
  words.tone = domain::is_over(request.status)          ? "done"
               : request.status == Status::awaiting_you ? "waiting"
               : words.late                             ? "late"
                                                        : "active";
  return words;
}

}  // namespace

RequestWords words_for_requester(const Visit& visit, const RequestFacts& request) {
  RequestWords words = base(visit, request);
  std::string key = "next." + std::string(domain::name_of(request.status));
  const domain::Instant due = due_of(request);
  if (request.status == Status::received || request.status == Status::in_progress) {
    if (due != 0) key += words.late ? "-late" : "-by";
  }
  if (request.status == Status::resolved) key += request.trusted ? "-trust" : request.wanted ? "-wanted" : "";
  words.next = visit.texts().text(key, {{"team", request.team},
                                        {"who", request.assignee.empty() ? request.team : request.assignee},
                                        {"by", visit.moments().shown(due)}});
  return words;
}

RequestWords short_words(const Visit& visit, const RequestFacts& request) {
  RequestWords words = base(visit, request);
  std::string key = "next.short." + std::string(domain::name_of(request.status));
  const domain::Instant due = due_of(request);
  if (words.late) {
    key = "next.short.late";
  } else if (due != 0 && (request.status == Status::received || request.status == Status::in_progress)) {
    key += "-by";
  }
  words.next = visit.texts().text(key, {{"by", visit.moments().shown(due)}});
  return words;
}

RequestWords words_for_team(const Visit& visit, const RequestFacts& request) {
  RequestWords words = base(visit, request);
  const Catalogue& texts = visit.texts();
  if (request.status == Status::awaiting_you) words.status = texts.text("team-status.awaiting-you");
  if (domain::is_over(request.status)) {
    words.next = texts.text("team-next.over");
    return words;
  }
  if (request.status == Status::in_progress && request.assignee.empty()) {
    words.next = texts.text("team-next.unassigned");
  } else {
    words.next = texts.text("team-next." + std::string(domain::name_of(request.status)), {{"who", request.assignee}});
  }
  const domain::Instant due = due_of(request);
  if (request.status == Status::awaiting_you) {
    words.due = texts.text("due.stopped");
  } else if (due != 0) {
    const char* key = words.late ? "due.late" : due == request.due_take_charge ? "due.take-by" : "due.done-by";
    words.due = texts.text(key, {{"when", visit.moments().shown(due)}});
    words.time_left = texts.text(words.late ? "due.late-by" : "due.left",
                                 {{"time", shown_duration(texts, std::abs(due - visit.moments().now()))}});
  }
  return words;
}

View request_card(const Visit& visit, const storage::RequestRow& row) {
  const RequestWords words =
      short_words(visit, {row.status, "", row.assignee_name, row.due_take_charge, row.due_resolve, row.taken_at});
  std::string reference = domain::reference_of(row.id);
  View card;
  card.text("url", "/demandes/" + reference)
      .text("title", row.title)
      .text("reference", std::move(reference))
      .text("status", words.status)
      .text("tone", words.tone)
      .text("next", words.next)
      .text("sent", visit.texts().text("requests.sent", {{"when", visit.moments().shown(row.created)}}));
  return card;
}

std::string team_title(const plugins::Snapshot& snapshot, const std::string& id, domain::Language language) {
  const domain::Team* team = snapshot.team(id);
  return team != nullptr ? team->title.in(language) : id;
}

std::string service_title(const Visit& visit, const plugins::Snapshot& snapshot, const std::string& id) {
  if (id.empty()) return visit.texts().text("request.free");
  const domain::Service* service = snapshot.service(id);
  return service != nullptr ? service->title.in(visit.language()) : id;
}

}  // namespace guichet::web::pages
