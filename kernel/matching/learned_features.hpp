// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// A word, a beginning or neighbours as a number, and how often they occur (255 at most).
struct Feature {
  std::uint32_t number = 0;
  std::uint8_t count = 0;
};

/// What a sentence is to a classifier: numbers of its words, of their beginnings, of neighbours, and of its first words
/// once more (people begin with what it is about). Rising, each once. Of no language in particular: only the French
/// words of grammar are left out. Reads 400 words at most.
[[nodiscard]] std::vector<Feature> learned_features(std::string_view text);

/// The few words a long text opens with, which say what it is about as people would ask; empty when it is short itself.
[[nodiscard]] std::string_view opening_of(std::string_view text);

}  // namespace guichet::matching
