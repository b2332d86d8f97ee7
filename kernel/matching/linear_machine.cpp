// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/linear_machine.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <random>

namespace guichet::matching {
namespace {

constexpr double tolerance = 0.1;  // of the steepest slopes, where a machine is good enough
constexpr int most_rounds = 8;
// Of the examples of other labels a machine learns from so many, and all machines together from so many: hundreds of
// labels take no longer to learn than dozens, and dozens lose nothing.
constexpr std::size_t least_others = 6000;
constexpr std::size_t others_together = 3'000'000;
constexpr std::size_t others_to_one = 20;  // and never less than so many to one of its own

}  // namespace

float damped(std::uint8_t count) {
  static const auto values = [] {
    std::array<float, 256> logarithms{};
    for (std::size_t i = 1; i < logarithms.size(); ++i) {
      logarithms[i] = static_cast<float>(1 + std::log(static_cast<double>(i)));
    }
    return logarithms;
  }();
  return values[count];
}

MachineExamples::MachineExamples(const ToLearn& from, const std::vector<float>& rarity)
    : table_(from.table),
      labels_(from.labels),
      rarity_(rarity),
      scale_(from.table.rows().size()),
      most_others_(std::max(least_others, others_together / std::max<std::size_t>(1, from.count))) {
  for (std::uint32_t i = 0; i < scale_.size(); ++i) {
    const FeatureTable::Row& row = table_.rows()[i];
    if (!row.whole && !from.openings) continue;
    if (!from.left_out.empty() && from.left_out[row.text] != 0) continue;
    rows_.push_back(i);
    const auto indices = table_.indices(row);
    const auto counts = table_.counts(row);
    double length = 0;
    for (std::size_t k = 0; k < indices.size(); ++k) {
      const double value = static_cast<double>(damped(counts[k])) * rarity_[indices[k]];
      length += value * value;
    }
    scale_[i] = static_cast<float>(length > 0 ? 1 / std::sqrt(length) : 0);
  }
}

LinearMachine::LinearMachine(const MachineExamples& examples, std::uint32_t label, double cost)
    : examples_(examples),
      label_(label),
      diagonal_(0.5 / cost),
      cells_(examples.rarity_.size()),
      alpha_(examples.scale_.size()) {
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i].square = examples.rarity_[i] * examples.rarity_[i];
}

double LinearMachine::score(std::uint32_t row) const {
  const FeatureTable::Row& features = examples_.table_.rows()[row];
  const auto indices = examples_.table_.indices(features);
  const auto counts = examples_.table_.counts(features);
  float sum = 0;
  for (std::size_t i = 0; i < indices.size(); ++i) sum += cells_[indices[i]].weight * damped(counts[i]);
  return static_cast<double>(sum) * examples_.scale_[row] + bias_;
}

void LinearMachine::move(std::uint32_t row, double step) {
  const FeatureTable::Row& features = examples_.table_.rows()[row];
  const auto indices = examples_.table_.indices(features);
  const auto counts = examples_.table_.counts(features);
  const auto scaled = static_cast<float>(step * examples_.scale_[row]);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    Cell& cell = cells_[indices[i]];
    cell.weight += scaled * cell.square * damped(counts[i]);
  }
  bias_ += step;
}

void LinearMachine::begin_from(const std::vector<std::pair<std::uint32_t, float>>& state) {
  for (const auto& [row, alpha] : state) {
    alpha_[row] = alpha;
    move(row, examples_.labels_[examples_.table_.rows()[row].text] == label_ ? alpha : -alpha);
  }
}

std::vector<std::pair<std::uint32_t, float>> LinearMachine::state() const {
  std::vector<std::pair<std::uint32_t, float>> state;
  for (std::uint32_t i = 0; i < alpha_.size(); ++i) {
    if (alpha_[i] > 0) state.emplace_back(i, alpha_[i]);
  }
  return state;
}

/// One step down along one example; answers how steep it was.
double LinearMachine::descend(std::uint32_t row) {
  const double side = examples_.labels_[examples_.table_.rows()[row].text] == label_ ? 1 : -1;
  const double slope = side * score(row) - 1 + diagonal_ * alpha_[row];
  if (alpha_[row] <= 0 && slope >= 0) return slope;
  // A sentence has length 1, and the bias is one more feature of value 1.
  const double length = (examples_.scale_[row] > 0 ? 2.0 : 1.0) + diagonal_;
  const double before = alpha_[row];
  alpha_[row] = static_cast<float>(std::max(0.0, before - slope / length));
  move(row, (alpha_[row] - before) * side);
  return slope;
}

std::vector<std::uint32_t> LinearMachine::rows_to_learn(std::mt19937& random) const {
  const std::vector<std::uint32_t>& all = examples_.rows_;
  std::vector<std::uint32_t> rows, others;
  for (const std::uint32_t row : all) {
    const bool own = examples_.labels_[examples_.table_.rows()[row].text] == label_;
    (own ? rows : others).push_back(row);
  }
  const std::size_t most = std::max(examples_.most_others_, others_to_one * rows.size());
  if (others.size() <= most) return all;
  std::shuffle(others.begin(), others.end(), random);
  rows.insert(rows.end(), others.begin(), others.begin() + static_cast<std::ptrdiff_t>(most));
  return rows;
}

void LinearMachine::learn() {
  std::mt19937 random(label_ + 1);
  const std::vector<std::uint32_t> rows = rows_to_learn(random);
  std::vector<std::uint32_t> active = rows;
  double before = std::numeric_limits<double>::infinity();  // the steepest slope of the last round
  for (int round = 0; round < most_rounds; ++round) {
    std::shuffle(active.begin(), active.end(), random);
    double steepest = 0;
    std::size_t kept = 0;
    for (const std::uint32_t row : active) {
      const bool out = alpha_[row] <= 0;
      const double slope = descend(row);
      if (out && slope >= 0) {
        if (slope > before) continue;  // far on the right side: left out until the others are settled
      } else {
        steepest = std::max(steepest, std::abs(slope));
      }
      active[kept++] = row;
    }
    active.resize(kept);
    before = steepest;
    if (steepest >= tolerance) continue;
    if (active.size() == rows.size()) break;
    active = rows;
    before = std::numeric_limits<double>::infinity();
  }
}

}  // namespace guichet::matching
