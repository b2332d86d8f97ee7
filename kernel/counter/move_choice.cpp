// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/change.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/move_plan.hpp"
#include "kernel/counter/pinned.hpp"
#include "kernel/domain/carry.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/storage/request_moves.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

constexpr std::size_t guesses_shown = 3;
constexpr std::size_t found_shown = 10;
constexpr std::size_t longest_search = 500;  // bytes

/// Everything they wrote of their need: its title, its text, and what they answered in their own words.
std::string words_of(const domain::Request& request, const domain::Service* pinned) {
  std::string words = request.title;
  if (request.words != request.title) words += "\n" + request.words;
  if (pinned == nullptr) return words;
  for (const auto& field : pinned->form.fields) {
    const bool written = field.type == domain::FieldType::text || field.type == domain::FieldType::paragraph;
    if (!written || !request.answers.contains(field.id) || !request.answers[field.id].is_string()) continue;
    words += "\n" + request.answers[field.id].get<std::string>();
  }
  return words;
}

/// Whom a request would reach there, with what it says now.
const domain::Team* team_of(const Counter& counter, const plugins::Snapshot& snapshot, const domain::Service& service,
                            const domain::Request& request, const domain::Person* owner) {
  domain::RoutingInput input;
  input.requester = owner;
  input.answers = &request.answers;
  input.places = &counter.places;
  input.words = request.title;
  return snapshot.team(domain::route(&service, {}, std::nullopt, 1.0, snapshot.teams, input).team);
}

std::vector<Guess> guesses_for(const Counter& counter, domain::Language language, std::string_view words,
                               const domain::Request& request, const domain::Person* owner, std::size_t most) {
  const auto found = counter.matcher.suggest(words, owner, language, most + 1, 0);
  const auto snapshot = counter.registry.current();
  std::vector<Guess> guesses;
  for (const auto& match : found.services) {
    // The index may be a moment older than the services.
    const auto* service = snapshot->service(match.service->id);
    if (service == nullptr || service->id == request.service || guesses.size() == most) continue;
    guesses.push_back({service, match.confidence, match.why, team_of(counter, *snapshot, *service, request, owner)});
  }
  return guesses;
}

/// When the words lead to fewer: those that resemble the service it was sent to, since what was meant is near it.
void add_neighbours(const Counter& counter, const domain::Request& request, const domain::Person* owner,
                    std::vector<Guess>& guesses) {
  constexpr double unsure = 0.3;
  const auto snapshot = counter.registry.current();
  const auto* present = request.service.empty() ? nullptr : snapshot->service(request.service);
  if (present == nullptr || guesses.size() >= guesses_shown) return;
  const std::string said = present->title.fr + " " + present->summary.fr;
  for (auto& guess : guesses_for(counter, domain::Language::fr, said, request, owner, guesses_shown)) {
    const bool known = std::any_of(guesses.begin(), guesses.end(),
                                   [&](const Guess& each) { return each.service->id == guess.service->id; });
    if (known || guesses.size() >= guesses_shown) continue;
    // The words that led here are the service's, and explain nothing.
    guesses.push_back({guess.service, unsure * guess.confidence, {}, guess.team});
  }
}

/// Answers that the latest move could not carry, as far as they answer the form of now: a building, where a room is
/// asked.
domain::Answers carried_before(const Counter& counter, const Movable& movable) {
  storage::Reader reader = counter.database.read();
  const auto moves = storage::RequestMoves(reader).of_request(movable.request.id, 1);
  if (moves.empty()) return nlohmann::json::object();
  domain::Answers given = moves[0].answers;
  for (auto answer = given.begin(); answer != given.end();) answer = answer->is_null() ? given.erase(answer) : ++answer;
  const auto before = counter.pinned.find(reader, moves[0].service_version);
  return domain::carried_over(before ? before->form : free_form(), given, movable.pinned->form);
}

}  // namespace

std::vector<Guess> best_guesses(const Counter& counter, domain::Language language, const domain::Request& request,
                                const domain::Service* pinned, const domain::Person* owner) {
  auto guesses = guesses_for(counter, language, words_of(request, pinned), request, owner, guesses_shown);
  add_neighbours(counter, request, owner, guesses);
  return guesses;
}

domain::Result<ServiceChoice> choose_service(const Counter& counter, const Asker& asker, domain::RequestId id,
                                             std::string_view search) {
  auto movable = find_movable(counter, asker, id);
  if (!movable) return movable.error();
  if (movable->request.confidential) return confidential_stays();
  const domain::Person* owner = movable->owner ? &*movable->owner : nullptr;
  ServiceChoice choice;
  choice.snapshot = counter.registry.current();
  choice.for_team = identity::may_handle(movable->relation);
  choice.guesses = best_guesses(counter, asker.language, movable->request, movable->pinned.get(), owner);
  search = search.substr(0, longest_search);
  if (!search.empty()) {
    choice.found = guesses_for(counter, asker.language, search, movable->request, owner, found_shown);
  }
  for (const auto& theme : choice.snapshot->themes) {
    CatalogueTheme with_services{&theme, {}};
    for (const auto& service : choice.snapshot->services) {
      const bool offered = service.theme == theme.id && service.id != movable->request.service;
      if (offered && service.audience.includes(owner)) with_services.services.push_back(&service);
    }
    if (!with_services.services.empty()) choice.themes.push_back(std::move(with_services));
  }
  choice.request = std::move(movable->request);
  return choice;
}

domain::Result<MoveQuestions> questions_of_move(const Counter& counter, const Asker& asker, const MoveToService& move) {
  auto movable = find_movable(counter, asker, move.change.request);
  if (!movable) return movable.error();
  if (movable->request.confidential) return confidential_stays();
  auto state = state_of_service(counter, *movable, move.service);
  if (!state) return state.error();
  auto kept = domain::carried_over(form_before(*movable), movable->request.answers, state->service->form);
  plan_answers(counter, asker, *movable, kept, move.typed, *state);
  begin_with_what_is_known(counter, *movable, kept, move.typed, *state);
  return MoveQuestions{movable->pinned, movable->request, identity::may_handle(movable->relation), std::move(*state)};
}

domain::Result<MoveQuestions> missing_questions(const Counter& counter, const Asker& asker, domain::RequestId id,
                                                const domain::Typed& typed) {
  auto movable = find_movable(counter, asker, id);
  if (!movable) return movable.error();
  MoveQuestions questions{movable->pinned, movable->request, identity::may_handle(movable->relation), {}};
  questions.form.snapshot = counter.registry.current();
  if (!movable->pinned || domain::is_over(movable->request.status)) return questions;
  questions.form.service = movable->pinned.get();
  plan_answers(counter, asker, *movable, movable->request.answers, typed, questions.form);
  if (!questions.form.shown.empty()) {
    begin_with_what_is_known(counter, *movable, carried_before(counter, *movable), typed, questions.form);
  }
  return questions;
}

}  // namespace guichet::counter
