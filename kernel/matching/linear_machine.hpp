// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/linear_classifier.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace guichet::matching {

/// How much it counts that a feature occurs so often: the second time adds less than the first.
[[nodiscard]] float damped(std::uint8_t count);

/// What the machines of all labels learn from: the rows that are not held out, each of length 1. Borrows the table, the
/// labels and the rarities; shared among threads.
class MachineExamples {
 public:
  MachineExamples(const ToLearn& from, const std::vector<float>& rarity);

 private:
  friend class LinearMachine;
  const FeatureTable& table_;
  const std::vector<std::uint32_t>& labels_;
  const std::vector<float>& rarity_;
  std::vector<std::uint32_t> rows_;
  std::vector<float> scale_;  // by row of the table
  std::size_t most_others_;   // examples of other labels that a machine learns from
};

/// What tells the examples of one label from all others. One thread.
class LinearMachine {
 public:
  LinearMachine(const MachineExamples& examples, std::uint32_t label, double cost);

  void begin_from(const std::vector<std::pair<std::uint32_t, float>>& state);
  void learn();

  [[nodiscard]] std::vector<std::pair<std::uint32_t, float>> state() const;
  [[nodiscard]] float weight(std::size_t index) const {
    return cells_[index].square > 0 ? cells_[index].weight / std::sqrt(cells_[index].square) : 0;
  }
  [[nodiscard]] float bias() const { return static_cast<float>(bias_); }

 private:
  [[nodiscard]] double score(std::uint32_t row) const;
  void move(std::uint32_t row, double step);
  double descend(std::uint32_t row);
  [[nodiscard]] std::vector<std::uint32_t> rows_to_learn(std::mt19937& random) const;

  // A weight times its rarity, beside the square of the rarity: what a step reads and writes lies side by side.
  struct Cell {
    float weight = 0, square = 0;
  };
  const MachineExamples& examples_;
  const std::uint32_t label_;
  const double diagonal_;
  std::vector<Cell> cells_;
  std::vector<float> alpha_;  // by row of the table
  double bias_ = 0;
};

}  // namespace guichet::matching
