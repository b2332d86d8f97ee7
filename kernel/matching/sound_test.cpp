// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/sound.hpp"

#include <gtest/gtest.h>

namespace guichet::matching {
namespace {

TEST(Sound, IsOneForSpellingsThatSoundAlike) {
  EXPECT_EQ(sound_of("frappe"), sound_of("frape"));
  EXPECT_EQ(sound_of("harcele"), sound_of("arsele"));
  EXPECT_EQ(sound_of("photo"), sound_of("foto"));
  EXPECT_NE(sound_of("frappe"), sound_of("trappe"));
  EXPECT_EQ(sound_of(""), "");
}

TEST(Sound, OfAVerbIsOneForItsForms) {
  for (const char* form : {"frappe", "frapper", "frappees", "frappait", "frapent"}) {
    EXPECT_EQ(verb_sound(form), verb_sound("frappes")) << form;
  }
  EXPECT_EQ(verb_sound("forcer"), verb_sound("forsee"));
  EXPECT_NE(verb_sound("taper"), verb_sound("tapis"));
  EXPECT_EQ(verb_sound("et"), "et");
}

}  // namespace
}  // namespace guichet::matching
