// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace guichet::matching {

/// A sentence and where it belongs.
struct Example {
  std::string text;
  std::uint32_t label = 0;  ///< below the number of labels
};

/// One linear machine a label over the words of sentences, learned from examples: dual coordinate descent for the
/// squared hinge loss (Hsieh et al., ICML 2008) on length-normalised tf-idf. Learning the same examples in the same
/// order gives the same machines. Immutable once learned, thread-safe.
class LinearClassifier {
 public:
  static constexpr double default_cost = 0.3;

  LinearClassifier() = default;

  /// Learns with as many threads as there are processors, at most 8. Memory: about 10 bytes a distinct word or pair of
  /// words of each example while it learns.
  /// `cost` is that of an example on the wrong side: a higher one believes each example more.
  [[nodiscard]] static LinearClassifier learn(const std::vector<Example>& examples, std::size_t labels,
                                              double cost = default_cost);

  /// How far the sentence is on each label's side; about 1 is sure, -1 surely not. Empty when nothing was learned.
  [[nodiscard]] std::vector<double> scores(std::string_view text) const;

  [[nodiscard]] std::size_t labels() const { return labels_; }

 private:
  struct Known {
    std::uint32_t number = 0;
    float rarity = 0;
  };
  struct Weighed {
    std::uint32_t feature;
    float value;
  };
  using Sentence = std::vector<Weighed>;
  [[nodiscard]] Sentence weigh(std::string_view text) const;
  void learn_label(const std::vector<Sentence>& sentences, const std::vector<Example>& examples, std::uint32_t label,
                   double cost, std::vector<float>& weights) const;

  std::size_t labels_ = 0;
  std::unordered_map<std::uint64_t, Known> known_;
  // Of each feature, the labels it speaks for or against: most speak of few.
  struct Weight {
    std::uint32_t label;
    float value;
  };
  std::vector<std::uint32_t> begin_;  // by feature, and one more
  std::vector<Weight> weights_;
  std::vector<float> bias_;
};

}  // namespace guichet::matching
