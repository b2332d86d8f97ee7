// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/offering.hpp"

#include <algorithm>
#include <array>

namespace guichet::matching {

std::size_t offered_count(const std::vector<double>& chances, const OfferingCost& cost) {
  constexpr std::array<std::size_t, 2> counts = {1, 3};
  double least = cost.by_hand;
  std::size_t best = 0;
  for (const std::size_t count : counts) {
    double none_fits = 1;
    const std::size_t shown = std::min(count, chances.size());
    for (std::size_t i = 0; i < shown; ++i) none_fits -= chances[i];
    const double expected =
        cost.reading * static_cast<double>(shown) + std::max(0.0, none_fits) * (cost.by_hand + cost.misled);
    if (shown == 0 || expected >= least) continue;
    least = expected;
    best = shown;
  }
  return best;
}

}  // namespace guichet::matching
