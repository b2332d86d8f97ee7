// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/voices.hpp"

#include <algorithm>

namespace guichet::domain {

Verdict verdict_of(const std::vector<Said>& voices, std::size_t need) {
  const std::size_t wanted = need == 0 || need > voices.size() ? voices.size() : need;
  const auto yes = static_cast<std::size_t>(std::count(voices.begin(), voices.end(), Said::yes));
  const auto no = static_cast<std::size_t>(std::count(voices.begin(), voices.end(), Said::no));
  if (voices.size() - no < wanted) return Verdict::refused;
  return yes >= wanted && wanted > 0 ? Verdict::agreed : Verdict::open;
}

std::vector<std::size_t> to_be_asked(const std::vector<Said>& voices, bool in_turn) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < voices.size(); ++i) {
    if (voices[i] != Said::nothing) continue;
    places.push_back(i);
    if (in_turn) break;
  }
  return places;
}

}  // namespace guichet::domain
