// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/linear_classifier.hpp"

#include "kernel/matching/learned_features.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <random>
#include <thread>

namespace guichet::matching {
namespace {

constexpr double tolerance = 0.1;  // of the steepest slopes, where a machine is good enough
constexpr int most_rounds = 8;
constexpr float least_weight = 0.002F;  // below it, a feature says nothing
constexpr std::size_t few = 5000;       // examples; of more than that, words that occur once are left out

}  // namespace

LinearClassifier::Sentence LinearClassifier::weigh(std::string_view text) const {
  Sentence sentence;
  double length = 0;
  for (const auto& [number, count] : learned_features(text)) {
    const auto found = known_.find(number);
    if (found == known_.end()) continue;
    const float value = static_cast<float>(1 + std::log(count)) * found->second.rarity;
    sentence.push_back({found->second.number, value});
    length += static_cast<double>(value) * value;
  }
  const auto scale = static_cast<float>(length > 0 ? 1 / std::sqrt(length) : 0);
  for (Weighed& one : sentence) one.value *= scale;
  return sentence;
}

LinearClassifier LinearClassifier::learn(const std::vector<Example>& examples, std::size_t labels, double cost) {
  LinearClassifier learned;
  learned.labels_ = labels;
  if (examples.empty() || labels == 0) return learned;

  std::unordered_map<std::uint64_t, std::uint32_t> frequency;
  for (const Example& example : examples) {
    for (const auto& feature : learned_features(example.text)) ++frequency[feature.first];
  }
  const std::uint32_t least = examples.size() > few ? 2 : 1;
  const auto documents = static_cast<double>(examples.size());
  // In the order of their numbers, or the outcome would depend on the library's hashing.
  std::vector<std::uint64_t> kept;
  for (const auto& [number, count] : frequency) {
    if (count >= least) kept.push_back(number);
  }
  std::sort(kept.begin(), kept.end());
  learned.known_.reserve(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const double rarity = std::log((1 + documents) / (1 + frequency[kept[i]])) + 1;
    learned.known_[kept[i]] = {static_cast<std::uint32_t>(i), static_cast<float>(rarity)};
  }
  frequency = {};

  std::vector<Sentence> sentences;
  sentences.reserve(examples.size());
  for (const Example& example : examples) sentences.push_back(learned.weigh(example.text));

  struct Machine {
    std::vector<std::pair<std::uint32_t, float>> weights;
    float bias = 0;
  };
  std::vector<Machine> machines(labels);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    std::vector<float> weights(kept.size() + 1);
    for (std::uint32_t label = next++; label < labels; label = next++) {
      learned.learn_label(sentences, examples, label, cost, weights);
      for (std::uint32_t i = 0; i < kept.size(); ++i) {
        if (std::abs(weights[i]) >= least_weight) machines[label].weights.emplace_back(i, weights[i]);
      }
      machines[label].bias = weights.back();
    }
  };
  std::vector<std::thread> threads;
  const std::size_t helpers = std::min<std::size_t>({std::thread::hardware_concurrency(), labels, 8});
  for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();

  learned.begin_.assign(kept.size() + 1, 0);
  for (const Machine& machine : machines) {
    for (const auto& weight : machine.weights) ++learned.begin_[weight.first + 1];
    learned.bias_.push_back(machine.bias);
  }
  std::partial_sum(learned.begin_.begin(), learned.begin_.end(), learned.begin_.begin());
  learned.weights_.resize(learned.begin_.back());
  std::vector<std::uint32_t> at(learned.begin_.begin(), learned.begin_.end() - 1);
  for (std::uint32_t label = 0; label < labels; ++label) {
    for (const auto& [feature, value] : machines[label].weights) learned.weights_[at[feature]++] = {label, value};
  }
  return learned;
}

void LinearClassifier::learn_label(const std::vector<Sentence>& sentences, const std::vector<Example>& examples,
                                   std::uint32_t label, double cost, std::vector<float>& weights) const {
  std::fill(weights.begin(), weights.end(), 0.0F);
  float& bias = weights.back();
  const double diagonal = 0.5 / cost;
  std::vector<double> alpha(sentences.size());
  std::vector<std::uint32_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 random(label + 1);
  for (int round = 0; round < most_rounds; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    double steepest = 0;
    for (const std::uint32_t i : order) {
      const double side = examples[i].label == label ? 1 : -1;
      double score = bias;
      for (const Weighed& one : sentences[i]) score += static_cast<double>(weights[one.feature]) * one.value;
      const double slope = side * score - 1 + diagonal * alpha[i];
      const double projected = alpha[i] <= 0 ? std::min(slope, 0.0) : slope;
      steepest = std::max(steepest, std::abs(projected));
      if (std::abs(projected) < 1e-12) continue;
      const double before = alpha[i];
      // A sentence has length 1, and the bias is one more feature of value 1.
      const double length = (sentences[i].empty() ? 1.0 : 2.0) + diagonal;
      alpha[i] = std::max(0.0, alpha[i] - slope / length);
      const auto step = static_cast<float>((alpha[i] - before) * side);
      for (const Weighed& one : sentences[i]) weights[one.feature] += step * one.value;
      bias += step;
    }
    if (steepest < tolerance) break;
  }
}

std::vector<double> LinearClassifier::scores(std::string_view text) const {
  std::vector<double> scores(bias_.begin(), bias_.end());
  if (scores.empty()) return scores;
  for (const Weighed& one : weigh(text)) {
    for (std::uint32_t i = begin_[one.feature]; i < begin_[one.feature + 1]; ++i) {
      scores[weights_[i].label] += static_cast<double>(weights_[i].value) * one.value;
    }
  }
  return scores;
}

}  // namespace guichet::matching
