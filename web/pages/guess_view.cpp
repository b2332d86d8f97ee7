// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/guess_view.hpp"

namespace guichet::web::pages {
namespace {

/// A confidence in words: nobody decides better on a number. Calibrated, so "very" is right four times in five.
std::string sureness(const Visit& visit, double confidence) {
  constexpr double very = 0.8;
  constexpr double rather = 0.5;
  return visit.texts().text(confidence >= very     ? "move.sure.very"
                            : confidence >= rather ? "move.sure.rather"
                                                   : "move.sure.maybe");
}

}  // namespace

std::vector<View> guess_views(const Visit& visit, const std::vector<counter::Guess>& guesses) {
  std::vector<View> views;
  views.reserve(guesses.size());
  for (const counter::Guess& guess : guesses) {
    const auto key = static_cast<std::int64_t>(views.size() + 1);
    views.push_back(View()
                        .number("key", key)
                        .text("service_id", guess.service->id)
                        .text("title", guess.service->title.in(visit.language()))
                        .text("summary", guess.service->summary.in(visit.language()))
                        .maybe("team", guess.team != nullptr ? guess.team->title.in(visit.language()) : "")
                        .maybe("why", visit.texts().sentence(guess.why))
                        .text("sure", sureness(visit, guess.confidence)));
  }
  return views;
}

}  // namespace guichet::web::pages
