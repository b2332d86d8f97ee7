// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Where the first right answer of each question stood: 1 first, 0 nowhere.
struct RetrievalFigures {
  double first = 0;        ///< P@1: share of questions whose first answer is right
  double among_three = 0;  ///< S@3
  double among_five = 0;   ///< S@5
  double reciprocal = 0;   ///< MRR@10: mean of 1 / rank, 0 beyond ten
};
[[nodiscard]] RetrievalFigures retrieval_figures(const std::vector<std::size_t>& ranks);

/// One decision of a classifier over `labels` labels.
struct Decision {
  std::size_t right = 0, said = 0;
  bool among_three = false;
};
struct RoutingFigures {
  double accuracy = 0;
  double macro_f1 = 0;  ///< mean over the labels that are right or said somewhere
  double among_three = 0;
};
[[nodiscard]] RoutingFigures routing_figures(const std::vector<Decision>& decisions);

/// The words as somebody in a hurry types them: of those of five letters or more, each is misspelt with this chance, by
/// one letter left out, doubled, replaced or exchanged with the next. The same seed misspells the same way.
[[nodiscard]] std::string misspelt(std::string_view words, double chance, std::uint32_t seed);

}  // namespace guichet::matching
