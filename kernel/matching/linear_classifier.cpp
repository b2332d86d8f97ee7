// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/linear_classifier.hpp"

#include "kernel/matching/all_processors.hpp"
#include "kernel/matching/linear_machine.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace guichet::matching {
namespace {

constexpr float least_weight = 0.002F;  // below it, a feature says nothing

}  // namespace

void LinearClassifier::weigh_features(const ToLearn& from) {
  std::size_t documents = 0;
  std::vector<std::uint32_t> frequency(numbers_->size());
  for (const FeatureTable::Row& row : from.table.rows()) {
    if (!row.whole || (!from.left_out.empty() && from.left_out[row.text] != 0)) continue;
    ++documents;
    for (const std::uint32_t index : from.table.indices(row)) ++frequency[index];
  }
  const std::uint32_t least = least_occurrences(documents);
  rarity_.resize(frequency.size());
  for (std::size_t i = 0; i < frequency.size(); ++i) {
    if (frequency[i] < least) continue;
    const double rarity = std::log((1 + static_cast<double>(documents)) / (1 + static_cast<double>(frequency[i]))) + 1;
    rarity_[i] = static_cast<float>(rarity);
  }
}

LinearClassifier LinearClassifier::learn(const ToLearn& from, LearningState* state) {
  LinearClassifier learned;
  if (from.count == 0 || from.labels.empty()) return learned;
  learned.numbers_ = from.table.numbers();
  learned.weigh_features(from);

  const MachineExamples examples(from, learned.rarity_);
  std::vector<std::vector<std::pair<std::uint32_t, float>>> machines(from.count);
  if (state != nullptr) state->resize(from.count);
  learned.bias_.resize(from.count);
  on_all_processors(from.count, [&](std::size_t label) {
    LinearMachine machine(examples, static_cast<std::uint32_t>(label), from.cost);
    if (state != nullptr) machine.begin_from((*state)[label]);
    machine.learn();
    if (state != nullptr) (*state)[label] = machine.state();
    for (std::uint32_t i = 0; i < learned.rarity_.size(); ++i) {
      const float weight = machine.weight(i);
      if (std::abs(weight) >= least_weight) machines[label].emplace_back(i, weight);
    }
    learned.bias_[label] = machine.bias();
  });
  learned.keep(machines);
  return learned;
}

void LinearClassifier::keep(const std::vector<std::vector<std::pair<std::uint32_t, float>>>& machines) {
  begin_.assign(rarity_.size() + 1, 0);
  for (const auto& machine : machines) {
    for (const auto& weight : machine) ++begin_[weight.first + 1];
  }
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  weights_.resize(begin_.back());
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t label = 0; label < machines.size(); ++label) {
    for (const auto& [index, value] : machines[label]) weights_[at[index]++] = {label, value};
  }
}

void LinearClassifier::add(std::vector<double>& scores, double& length, std::uint32_t index, std::uint8_t count) const {
  const double value = static_cast<double>(damped(count)) * rarity_[index];
  length += value * value;
  for (std::uint32_t i = begin_[index]; i < begin_[index + 1]; ++i)
    scores[weights_[i].label] += weights_[i].value * value;
}

std::vector<double> LinearClassifier::finished(std::vector<double> scores, double length) const {
  const double scale = length > 0 ? 1 / std::sqrt(length) : 0;
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = scores[i] * scale + bias_[i];
  return scores;
}

std::vector<double> LinearClassifier::scores(std::string_view text) const {
  std::vector<double> scores(labels());
  if (scores.empty()) return scores;
  double length = 0;
  auto place = numbers_->begin();
  for (const Feature& feature : learned_features(text)) {
    place = std::lower_bound(place, numbers_->end(), feature.number);
    if (place == numbers_->end()) break;
    if (*place != feature.number) continue;
    add(scores, length, static_cast<std::uint32_t>(place - numbers_->begin()), feature.count);
  }
  return finished(std::move(scores), length);
}

std::vector<double> LinearClassifier::scores(const FeatureTable& table, const FeatureTable::Row& row) const {
  std::vector<double> scores(labels());
  if (scores.empty()) return scores;
  double length = 0;
  const auto indices = table.indices(row);
  const auto counts = table.counts(row);
  for (std::size_t i = 0; i < indices.size(); ++i) add(scores, length, indices[i], counts[i]);
  return finished(std::move(scores), length);
}

}  // namespace guichet::matching
