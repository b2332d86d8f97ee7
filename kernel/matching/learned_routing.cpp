// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/learned_routing.hpp"

#include "kernel/matching/all_processors.hpp"
#include "kernel/matching/fnv1a.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace guichet::matching {
namespace {

constexpr std::size_t nearest = 20;
constexpr double sharpness = 4;          // of the nearest: one twice as near counts sixteen times
constexpr std::size_t few_needs = 5000;  // needs; of fewer each is held out once, of more about `most_held_out`
constexpr std::size_t most_held_out = 2500;
constexpr std::uint64_t folds = 5;
constexpr double cost_of_many = 0.3;
constexpr std::array temperatures{0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.55};
// Past needs are nearer to each other than new ones are to them: more than this never helped on needs of another kind.
constexpr std::array nearest_weights{0.05, 0.1, 0.2, 0.3};

// The part a need is held out in; the same for the same words wherever they stand.
std::uint64_t part_of(const PastNeed& need, std::uint64_t parts) {
  return (fnv1a(need.text) >> 20U) % parts;
}

std::size_t best_of(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

std::vector<double> LearnedRouting::votes(std::string_view text, std::uint32_t but) const {
  std::vector<double> votes(labels_.size());
  const std::vector<NearNeed> near = past_.nearest(text, nearest + 1);
  double all = 0;
  for (const NearNeed& one : near) {
    if (one.id == but || one.nearness <= 0) continue;
    const auto label = std::lower_bound(labels_.begin(), labels_.end(), one.label);
    if (label == labels_.end() || *label != one.label) continue;
    const double vote = std::pow(one.nearness / near.front().nearness, sharpness);
    votes[static_cast<std::size_t>(label - labels_.begin())] += vote;
    all += vote;
  }
  if (all > 0) {
    for (double& vote : votes) vote /= all;
  }
  return votes;
}

std::vector<double> LearnedRouting::mixed(const Told& told, double temperature, double nearest_weight) const {
  const auto& [scores, votes] = told;
  std::vector<double> chances(labels_.size());
  if (chances.empty()) return chances;
  double sum = 0;
  if (!scores.empty()) {
    const double highest = *std::max_element(scores.begin(), scores.end());
    for (std::size_t i = 0; i < scores.size(); ++i) sum += chances[i] = std::exp((scores[i] - highest) / temperature);
  }
  for (std::size_t i = 0; i < chances.size(); ++i) {
    chances[i] = ((sum > 0 ? chances[i] / sum : 0) + nearest_weight * votes[i]) / (1 + nearest_weight);
  }
  return chances;
}

struct LearnedRouting::Sources {
  const std::vector<PastNeed>& needs;
  const FeatureTable& table;
  const std::vector<std::uint32_t>& labels;  // of the needs
  // By need: the same in whatever manner the rest is learned, and the longest to find. Empty until asked for.
  std::vector<std::vector<double>> votes, votes_of_openings;
  std::vector<const FeatureTable::Row*> openings;
};

std::shared_ptr<const LearnedRouting> LearnedRouting::learn(const PastNeeds& past, const std::vector<PastNeed>& needs) {
  std::shared_ptr<LearnedRouting> learned(new LearnedRouting(past));
  learned->learned_from_ = needs.size();
  std::set<std::string> labels;
  for (const PastNeed& need : needs) labels.insert(need.label);
  learned->labels_.assign(labels.begin(), labels.end());
  std::vector<std::uint32_t> numbers;
  std::vector<std::string_view> texts;
  for (const PastNeed& need : needs) {
    const auto label = std::lower_bound(learned->labels_.begin(), learned->labels_.end(), need.label);
    numbers.push_back(static_cast<std::uint32_t>(label - learned->labels_.begin()));
    texts.emplace_back(need.text);
  }
  const FeatureTable table(texts, needs.size() < few_needs);
  Sources from{needs, table, numbers, {}, {}, {}};
  from.votes.resize(needs.size());
  from.votes_of_openings.resize(needs.size());
  from.openings.resize(needs.size());
  for (const FeatureTable::Row& row : table.rows()) {
    if (!row.whole) from.openings[row.text] = &row;
  }
  learned->learn_from(from);
  return learned;
}

void LearnedRouting::learn_from(Sources& from) {
  // By the logarithm of what the right label was given: a proper score, which honesty serves best.
  double best = -std::numeric_limits<double>::infinity();
  std::vector<HeldOut> held;
  Manner chosen;
  LearningState state;
  const auto attempt = [&](const Manner& manner) {
    LearningState ended;
    std::vector<HeldOut> tried = hold_out(from, manner, ended);
    const double likelihood = fit(tried);
    if (likelihood <= best) return;
    best = likelihood;
    held = std::move(tried);
    chosen = manner;
    state = std::move(ended);
  };
  if (from.needs.size() < few_needs) {
    attempt({1, false});
    attempt({1, true});
    attempt(chosen.openings ? Manner{2, true} : Manner{cost_of_many, false});
  } else {
    attempt({cost_of_many, false});  // of many needs one manner is as good as another, and each takes long
  }
  // Needs whose openings help are longer than what people ask: how sure we may be is seen on what is as short as that.
  for (HeldOut& one : held) {
    if (!one.opening.scores.empty()) one.whole = std::move(one.opening);
  }
  (void)fit(held);
  calibrate(held);
  classifier_ =
      LinearClassifier::learn({from.table, from.labels, labels_.size(), {}, chosen.openings, chosen.cost}, &state);
}

std::vector<LearnedRouting::HeldOut> LearnedRouting::hold_out(Sources& from, const Manner& manner,
                                                              LearningState& state) const {
  std::vector<HeldOut> held;
  const std::size_t count = from.needs.size();
  const bool all = count < few_needs;
  const std::uint64_t parts = all ? folds : count / most_held_out;
  const std::uint64_t rounds = all ? parts : 1;
  std::vector<char> left_out(count);
  for (std::uint64_t part = 0; part < rounds; ++part) {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < count; ++i) {
      left_out[i] = part_of(from.needs[i], parts) == part ? 1 : 0;
      if (left_out[i] != 0) places.push_back(i);
    }
    LearningState ended;
    const LinearClassifier classifier = LinearClassifier::learn(
        {from.table, from.labels, labels_.size(), left_out, manner.openings, manner.cost}, &ended);
    if (part == 0) state = std::move(ended);
    const std::size_t before = held.size();
    held.resize(before + places.size());
    on_all_processors(places.size(), [&, before](std::size_t k) {
      const std::uint32_t i = places[k];
      const PastNeed& need = from.needs[i];
      HeldOut& one = held[before + k];
      one.need = i;
      one.label = from.labels[i];
      if (from.votes[i].empty()) from.votes[i] = votes(need.text, need.id);
      one.whole = {classifier.scores(from.table, from.table.rows()[i]), from.votes[i]};
      if (!manner.openings || from.openings[i] == nullptr) return;
      if (from.votes_of_openings[i].empty()) from.votes_of_openings[i] = votes(opening_of(need.text), need.id);
      one.opening = {classifier.scores(from.table, *from.openings[i]), from.votes_of_openings[i]};
    });
  }
  return held;
}

double LearnedRouting::fit(const std::vector<HeldOut>& held) {
  double best = -std::numeric_limits<double>::infinity();
  for (const double temperature : temperatures) {
    for (const double weight : nearest_weights) {
      double likelihood = 0;
      for (const HeldOut& one : held) {
        likelihood += std::log(std::max(mixed(one.whole, temperature, weight)[one.label], 1e-4));
      }
      if (likelihood <= best) continue;
      best = likelihood;
      temperature_ = temperature;
      nearest_weight_ = weight;
    }
  }
  return best;
}

void LearnedRouting::calibrate(const std::vector<HeldOut>& held) {
  if (held.empty()) return;

  std::array<std::vector<Judged>, 2> halves;
  for (const HeldOut& one : held) {
    const std::vector<double> chances = mixed(one.whole, temperature_, nearest_weight_);
    const std::size_t said = best_of(chances);
    halves[one.need % 2].push_back({chances[said], said == one.label});
  }
  for (std::size_t half = 0; half < 2; ++half) {
    const Calibration other = Calibration::fit(halves[1 - half]);
    for (const Judged& one : halves[half]) held_out_.push_back({other(one.confidence), one.right});
  }
  std::vector<Judged> all = halves[0];
  all.insert(all.end(), halves[1].begin(), halves[1].end());
  calibration_ = Calibration::fit(std::move(all));
}

std::vector<LearnedLabel> LearnedRouting::rank(std::string_view text) const {
  std::vector<LearnedLabel> ranked;
  const std::vector<double> chances = mixed({classifier_.scores(text), votes(text, 0)}, temperature_, nearest_weight_);
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (chances[i] > 1e-6) ranked.push_back({labels_[i], chances[i]});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const LearnedLabel& a, const LearnedLabel& b) { return a.probability > b.probability; });
  if (ranked.empty()) return ranked;
  // The first is calibrated, and the others share what is left as they did before.
  const double before = ranked.front().probability, now = calibration_(before);
  const double share = before < 1 ? (1 - now) / (1 - before) : 0;
  ranked.front().probability = now;
  for (std::size_t i = 1; i < ranked.size(); ++i) {
    ranked[i].probability = std::min(now, ranked[i].probability * share);
  }
  return ranked;
}

}  // namespace guichet::matching
