// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/ask.hpp"

#include "kernel/counter/catalogue.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/domain/routing.hpp"
#include "kernel/identity/tokens.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/settings.hpp"
#include "kernel/storage/use_counts.hpp"

namespace guichet::counter {
namespace {

constexpr std::size_t most_guessed = 3;  // services below the free request, when none is sure enough

/// Conditions of departments are written against lower-case words without accents: "reseau" finds « Réseau ».
std::string folded(std::string_view words) {
  std::string joined;
  for (const auto& word : matching::words_of(words, 500)) {
    if (!joined.empty()) joined += ' ';
    joined += word.folded;
  }
  return joined;
}

/// Tells nobody who.
std::string opinion_key(const Asker& asker, std::string_view article, std::string_view address) {
  const std::string who = asker.viewer != nullptr ? std::to_string(asker.id()) : std::string(address);
  return "opinion:" + identity::token_hash(std::string(article) + "\n" + who);
}

}  // namespace

matching::Suggestions ask(const Counter& counter, const Asker& asker, std::string_view words, bool not_that) {
  if (!not_that) {
    matching::Suggestions help;
    help.distress = matching::distress_in(words);
    help.abstains = true;
    if (help.distress != matching::Distress::none) return help;
  }
  matching::Suggestions found = counter.matcher.suggest(words, asker.person(), asker.language);
  const std::size_t shown = found.abstains ? most_guessed : found.offered;
  if (found.services.size() > shown) found.services.resize(shown);
  return found;
}

domain::RoutingDecision route_of_words(const Counter& counter, const Asker& asker, std::string_view words) {
  return route_free_request(counter, asker, asker.person(), words, nullptr);
}

domain::RoutingDecision route_free_request(const Counter& counter, const Asker& asker, const domain::Person* owner,
                                           std::string_view words, const domain::Answers* answers) {
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  const matching::Suggestions suggestions = counter.matcher.suggest(words, owner, asker.language, 1, 0);
  std::optional<domain::MatchedRoute> match;
  if (!suggestions.abstains && !suggestions.services.empty()) {
    const auto& best = suggestions.services.front();
    match = {best.service->title.fr, best.service->title.en, best.service->route, best.confidence};
  }
  domain::RoutingInput input;
  input.requester = owner;
  input.answers = answers;
  input.places = &counter.places;
  input.words = folded(words);
  domain::RoutingDecision decision =
      domain::route(nullptr, snapshot->routing, match, matching::routing_threshold, snapshot->teams, input);
  const auto& team = suggestions.team;
  if (decision.team != domain::triage_team || !team || team->confidence < matching::routing_threshold) return decision;
  if (snapshot->team(team->id) == nullptr) return decision;
  return {team->id, {.key = "route.learned", .parameters = nlohmann::json::object(), .text = {}}};
}

domain::Result<domain::Done> solved_by(const Counter& counter, const Asker& asker, std::string_view article,
                                       std::string_view what, std::string_view address) {
  if (what != "solved" && what != "not-solved") {
    return domain::Error{domain::ErrorKind::invalid, "error.article.answer", {}, {}, ""};
  }
  const auto known = counter::article(counter, asker, std::string(article));
  if (!known) return known.error();
  const std::string today = domain::local_date(asker.now, counter.calendar.zone);
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    const std::string key = opinion_key(asker, article, address);
    const bool first = storage::Accounts(connection).count_use(key, asker.now, domain::day) == 1;
    if (!first) return domain::Done{};
    storage::ArticleCounts(connection).add(article, what, today);
    if (what != "solved") return domain::Done{};
    count_solved(counter, connection, 1, asker.now);
    // Who says afterwards that it did not is believed, once: see not_solved_after_all.
    (void)storage::Accounts(connection).count_use("solved-" + key, asker.now, domain::day);
    return domain::Done{};
  });
}

domain::Result<domain::Done> not_solved_after_all(const Counter& counter, const Asker& asker, std::string_view article,
                                                  std::string_view address) {
  const std::string today = domain::local_date(asker.now, counter.calendar.zone);
  return counter.database.write([&](storage::Connection& connection) -> domain::Result<domain::Done> {
    const std::string key = opinion_key(asker, article, address);
    if (!storage::UseCounts(connection).lives("solved-" + key, asker.now)) return domain::Done{};
    storage::Accounts accounts(connection);
    accounts.clear_uses("solved-" + key);
    accounts.clear_uses(key);
    storage::ArticleCounts(connection).add(article, "solved", today, -1);
    count_solved(counter, connection, -1, asker.now);
    return domain::Done{};
  });
}

}  // namespace guichet::counter
