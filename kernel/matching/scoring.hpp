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
  double covered = 0;      ///< share of the need's weight that the service's words cover, 0 to 1
  double resemblance = 0;  ///< to the nearest of the sentences people say, 0 to 1
  bool one_stray = false;  ///< one word alone, among those with a meaning, which stands in sentences people say only
};
[[nodiscard]] Evidence evidence_for(const WeighedNeed& need, const ServiceWords& service);

/// How its score stands beside the others'.
struct Rivalry {
  double score = 0;      ///< the search's, in words that one service alone has: of no unit
  double strongest = 0;  ///< of the others
};

/// How often a service that is found so is the right one, 0 to 1: a logistic regression whose figures were fitted on
/// needs of the demonstration university (docs/matching.md has its reliability).
[[nodiscard]] double chance_of(const Evidence& evidence, const Rivalry& rivalry);

/// Less likely than this, a service is not worth a look even where nothing better is known.
inline constexpr double least_chance = 0.1;

/// When there is nothing sure to offer, a page must be about the need to be shown beside "a person will read it".
inline constexpr double article_floor = 0.35;

inline constexpr const char* one_word = "match.word";

/// The words that matched, and where most of them stand: "match.says", "match.title", "match.keywords",
/// "match.summary", "match.linked"; `one_word` when all there is is one word of some sentence.
[[nodiscard]] domain::Explanation explain(const WeighedNeed& need, const ServiceWords& service);

}  // namespace guichet::matching
