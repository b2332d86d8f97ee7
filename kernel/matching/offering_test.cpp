// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/offering.hpp"

#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

TEST(Offering, ShowsOneThatIsSureAndThreeAmongWhichOneIs) {
  EXPECT_EQ(offered_count({0.95, 0.02, 0.01}), 1U);
  EXPECT_EQ(offered_count({0.45, 0.3, 0.15}), 3U);
  EXPECT_EQ(offered_count({0.5, 0.4}), 2U) << "there are no three";
}

TEST(Offering, ShowsNothingRatherThanWhatIsProbablyWrong) {
  EXPECT_EQ(offered_count({}), 0U);
  EXPECT_EQ(offered_count({0.2, 0.05, 0.02}), 0U);
}

TEST(Offering, FollowsWhatAnErrorCosts) {
  const std::vector<double> chances = {0.5};
  EXPECT_EQ(offered_count(chances, {.by_hand = 1, .misled = 0, .reading = 0.05}), 1U);
  EXPECT_EQ(offered_count(chances, {.by_hand = 1, .misled = 2, .reading = 0.05}), 0U);
}

}  // namespace
}  // namespace guichet::matching
