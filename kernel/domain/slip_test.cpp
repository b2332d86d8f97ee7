// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/slip.hpp"

#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

TEST(Slip, IsOneLetterMoreLessOtherOrTwoChangedRound) {
  for (const char* other : {"eduroam", "eduraom", "eduroan", "eduram", "edduroam"}) {
    EXPECT_TRUE(one_slip_apart("eduroam", other)) << other;
    EXPECT_TRUE(one_slip_apart(other, "eduroam")) << other;
  }
  for (const char* other : {"eduuroma", "roam", "", "edur"}) EXPECT_FALSE(one_slip_apart("eduroam", other)) << other;
}

TEST(Slip, MisspellsNoShortWordNoFirstLetterAndNoNumber) {
  EXPECT_TRUE(is_misspelt("eduraom", "eduroam"));
  EXPECT_FALSE(is_misspelt("eduroam", "eduroam"));
  EXPECT_FALSE(is_misspelt("preserv", "reserv"));
  EXPECT_FALSE(is_misspelt("table", "cable"));
  EXPECT_FALSE(is_misspelt("salle", "salles"));
  EXPECT_FALSE(is_misspelt("bat12041", "bat12042"));
}

}  // namespace
}  // namespace guichet::domain
