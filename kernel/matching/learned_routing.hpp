// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/matching/calibration.hpp"
#include "kernel/matching/linear_classifier.hpp"
#include "kernel/matching/past_needs.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Where words like these were solved.
struct LearnedLabel {
  std::string label;
  double probability = 0;  ///< of the first one calibrated: what is said with .8 is right eight times in ten
};

/// What was learned of where needs are solved: a linear classifier over all of them and the nearest ones, how much each
/// of the two is to be believed, and how often what it says is right; the last two found on needs that were held out.
/// Immutable, thread-safe. Borrows the past needs.
class LearnedRouting {
 public:
  /// Learns from needs that are also in `past` under their ids. Takes seconds for 30,000; deterministic. Labels that
  /// occur once can be found again among the nearest only.
  [[nodiscard]] static std::shared_ptr<const LearnedRouting> learn(const PastNeeds& past,
                                                                   const std::vector<PastNeed>& needs);

  /// Every label that has any chance, likeliest first.
  [[nodiscard]] std::vector<LearnedLabel> rank(std::string_view text) const;

  /// What of these words enough needs have for what was learned of them to tell nothing of one: what other people are
  /// shown is ranked by these alone.
  [[nodiscard]] CommonWords common_words(std::string_view text) const { return past_.common_words(text, 5); }

  /// How the held-out needs were judged, calibrated by the others of them.
  [[nodiscard]] const std::vector<Judged>& held_out() const { return held_out_; }
  [[nodiscard]] std::size_t learned_from() const { return learned_from_; }
  [[nodiscard]] double weight_of_nearest() const { return nearest_weight_; }
  [[nodiscard]] double temperature() const { return temperature_; }

 private:
  explicit LearnedRouting(const PastNeeds& past) : past_(past) {}
  [[nodiscard]] std::vector<double> votes(std::string_view text, std::uint32_t but) const;
  struct Told {
    std::vector<double> scores, votes;
  };
  [[nodiscard]] std::vector<double> mixed(const Told& told, double temperature, double nearest) const;
  struct HeldOut {
    std::uint32_t need = 0, label = 0;
    Told whole, opening;  // the latter when openings are learned from, and the need is long
  };
  struct Manner {
    double cost = 1;
    bool openings = false;
  };
  struct Sources;
  void learn_from(Sources& from);
  [[nodiscard]] std::vector<HeldOut> hold_out(Sources& from, const Manner& manner, LearningState& state) const;
  [[nodiscard]] double fit(const std::vector<HeldOut>& held);
  void calibrate(const std::vector<HeldOut>& held);

  const PastNeeds& past_;
  std::vector<std::string> labels_;  // sorted
  LinearClassifier classifier_;
  double temperature_ = 0.25, nearest_weight_ = 0.2;
  Calibration calibration_;
  std::vector<Judged> held_out_;
  std::size_t learned_from_ = 0;
};

}  // namespace guichet::matching
