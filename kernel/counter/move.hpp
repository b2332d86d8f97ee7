// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/catalogue.hpp"
#include "kernel/counter/form.hpp"
#include "kernel/counter/handle.hpp"

#include <string>
#include <string_view>
#include <vector>

/// "Ce n'est pas le bon service": a request goes to the right one with everything that was typed.
namespace guichet::counter {

/// A service that a request may be moved to, and whom it would reach there.
struct Guess {
  const domain::Service* service = nullptr;  ///< borrowed from the snapshot beside it
  double confidence = 0;
  domain::Explanation why;
  const domain::Team* team = nullptr;  ///< as far as it can be told now; null: unknown
};

/// At most three, best first, of those the owner may use (null: somebody signed out), without its present one. No SQL.
[[nodiscard]] std::vector<Guess> best_guesses(const Counter& counter, domain::Language language,
                                              const domain::Request& request, const domain::Service* pinned,
                                              const domain::Person* owner);

/// What a request may be moved to.
struct ServiceChoice {
  plugins::SnapshotPtr snapshot;
  domain::Request request;
  bool for_team = false;               ///< who asks handles it; else it is theirs
  std::vector<Guess> guesses;          ///< for the request's own words
  std::vector<Guess> found;            ///< for the words that were searched
  std::vector<CatalogueTheme> themes;  ///< everything its owner may use
};
/// not_found for a request that is not to be seen, forbidden for those who may not move it. `search` may be empty.
[[nodiscard]] domain::Result<ServiceChoice> choose_service(const Counter& counter, const Asker& asker,
                                                           domain::RequestId request, std::string_view search);

struct MoveToService {
  Change change;
  std::string service;  ///< full id
  domain::Typed typed;  ///< answers to what must be asked, as far as they were typed
  std::string reason;   ///< said to all; may be empty
};

/// What must be asked before the move is whole: `shown` names those questions only (empty: none), `errors` what is
/// wrong with what was typed. Answers that carry over are in `answers`.
struct MoveQuestions {
  std::shared_ptr<const domain::Service> pinned;  ///< keeps what `form` borrows
  domain::Request request;
  bool for_team = false;
  FormState form;
};
[[nodiscard]] domain::Result<MoveQuestions> questions_of_move(const Counter& counter, const Asker& asker,
                                                              const MoveToService& move);

/// Pins the service's present version, carries answers over, routes and plans anew, all in one write with the event
/// "request.moved" {from, team, service_from, service, by_team: true when its team moved it}. How it stood before is
/// kept. After 20 moves only those who sort may: Error{conflict, "error.move.too-many"} {most}. Its requester must have
/// answered what is asked: Error{invalid, "error.move.questions"} with the fields; moved by an agent, it waits for the
/// requester with those questions, and its automations wait with it. Refused while an automation runs: Error{conflict,
/// "error.move.automation-running"}; steps that wait are dropped. What is confidential stays where it is.
domain::Result<domain::Request> move_to_service(const Counter& counter, const Asker& asker, const MoveToService& move);

/// What a moved request still waits for; nothing shown: nothing.
[[nodiscard]] domain::Result<MoveQuestions> missing_questions(const Counter& counter, const Asker& asker,
                                                              domain::RequestId request, const domain::Typed& typed);
/// The answers it waited for: it goes on, is routed with them when nobody has taken it, and its automations begin.
domain::Result<domain::Request> answer_missing(const Counter& counter, const Asker& asker, const Change& change,
                                               const domain::Typed& typed);

/// As it was before the move, by the one who made it and within a quarter of an hour, when nothing else has happened.
/// Event "request.moved-back", with the ids of "request.moved" the other way round.
domain::Result<domain::Request> take_back_move(const Counter& counter, const Asker& asker, const Change& change);

/// A move that this person may still take back.
struct MoveToTakeBack {
  domain::RequestId request = 0;
  std::int64_t version = 0;  ///< to be named when it is taken back
};
[[nodiscard]] std::optional<MoveToTakeBack> move_to_take_back(const Counter& counter, const Asker& asker,
                                                              domain::RequestId request);

}  // namespace guichet::counter
