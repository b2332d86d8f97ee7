// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace guichet::matching {

/// What was said with some confidence, and whether it was right.
struct Judged {
  double confidence = 0;
  bool right = false;
};

/// Turns a confidence into how often it is right: isotonic regression by pooling adjacent violators (Zadrozny and
/// Elkan, KDD 2002), with straight lines between the pools. Never falls as the confidence rises.
class Calibration {
 public:
  Calibration() = default;  ///< leaves confidences as they are
  [[nodiscard]] static Calibration fit(std::vector<Judged> judged);

  [[nodiscard]] double operator()(double confidence) const;
  [[nodiscard]] bool empty() const { return points_.empty(); }

 private:
  std::vector<std::pair<double, double>> points_;  // rising in both
};

/// One row of a reliability table: of what was said with a confidence in [from, to), how much was right.
struct ReliabilityRow {
  double from = 0, to = 0;
  std::size_t count = 0;
  double said = 0, right = 0;  ///< means
};
/// Ten rows; empty ones too.
[[nodiscard]] std::vector<ReliabilityRow> reliability(const std::vector<Judged>& judged);
/// Mean distance between what was said and what was right, over the rows, weighed by their counts.
[[nodiscard]] double expected_calibration_error(const std::vector<Judged>& judged);

/// What deciding costs, in whatever unit: minutes of people.
struct DecisionCost {
  double wrong = 5;  ///< a request that went to the wrong people: they read it, send it on, and the requester waits
  double asked = 1;  ///< a request that a person sorts by hand
};
/// The calibrated confidence from which deciding costs less than asking: 1 - asked / wrong.
[[nodiscard]] double threshold_for(const DecisionCost& cost);
/// The least confidence above which at least this share can be promised to be right: one standard error less than was
/// seen. Above 1 when there is none.
[[nodiscard]] double threshold_for_accuracy(std::vector<Judged> judged, double accuracy);

}  // namespace guichet::matching
