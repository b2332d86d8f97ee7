// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/follow_moves.hpp"

#include "kernel/counter/names.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/domain/carry.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/request_moves.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

constexpr std::size_t moves_shown = 20;

/// Leaves out what the request still says in the same words. A yes or a number says something only to its question.
domain::Answers only_what_is_gone(const domain::Answers& earlier, const domain::Answers& now) {
  domain::Answers gone = nlohmann::json::object();
  for (const auto& [id, value] : earlier.items()) {
    const auto& said = value;
    if (said.is_null()) continue;  // the move brought it
    const bool speaks = !said.is_boolean() && !said.is_number();
    const bool stays = (now.contains(id) && now[id] == said) ||
                       (speaks && std::any_of(now.begin(), now.end(), [&](const auto& each) { return each == said; }));
    if (!stays) gone[id] = said;
  }
  return gone;
}

}  // namespace

void read_moves(const Counter& counter, storage::Connection& connection, const std::vector<storage::Event>& events,
                RequestView& view) {
  const bool moved = std::any_of(events.begin(), events.end(),
                                 [](const auto& event) { return event.kind.rfind("request.moved", 0) == 0; });
  if (!moved) return;
  for (const auto& move : storage::RequestMoves(connection).of_request(view.request.id, moves_shown)) {
    if (view.earlier.empty()) view.latest_move = {move.actor, move.at, move.version};
    EarlierAnswers earlier;
    earlier.until = move.at;
    earlier.pinned = counter.pinned.find(connection, move.service_version);
    earlier.answers = only_what_is_gone(move.answers, view.request.answers);
    view.earlier.push_back(std::move(earlier));
  }
}

void weigh_moves(const Counter& counter, const Asker& asker, const domain::Person* owner, RequestView& view) {
  const domain::Request& request = view.request;
  if (!view.earlier.empty() && view.pinned && !domain::is_over(request.status)) {
    view.missing = domain::unanswered(view.pinned->form, request.answers, form_context(counter, owner, asker.now));
  }
  view.may_take_back = !request.confidential && view.latest_move.version + 1 == request.version &&
                       identity::may_take_back(*asker.viewer, view.latest_move.actor, view.latest_move.at, asker.now);
  const bool sorts = request.team == domain::triage_team && view.relation == identity::Relation::team;
  if (sorts && view.allowed.move_service) {
    view.guesses = best_guesses(counter, asker.language, request, view.pinned.get(), owner);
  }
}

}  // namespace guichet::counter
