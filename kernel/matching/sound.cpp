// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/matching/sound.hpp"

#include <array>

namespace guichet::matching {
namespace {

constexpr std::size_t shortest_stem = 3;  // letters: what is left of less is any word

// One letter as it sounds before the next one; 0 when it is mute.
char sounded(char letter, char before, char next) {
  switch (letter) {
    case 'c':
      if (next == 'h') return 'c';
      return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
    case 'q':
      return 'k';
    case 'h':
      return before == 'c' || before == 's' ? 'h' : '\0';
    case 'z':
      return 's';
    case 'y':
      return 'i';
    default:
      return letter;
  }
}

}  // namespace

std::string sound_of(std::string_view folded) {
  std::string sound;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const char next = at + 1 < folded.size() ? folded[at + 1] : '\0';
    const char before = at > 0 ? folded[at - 1] : '\0';
    char letter = sounded(folded[at], before, next);
    if (folded[at] == 'p' && next == 'h') letter = 'f';
    if (folded[at] == 'u' && (before == 'q' || (before == 'g' && next == 'e'))) continue;
    if (folded[at] == 'e' && before == 'g' && (next == 'a' || next == 'o')) continue;
    if (letter != '\0' && (sound.empty() || sound.back() != letter)) sound += letter;
  }
  return sound;
}

std::string verb_sound(std::string_view folded) {
  static constexpr std::array<std::string_view, 22> endings{
      "eraient", "aient", "erait", "erais", "eront", "erent", "ions", "erai", "eras", "ait", "ais",
      "ant",     "ent",   "era",   "ees",   "ons",   "er",    "ez",   "ee",   "es",   "ai",  "e"};
  for (const std::string_view ending : endings) {
    if (folded.size() >= ending.size() + shortest_stem && folded.ends_with(ending)) {
      // The vowel stays in sight of the letter before it: "force" keeps its s.
      std::string sound = sound_of(folded.substr(0, folded.size() - ending.size() + 1));
      if (!sound.empty()) sound.pop_back();
      return sound;
    }
  }
  return sound_of(folded);
}

}  // namespace guichet::matching
