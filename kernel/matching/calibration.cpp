// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace guichet::matching {
namespace {

constexpr std::size_t rows = 10;
constexpr double smallest_pool = 25;  // fewer are no evidence of a level of their own

struct Pool {
  double said = 0, right = 0, count = 0;
  [[nodiscard]] double level() const { return (right + 0.5) / (count + 1); }
};

void join(std::vector<Pool>& pools, const Pool& next) {
  pools.push_back(next);
  while (pools.size() > 1) {
    Pool& last = pools[pools.size() - 1];
    Pool& before = pools[pools.size() - 2];
    const bool violates = before.right * last.count > last.right * before.count;
    if (!violates && before.count >= smallest_pool) break;
    before.said += last.said;
    before.right += last.right;
    before.count += last.count;
    pools.pop_back();
  }
}

void sort_by_confidence(std::vector<Judged>& judged) {
  std::stable_sort(judged.begin(), judged.end(),
                   [](const Judged& a, const Judged& b) { return a.confidence < b.confidence; });
}

}  // namespace

Calibration Calibration::fit(std::vector<Judged> judged) {
  sort_by_confidence(judged);
  std::vector<Pool> pools;
  for (const Judged& one : judged) join(pools, {one.confidence, one.right ? 1.0 : 0.0, 1});
  Calibration calibration;
  for (const Pool& pool : pools) calibration.points_.emplace_back(pool.said / pool.count, pool.level());
  return calibration;
}

double Calibration::operator()(double confidence) const {
  if (points_.empty()) return confidence;
  const auto after = std::lower_bound(points_.begin(), points_.end(), confidence,
                                      [](const auto& point, double value) { return point.first < value; });
  const std::pair<double, double> from = after == points_.begin() ? std::pair(0.0, 0.0) : *(after - 1);
  const std::pair<double, double> to = after == points_.end() ? std::pair(1.0, points_.back().second) : *after;
  if (after == points_.begin() && points_.front().second > 0) {
    return to.first > 0 ? to.second * std::max(0.0, confidence) / to.first : to.second;
  }
  if (to.first <= from.first) return to.second;
  const double share = std::clamp((confidence - from.first) / (to.first - from.first), 0.0, 1.0);
  return from.second + share * (to.second - from.second);
}

std::vector<ReliabilityRow> reliability(const std::vector<Judged>& judged) {
  std::vector<ReliabilityRow> table(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    table[i].from = static_cast<double>(i) / rows;
    table[i].to = static_cast<double>(i + 1) / rows;
  }
  for (const Judged& one : judged) {
    const auto row = static_cast<std::size_t>(std::clamp(one.confidence, 0.0, 0.9999) * rows);
    ++table[row].count;
    table[row].said += one.confidence;
    table[row].right += one.right ? 1 : 0;
  }
  for (ReliabilityRow& row : table) {
    if (row.count == 0) continue;
    row.said /= static_cast<double>(row.count);
    row.right /= static_cast<double>(row.count);
  }
  return table;
}

double expected_calibration_error(const std::vector<Judged>& judged) {
  if (judged.empty()) return 0;
  double error = 0;
  for (const ReliabilityRow& row : reliability(judged)) {
    error += static_cast<double>(row.count) * std::abs(row.said - row.right);
  }
  return error / static_cast<double>(judged.size());
}

double threshold_for(const DecisionCost& cost) {
  return cost.wrong > 0 ? std::clamp(1 - cost.asked / cost.wrong, 0.0, 1.0) : 0;
}

double threshold_for_accuracy(std::vector<Judged> judged, double accuracy) {
  sort_by_confidence(judged);
  double least = 1.01, right = 0, count = 0;
  for (std::size_t i = judged.size(); i-- > 0;) {
    right += judged[i].right ? 1 : 0;
    ++count;
    const bool level_ends = i == 0 || judged[i - 1].confidence < judged[i].confidence;
    // What was held out is a sample: one standard error less than it shows is what can be promised of others.
    const double error = std::sqrt(accuracy * (1 - accuracy) / count);
    if (level_ends && right / count >= accuracy + error) least = judged[i].confidence;
  }
  return least;
}

}  // namespace guichet::matching
