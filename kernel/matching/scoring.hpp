// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/text.hpp"
#include "kernel/matching/index.hpp"
#include "kernel/matching/need.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace guichet::matching {

/// A need whose words are weighed: a rare word says more than a frequent one.
struct WeighedNeed {
  std::vector<NeedWord> words;
  std::vector<double> weights;                    ///< beside words
  std::vector<std::vector<std::uint64_t>> roots;  ///< beside words: root_number() of each of its terms
  double total = 0;
};

/// What a word of any need counts beside the others.
inline constexpr double little_weight = 0.4;

/// Weighs each word by how rare it is among all services and articles.
[[nodiscard]] WeighedNeed weigh(std::vector<NeedWord> words, const Handles& handles);

/// How near a service is to a need, by what stands in it.
struct Evidence {
  double covered = 0;       ///< share of the need's weight that the service's words cover, 0 to 1
  double resemblance = 0;   ///< to the nearest of the sentences people say, 0 to 1
  bool only_little = true;  ///< no word but those of any need was found
  bool one_stray = false;   ///< one word alone, among those with a meaning, which stands in sentences people say only
};
[[nodiscard]] Evidence evidence_for(const WeighedNeed& need, const ServiceWords& service);

/// Between 0 and 1. `lead` is how far it is ahead of the next one (0 equal, 1 alone); for the others than the first
/// how far they are behind it, below 0.
[[nodiscard]] double confidence_of(const Evidence& evidence, double lead);

/// Nothing to offer with less than this.
inline constexpr double abstain_below = 0.2;

/// When there is nothing sure to offer, a page must be about the need to be shown beside "a person will read it".
inline constexpr double article_floor = 0.35;

/// The words that matched, and where most of them stand: "match.says", "match.title", "match.keywords",
/// "match.summary". Empty when all there is is one word of some sentence: nobody says it this way.
[[nodiscard]] domain::Explanation explain(const WeighedNeed& need, const ServiceWords& service);

}  // namespace guichet::matching
