// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/feature_table.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::matching {

/// What the last learning ended with, to begin the next one from: of each label, the rows that weigh and how much.
using LearningState = std::vector<std::vector<std::pair<std::uint32_t, float>>>;

/// What to learn from. Borrows all of it while it is learned from.
struct ToLearn {
  const FeatureTable& table;
  const std::vector<std::uint32_t>& labels;  ///< of each text of the table, below `count`
  std::size_t count = 0;
  std::vector<char> left_out = {};  ///< of each text, whether it is held out; empty: none is
  bool openings = false;            ///< whether what long texts open with is an example of its own
  double cost = 1;                  ///< of an example on the wrong side: a higher one believes each example more
};

/// One linear machine a label over the words of sentences, learned from examples: dual coordinate descent for the
/// squared hinge loss with shrinking (Hsieh et al., ICML 2008) on length-normalised tf-idf. Learning the same examples
/// in the same order gives the same machines. Immutable once learned, thread-safe.
class LinearClassifier {
 public:
  LinearClassifier() = default;

  /// Learns on all processors; memory beside the table: 8 bytes a feature and 4 a row for each of them. `state`, when
  /// given, is begun from and left as it ends.
  [[nodiscard]] static LinearClassifier learn(const ToLearn& from, LearningState* state = nullptr);

  /// How far the sentence is on each label's side; about 1 is sure, -1 surely not. Empty when nothing was learned.
  [[nodiscard]] std::vector<double> scores(std::string_view text) const;
  /// The same of a row of the table that was learned from.
  [[nodiscard]] std::vector<double> scores(const FeatureTable& table, const FeatureTable::Row& row) const;

  [[nodiscard]] std::size_t labels() const { return bias_.size(); }

 private:
  void weigh_features(const ToLearn& from);
  void keep(const std::vector<std::vector<std::pair<std::uint32_t, float>>>& machines);
  void add(std::vector<double>& scores, double& length, std::uint32_t index, std::uint8_t count) const;
  [[nodiscard]] std::vector<double> finished(std::vector<double> scores, double length) const;

  std::shared_ptr<const FeatureNumbers> numbers_;
  std::vector<float> rarity_;  // by index; 0 of those that too few examples have
  // Of each feature, the labels it speaks for or against: most speak of few.
  struct Weight {
    std::uint32_t label;
    float value;
  };
  std::vector<std::uint32_t> begin_;  // by index, and one more
  std::vector<Weight> weights_;
  std::vector<float> bias_;
};

}  // namespace guichet::matching
