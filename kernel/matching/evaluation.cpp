// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/evaluation.hpp"

#include "kernel/matching/text.hpp"

#include <algorithm>
#include <map>
#include <random>

namespace guichet::matching {
namespace {

constexpr std::size_t least_misspelt = 5;  // letters

double share(double count, std::size_t all) {
  return all == 0 ? 0 : count / static_cast<double>(all);
}

}  // namespace

RetrievalFigures retrieval_figures(const std::vector<std::size_t>& ranks) {
  RetrievalFigures figures;
  for (const std::size_t rank : ranks) {
    if (rank == 0) continue;
    figures.first += rank == 1 ? 1 : 0;
    figures.among_three += rank <= 3 ? 1 : 0;
    figures.among_five += rank <= 5 ? 1 : 0;
    figures.reciprocal += rank <= 10 ? 1 / static_cast<double>(rank) : 0;
  }
  return {share(figures.first, ranks.size()), share(figures.among_three, ranks.size()),
          share(figures.among_five, ranks.size()), share(figures.reciprocal, ranks.size())};
}

RoutingFigures routing_figures(const std::vector<Decision>& decisions) {
  struct Count {
    double right = 0, said = 0, both = 0;
  };
  std::map<std::size_t, Count> counts;
  RoutingFigures figures;
  for (const Decision& one : decisions) {
    ++counts[one.right].right;
    ++counts[one.said].said;
    figures.among_three += one.among_three ? 1 : 0;
    if (one.right != one.said) continue;
    ++counts[one.right].both;
    ++figures.accuracy;
  }
  for (const auto& [label, count] : counts) figures.macro_f1 += 2 * count.both / (count.right + count.said);
  return {share(figures.accuracy, decisions.size()), share(figures.macro_f1, counts.size()),
          share(figures.among_three, decisions.size())};
}

std::string misspelt(std::string_view words, double chance, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t most) { return static_cast<std::size_t>(random() % most); };
  std::string text;
  std::size_t copied = 0;
  for (const Word& word : words_of(words)) {
    if (word.folded.size() < least_misspelt || random() >= chance * static_cast<double>(std::mt19937::max())) continue;
    std::string typed = word.folded;  // and without its accents, as a slip is made on a telephone
    const std::size_t at = 1 + below(typed.size() - 2);
    switch (below(4)) {
      case 0:
        typed.erase(at, 1);
        break;
      case 1:
        typed.insert(at, 1, typed[at]);
        break;
      case 2:
        typed[at] = static_cast<char>('a' + below(26));
        break;
      default:
        std::swap(typed[at], typed[at + 1]);
    }
    text += words.substr(copied, word.begin - copied);
    text += typed;
    copied = word.end;
  }
  text += words.substr(copied);
  return text;
}

}  // namespace guichet::matching
