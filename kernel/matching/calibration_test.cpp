// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/calibration.hpp"

#include "kernel/matching/matcher.hpp"

#include <gtest/gtest.h>

#include <random>

namespace guichet::matching {
namespace {

// A machine that says 0.9 and is right six times in ten, and so on: always surer than it should be.
std::vector<Judged> boasts(std::uint32_t seed, std::size_t count) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> chance;
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < count; ++i) {
    const double said = chance(random);
    judged.push_back({said, chance(random) < said * said});
  }
  return judged;
}

TEST(Calibration, LeavesConfidencesAloneBeforeItWasFitted) {
  EXPECT_DOUBLE_EQ(Calibration()(0.37), 0.37);
}

TEST(Calibration, TurnsBoastsIntoHowOftenTheyAreRight) {
  const Calibration calibration = Calibration::fit(boasts(1, 4000));
  for (const double said : {0.3, 0.5, 0.7, 0.9}) EXPECT_NEAR(calibration(said), said * said, 0.06) << said;
  std::vector<Judged> unseen = boasts(2, 4000);
  const double before = expected_calibration_error(unseen);
  for (Judged& one : unseen) one.confidence = calibration(one.confidence);
  EXPECT_LT(expected_calibration_error(unseen), before / 4);
}

TEST(Calibration, NeverFallsAsTheConfidenceRises) {
  const Calibration calibration = Calibration::fit(boasts(3, 300));
  double last = 0;
  for (int i = 0; i <= 100; ++i) {
    const double now = calibration(i / 100.0);
    EXPECT_GE(now, last);
    EXPECT_LE(now, 1);
    last = now;
  }
}

TEST(Calibration, PromisesLittleOnLittleEvidence) {
  const Calibration calibration = Calibration::fit({{0.9, true}, {0.95, true}});
  EXPECT_LT(calibration(0.95), 0.9);
}

TEST(DecisionCost, SetsTheThresholdWhereDecidingCostsLessThanAsking) {
  EXPECT_DOUBLE_EQ(threshold_for({5, 1}), 0.8);
  EXPECT_DOUBLE_EQ(threshold_for({2, 1}), 0.5);
  EXPECT_DOUBLE_EQ(threshold_for({1, 2}), 0) << "asking costs more than being wrong: always decide";
}

TEST(ThresholdForAccuracy, TakesTheLeastConfidenceThatKeepsIt) {
  std::vector<Judged> judged;
  for (int i = 0; i < 10'000; ++i) judged.push_back({0.9, i < 9500});
  for (int i = 0; i < 10'000; ++i) judged.push_back({0.5, i < 8950});
  for (int i = 0; i < 10'000; ++i) judged.push_back({0.1, i < 1000});
  EXPECT_DOUBLE_EQ(threshold_for_accuracy(judged, 0.92), 0.5);
  EXPECT_DOUBLE_EQ(threshold_for_accuracy(judged, 0.94), 0.9);
  EXPECT_GT(threshold_for_accuracy(judged, 0.99), 1) << "nothing is as right as that";
}

TEST(ThresholdForAccuracy, PromisesLessOfWhatFewWereSeenOf) {
  std::vector<Judged> few, many;
  for (int i = 0; i < 100; ++i) few.push_back({0.5, i < 93});
  for (int i = 0; i < 10'000; ++i) many.push_back({0.5, i < 9300});
  EXPECT_GT(threshold_for_accuracy(few, 0.92), 1) << "93 of 100 may be luck";
  EXPECT_DOUBLE_EQ(threshold_for_accuracy(many, 0.92), 0.5);
}

TEST(Reliability, CountsEachJudgementOnce) {
  const auto rows = reliability({{0, false}, {0.05, false}, {0.95, true}, {1, true}});
  ASSERT_EQ(rows.size(), 10U);
  EXPECT_EQ(rows.front().count, 2U);
  EXPECT_EQ(rows.back().count, 2U);
  EXPECT_DOUBLE_EQ(rows.back().right, 1);
}

TEST(Thresholds, OfTheMatcherFollowFromWhatDecisionsCost) {
  EXPECT_DOUBLE_EQ(routing_threshold, threshold_for(DecisionCost{}));
}

}  // namespace
}  // namespace guichet::matching
